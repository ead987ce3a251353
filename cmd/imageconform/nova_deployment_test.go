package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// deployment is what .ci/nova/up says of the services that it brought up.
type deployment struct {
	state                  string
	Keystone, Glance, Nova string
	Projects               map[string]string
	Users                  map[string]struct{ Project, Password string }
}

func readDeployment(t *testing.T, state string) deployment {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(state, "deployment.json"))
	if err != nil {
		t.Fatal(err)
	}
	d := deployment{state: state}
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// token USER VARIABLE signs a user in and keeps the token in a variable.
func (d deployment) token(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: token USER VARIABLE")
	}
	token, err := d.signIn(args[0])
	ts.Check(err)
	ts.Setenv(args[1], token)
}

// signIn gives a token of a user for his own project.
func (d deployment) signIn(user string) (string, error) {
	about, known := d.Users[user]
	if !known {
		return "", fmt.Errorf("there is no user %q", user)
	}
	domain := map[string]any{"id": "default"}
	answer, _, err := call(http.MethodPost, d.Keystone+"/auth/tokens", nil, map[string]any{"auth": map[string]any{
		"identity": map[string]any{
			"methods":  []string{"password"},
			"password": map[string]any{"user": map[string]any{"name": user, "password": about.Password, "domain": domain}},
		},
		"scope": map[string]any{"project": map[string]any{"name": about.Project, "domain": domain}},
	}})
	if err != nil {
		return "", err
	}
	return answer.Get("X-Subject-Token"), nil
}

// glance prints every image that Glance has, with all that it says of each, as
// the administrator sees it. Two such lists are equal if nothing was left behind.
func (d deployment) glance(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: glance")
	}
	token, err := d.signIn("admin")
	ts.Check(err)
	// Hidden images are in a list of their own.
	for _, hidden := range []string{"false", "true"} {
		_, list, err := call(http.MethodGet, d.Glance+"/v2/images?limit=1000&visibility=all&member_status=all&sort=id&os_hidden="+hidden,
			map[string]string{"X-Auth-Token": token}, nil)
		ts.Check(err)
		var page struct {
			Images []map[string]any
			Next   string
		}
		ts.Check(json.Unmarshal(list, &page))
		if len(page.Images) == 0 || page.Next != "" {
			ts.Fatalf("want all images on one page, got %d", len(page.Images))
		}
		for _, image := range page.Images {
			line, err := json.Marshal(image)
			ts.Check(err)
			fmt.Fprintf(ts.Stdout(), "%s\n", line)
		}
	}
}

// ask asks Keystone about the holder of a token, and reads the answer.
func (d deployment) ask(method, path, token, subject string, body, into any) error {
	_, data, err := call(method, d.Keystone+path, map[string]string{"X-Auth-Token": token, "X-Subject-Token": subject}, body)
	if err != nil || into == nil {
		return err
	}
	return json.Unmarshal(data, into)
}

// call asks one of the services, and takes a success alone.
func call(method, url string, header map[string]string, body any) (http.Header, []byte, error) {
	var reader io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return nil, nil, err
		}
		reader = bytes.NewReader(data)
	}
	request, err := http.NewRequest(method, url, reader)
	if err != nil {
		return nil, nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	for name, value := range header {
		if value != "" {
			request.Header.Set(name, value)
		}
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode >= http.StatusBadRequest {
		err = fmt.Errorf("%s %s: %s", method, url, answer.Status)
	}
	return answer.Header, data, err
}
