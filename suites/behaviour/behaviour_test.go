package behaviour_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/behaviour"
	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// of is the behaviour of a reference deployment with some of its requirements
// judged.
func of(t *testing.T, set fixtures.Set, alter ...func(*refserver.Behaviour)) behaviour.Behaviour {
	t.Helper()
	d, err := refserver.Start(t.Context(), "127.0.0.1:0", refserver.Options{Set: set, Clock: time.Now, Secret: t.Name(), Alter: alter})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	c := d.Credentials()
	at, err := target.ParseEndpoint(d.URL + c.Path)
	if err != nil {
		t.Fatal(err)
	}
	other, err := target.ParseEndpoint(d.URL + c.OtherPath)
	if err != nil {
		t.Fatal(err)
	}
	result, err := suites.New(suites.Options{
		Target: target.Config{Endpoint: at, Other: other, Tokens: map[target.Identity]target.Token{
			target.Self: target.Token(c.Demo.Token), target.Other: target.Token(c.Other.Token),
		}},
		Select: func(r requirement.Requirement) bool {
			return slices.Contains(strings.Fields("LIM MRK NAM SRV URI"), string(r.ID.Area())) || r.ID == "HDR-05"
		},
	}).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var entries []recording.Entry
	for _, x := range result.Exchanges {
		entries = append(entries, x.Entry())
	}
	return behaviour.Of(recording.Head{Target: at.Base, Other: other.Base}, entries)
}

func nothing(int, int, []requirement.ID) bool { return false }

// said are the changes in short.
func said(c behaviour.Comparison) []string {
	all := []string{}
	for _, x := range c.Changes {
		all = append(all, x.What+": "+x.From+" -> "+x.To)
	}
	return all
}

// Two runs against the same deployment at other addresses, with other tokens
// and at another time, behave alike.
func TestTheSameDeploymentBehavesAlike(t *testing.T) {
	before, after := of(t, fixtures.Rich()), of(t, fixtures.Rich())
	c := behaviour.Compare(before, after, nothing)
	if c.Asked < 100 || !c.SameImages {
		t.Errorf("only %d questions are compared, over the same images: %v", c.Asked, c.SameImages)
	}
	if diff := cmp.Diff([]string{}, said(c)); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

// What no requirement rules is told nevertheless, each change once.
func TestChangesOfBehaviour(t *testing.T) {
	before := of(t, fixtures.Rich())
	for name, c := range map[string]struct {
		alter func(*refserver.Behaviour)
		want  []string
	}{
		"other headers": {func(b *refserver.Behaviour) {
			finish := b.Finish
			b.Finish = func(c *refserver.Call, a *refserver.Answer) {
				finish(c, a)
				a.Header.Del("Etag")
				a.Header.Set("Cache-Control", "no-store")
			}
		}, []string{
			"headers: Content-Type, Etag, Vary, X-Compute-Request-Id -> Cache-Control, Content-Type, Vary, X-Compute-Request-Id",
			"headers: Content-Type, Vary, X-Compute-Request-Id -> Cache-Control, Content-Type, Vary, X-Compute-Request-Id",
		}},
		"another message": {func(b *refserver.Behaviour) {
			b.Fault = func(_ *refserver.Call, f refserver.Fault) refserver.Fault {
				if f.Status == http.StatusBadRequest {
					f.Message = "no"
				}
				return f
			}
		}, nil},
		"a member more": {func(b *refserver.Behaviour) {
			write := b.JSON.Image
			b.JSON.Image = func(c *refserver.Call, e refserver.Entry) refserver.Object {
				return append(write(c, e), refserver.Member{Name: "OS-EXT:size", Value: 7})
			}
		}, []string{
			"OS-EXT:size of an image:  -> 7",
			"members of each image: created, id, links, minDisk, minRam, name, progress, status, updated -> OS-EXT:size, created, id, links, minDisk, minRam, name, progress, status, updated",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			got := said(behaviour.Compare(before, of(t, fixtures.Rich(), c.alter), nothing))
			if c.want == nil {
				for _, change := range got {
					if !strings.HasPrefix(change, "message of the fault: ") || !strings.HasSuffix(change, " -> no") {
						t.Errorf("said %s", change)
					}
				}
				if len(got) == 0 {
					t.Error("nothing is said")
				}
				return
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// Where other images are listed, what depends on them is not compared.
func TestDeploymentsWithOtherImages(t *testing.T) {
	c := behaviour.Compare(of(t, fixtures.Rich()), of(t, fixtures.Document()), nothing)
	if c.SameImages || c.Asked < 50 {
		t.Errorf("%d questions are compared, over the same images: %v", c.Asked, c.SameImages)
	}
	for _, change := range said(c) {
		// The second user of the documents has no images at all.
		t.Errorf("said %s", change)
	}
}

func TestSkippedExchanges(t *testing.T) {
	before := of(t, fixtures.Document())
	after := of(t, fixtures.Document(), func(b *refserver.Behaviour) {
		b.Fault = func(_ *refserver.Call, f refserver.Fault) refserver.Fault { f.Message = "no"; return f }
	})
	skipped := 0
	c := behaviour.Compare(before, after, func(was, is int, ids []requirement.ID) bool {
		if was < 1 || is < 1 {
			t.Errorf("asked about the exchanges %d and %d", was, is)
		}
		skipped++
		return true
	})
	if skipped == 0 || c.Asked != 0 || len(c.Changes) != 0 {
		t.Errorf("%d are skipped, and %d compared with %d changes", skipped, c.Asked, len(c.Changes))
	}
}
