package oracle

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/imageconform/imageconform/schemas"
)

// TrueTypes checks that each body has a Content-Type, and is what that says.
func (j *Judgement) TrueTypes(all []*Reading) {
	t := newTally(j)
	defer t.close()
	for _, r := range all {
		if !r.mayHaveBody() || r.Form == Empty || r.Troubled() != "" {
			continue
		}
		labels := r.Header.Values("Content-Type")
		if !t.check(r, fmt.Sprint("none", r.Status, r.Form), "", len(labels) > 0, "a Content-Type", "none on %s", Describe(r)) {
			continue
		}
		for _, label := range labels {
			media, _, _ := strings.Cut(strings.ToLower(label), ";")
			media = strings.TrimSpace(media)
			want := r.trueType(media)
			t.check(r, fmt.Sprint(media, r.Form, r.Status), "", want == "", "a Content-Type "+want, "%s", Labelled(r))
		}
	}
}

func (r *Reading) mayHaveBody() bool {
	return r.Request.Method != http.MethodHead && r.Status != http.StatusNoContent && r.Status != http.StatusNotModified
}

// trueType says what the Content-Type should be instead of a media type, empty
// when it is true. A body that is broken beyond telling has none to be held to.
func (r *Reading) trueType(media string) string {
	label := labelForm(media)
	switch {
	case r.isPage() && (label == XML || strings.Contains(media, "html")), r.unreadable():
		return ""
	case r.Form == JSON && label != JSON:
		return "of JSON, which the body is"
	case r.Form == XML && label != XML:
		return "of XML, which the body is"
	case r.Form == Other && label == XML:
		return "other than of XML, which the body is not"
	case r.Form == Other && label == JSON:
		// Texts, numbers and null are JSON, too.
		if value, problems := schemas.ReadJSON(r.Text()); value == nil && len(problems) > 0 {
			return "other than of JSON, which the body is not"
		}
	}
	return ""
}

// labelForm is the form that a media type announces, Other for everything else.
func labelForm(media string) Form {
	switch {
	case media == "application/json" || media == "text/json" || strings.HasSuffix(media, "+json"):
		return JSON
	case media == "application/xml" || media == "text/xml" || strings.HasSuffix(media, "+xml"):
		return XML
	}
	return Other
}

// ListStatuses checks that each collection comes with 200 or 203.
func (j *Judgement) ListStatuses(all []*Reading) {
	t := newTally(j)
	defer t.close()
	for _, r := range all {
		if r.Collection != nil {
			t.check(r, strconv.Itoa(r.Status), "", r.OK(), "200, or 203 from a cache", "%s", Describe(r))
		}
	}
}

// RequestIDs checks that each X-Compute-Request-Id is there for its own
// request. A cache may repeat the header with the answer that it kept.
func (j *Judgement) RequestIDs(all []*Reading) {
	t := newTally(j)
	defer t.close()
	known := map[string]*Reading{}
	for _, r := range all {
		for _, id := range r.Header.Values("X-Compute-Request-Id") {
			if !t.check(r, "empty", "", strings.TrimSpace(id) != "", "an X-Compute-Request-Id with a value", "an empty one") || r.cached() {
				continue
			}
			if before, taken := known[id]; taken {
				t.check(r, "taken", "", false, "an X-Compute-Request-Id of its own", "%s, as for %s", Quote(id), before.Request.Curl())
			}
			known[id] = r
		}
	}
}

// cached says that an answer tells of a cache on its way.
func (r *Reading) cached() bool {
	return r.Status == http.StatusNonAuthoritativeInfo || r.Header.Get("Age") != ""
}

// Cached says that the listing, as the run met it first, came from a cache.
func (l Listing) Cached() bool { return l.Pages.First() != nil && l.Pages.First().cached() }

// AnyCached says that one of the answers came from a cache.
func AnyCached(answers []Answer) bool {
	for _, a := range answers {
		for _, r := range a {
			if r.cached() {
				return true
			}
		}
	}
	return false
}

// Lengths checks each Content-Length against the bytes that came: those of the
// body, and where they were looked for those behind it.
func (j *Judgement) Lengths(all []*Reading) {
	t := newTally(j)
	defer t.close()
	for _, r := range all {
		if r.Declared < 0 || !r.mayHaveBody() || r.BodyFailure != "" && !r.EndedEarly() {
			continue
		}
		t.check(r, "body", "", r.Received == r.Declared && r.Surplus == 0, "a Content-Length equal to the bytes of the body",
			"a Content-Length of %d, and %s", r.Declared, came(r))
	}
}

func came(r *Reading) string {
	switch {
	case r.Surplus > 0:
		return fmt.Sprintf("%d bytes more", r.Surplus)
	case r.BodyFailure != "":
		return fmt.Sprintf("%d bytes before the connection ended", r.Received)
	}
	return fmt.Sprintf("%d bytes", r.Received)
}

// Cacheable says whether an answer may be kept by a cache and served again:
// it came from one, has a validator, or is fresh for a while; and nothing
// forbids to store it.
func Cacheable(r *Reading) bool {
	directives := map[string]string{}
	for _, line := range r.Header.Values("Cache-Control") {
		for _, directive := range strings.Split(strings.ToLower(line), ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
			directives[name] = strings.Trim(value, `"`)
		}
	}
	if _, never := directives["no-store"]; never {
		return false
	}
	_, public := directives["public"]
	fresh := public
	for _, name := range []string{"max-age", "s-maxage"} {
		age, err := strconv.Atoi(directives[name])
		fresh = fresh || err == nil && age > 0
	}
	return fresh || r.cached() || r.Header.Get("ETag") != "" || r.Header.Get("Last-Modified") != "" || expiresLater(r.Header)
}

// expiresLater says that an answer stays fresh beyond the moment it was sent.
func expiresLater(h http.Header) bool {
	expires, err := http.ParseTime(h.Get("Expires"))
	if err != nil {
		return false
	}
	sent, err := http.ParseTime(h.Get("Date"))
	return err == nil && expires.Sub(sent) > time.Second
}

// VariesWith says whether Vary names a request header, or all of them.
func VariesWith(r *Reading, header string) bool {
	for _, line := range r.Header.Values("Vary") {
		for _, name := range strings.Split(line, ",") {
			if name = strings.TrimSpace(name); name == "*" || strings.EqualFold(name, header) {
				return true
			}
		}
	}
	return false
}

// SameIDs checks that a page holds exactly these images in this order.
func (j *Judgement) SameIDs(r *Reading, ids []string, rule string) bool {
	got := IDs(r.Images())
	missing, extra := Difference(ids, got)
	return j.Check(r, slices.Equal(ids, got), rule, "%d images%s%s", len(got), list("; missing", missing), list("; not wanted", extra))
}

// SameAnswer checks that an answer is the one that the same request got on
// another connection: a list of the same images, or an error of the same status.
func (j *Judgement) SameAnswer(r, same *Reading) bool {
	const rule = "the answer that the request gets on a connection of its own"
	if same.Lists() {
		return j.Check(r, r.Lists() && r.Form == same.Form, rule+": "+Describe(same), "%s", Describe(r)) &&
			j.SameIDs(r, IDs(same.Images()), rule)
	}
	return j.Check(r, r.Status == same.Status && r.Form == same.Form, rule+": "+Describe(same), "%s", Describe(r))
}
