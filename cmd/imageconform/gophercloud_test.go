package main

import (
	"net/http"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/compute/v2/images"
	"github.com/gophercloud/gophercloud/pagination"
)

// endless is more pages than any list of the tests has.
const endless = 1000

// readBy gives the ids that gophercloud's pager finds below a base URL, and the
// number of pages with images.
func readBy(t *testing.T, base, token string, options images.ListOpts) (ids []string, pages int) {
	t.Helper()
	provider := &gophercloud.ProviderClient{TokenID: token, HTTPClient: http.Client{Timeout: time.Minute}}
	client := &gophercloud.ServiceClient{ProviderClient: provider, Endpoint: base + "/"}
	err := images.ListDetail(client, options).EachPage(func(page pagination.Page) (bool, error) {
		pages++
		found, err := images.ExtractImages(page)
		for _, image := range found {
			ids = append(ids, image.ID)
		}
		return pages < endless, err
	})
	if err != nil || pages == endless {
		t.Fatalf("after %d pages: %v", pages, err)
	}
	return ids, pages
}

// readsToTheEnd lets gophercloud read a deployment in pages of every size, and
// with a filter on each of them.
func readsToTheEnd(t *testing.T, base, token string) {
	t.Helper()
	whole, pages := readBy(t, base, token, images.ListOpts{})
	if len(whole) < 10 || pages != 1 {
		t.Fatalf("without a limit: %d images on %d pages", len(whole), pages)
	}
	for _, limit := range []int{1, 2, 7, len(whole) - 1, len(whole), len(whole) + 1} {
		ids, pages := readBy(t, base, token, images.ListOpts{Limit: limit})
		if want := (len(whole) + limit - 1) / limit; pages != want || !slices.Equal(ids, whole) {
			t.Errorf("limit %d: %d images on %d pages, want the %d of the whole list on %d", limit, len(ids), pages, len(whole), want)
		}
	}
	active, _ := readBy(t, base, token, images.ListOpts{Status: "ACTIVE"})
	ids, pages := readBy(t, base, token, images.ListOpts{Status: "ACTIVE", Limit: 4})
	if pages < 2 || !slices.Equal(ids, active) {
		t.Errorf("the active ones: %d images on %d pages, want %d", len(ids), pages, len(active))
	}
}

// TestNovaIsReadByGophercloud does with the real thing what a test of package
// refserver does with the reference deployment.
func TestNovaIsReadByGophercloud(t *testing.T) {
	state := os.Getenv("NOVA_DIR")
	if state == "" {
		t.Skip("NOVA_DIR names no deployment; make e2e-nova makes one")
	}
	d := readDeployment(t, state)
	token, err := d.signIn("demo")
	if err != nil {
		t.Fatal(err)
	}
	readsToTheEnd(t, d.Nova+"/v2.1/"+d.Projects["demo"], token)
}
