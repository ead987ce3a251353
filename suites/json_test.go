package suites

import (
	"strconv"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// member changes one member of every image in JSON.
func member(name string, value any) deployment {
	return jsonImage(func(_ *refserver.Call, _ refserver.Entry, o refserver.Object) refserver.Object {
		return with(o, name, value)
	})
}

func TestWrongJSON(t *testing.T) {
	judgeWrong(t, []wrong{
		{"null for an empty collection", jsonText(func(s string) string { return strings.ReplaceAll(s, `"images":[]`, `"images":null`) }), ids("JSN-01")},
		{"an object for an empty collection", jsonText(func(s string) string { return strings.ReplaceAll(s, `"images":[]`, `"images":{}`) }), ids("JSN-01")},
		{"nothing for an empty collection", jsonText(func(s string) string {
			if strings.Contains(s, `"images":[]`) {
				return ""
			}
			return s
		}), ids("JSN-01")},
		{"a count behind the images", jsonText(func(s string) string { return strings.TrimSuffix(s, "}") + `,"count":1}` }), ids("JSN-02")},
		{"something behind the document", jsonText(func(s string) string { return s + ";" }), ids("JSN-01", "JSN-21")},
		{"a byte order mark", jsonText(func(s string) string { return "\ufeff" + s }), ids("JSN-21")},
		{"a name twice", jsonText(func(s string) string { return strings.ReplaceAll(s, `"minDisk":`, `"minDisk":0,"minDisk":`) }), ids("JSN-21")},
		{"half a surrogate pair", jsonText(func(s string) string { return strings.ReplaceAll(s, "Café", `Caf\ud83d`) }), ids("JSN-21")},
		{"one image twice", altered(func(b *refserver.Behaviour) {
			before := b.JSON.Collection
			b.JSON.Collection = func(c *refserver.Call, l refserver.Collection) refserver.Object {
				if n := len(l.Entries); n > 30 {
					l.Entries = append(l.Entries[:n:n], l.Entries[7])
				}
				return before(c, l)
			}
		}), ids("EQV-01", "JSN-03")},
		{"integers for ids", jsonImage(func(_ *refserver.Call, e refserver.Entry, o refserver.Object) refserver.Object {
			n, _ := strconv.ParseInt(valueOf(e, "id").(string)[:6], 16, 32)
			return with(o, "id", int(n))
		}), ids("EQV-01", "JSN-03", "LNK-06", "LNK-07", "LNK-08")},
		{"null for a name", jsonImage(func(_ *refserver.Call, e refserver.Entry, o refserver.Object) refserver.Object {
			if valueOf(e, "name") == "team/web/base" {
				return with(o, "name", nil)
			}
			return o
		}), ids("JSN-04")},
		{"a status in lower case", member("status", "active"), ids("EQV-02", "JSN-05")},
		{"a space for the T in times", member("created", "2011-01-01 01:02:03"), ids("EQV-02", "JSN-06")},
		{"fractions in times", represented(func(i *fixtures.Image, e *refserver.Entry) {
			scalar(e, "updated", i.Updated.Format("2006-01-02T15:04:05.000000Z"))
		}), ids("JSN-07")},
		{"an update before the creation", represented(func(_ *fixtures.Image, e *refserver.Entry) {
			scalar(e, "updated", "2010-06-15T06:00:00Z")
		}), ids("JSN-08")},
		{"progress as a string", member("progress", "100"), ids("EQV-02", "JSN-09")},
		{"progress in tenths", jsonText(func(s string) string { return strings.ReplaceAll(s, `"progress":100`, `"progress":100.0`) }), ids("EQV-02", "JSN-09")},
		{"99 percent of an ACTIVE image", represented(func(i *fixtures.Image, e *refserver.Entry) {
			if i.Status == "ACTIVE" {
				scalar(e, "progress", 99)
			}
		}), ids("JSN-10")},
		{"100 percent of a SAVING image", represented(func(i *fixtures.Image, e *refserver.Entry) {
			if i.Status == "SAVING" {
				scalar(e, "progress", 100)
			}
		}), ids("JSN-11")},
		{"null for no minimum", jsonText(func(s string) string { return strings.ReplaceAll(s, `"minRam":0`, `"minRam":null`) }), ids("JSN-12")},
		{"links as an object", member("links", refserver.Object{}), ids("JSN-13")},
		{"no metadata where it is empty", jsonImage(func(_ *refserver.Call, e refserver.Entry, o refserver.Object) refserver.Object {
			if len(e.Metadata) == 0 {
				return without(o, "metadata")
			}
			return o
		}), ids("JSN-14")},
		{"no progress", jsonImage(func(_ *refserver.Call, _ refserver.Entry, o refserver.Object) refserver.Object {
			return without(o, "progress")
		}), ids("JSN-15")},
		{"null for no server", jsonImage(func(_ *refserver.Call, e refserver.Entry, o refserver.Object) refserver.Object {
			if e.Server == nil {
				return with(o, "server", nil)
			}
			return o
		}), ids("JSN-16")},
		{"members of the image service", member("checksum", "d41d8cd98f00b204e9800998ecf8427e"), ids("JSN-18")},
		{"a fault without a code", member("fault", refserver.Object{{Name: "message", Value: "no"}}), ids("JSN-19")},
		{"metadata links without a target", member("metadata_links", refserver.Array{refserver.Object{{Name: "rel", Value: "next"}}}), ids("JSN-20")},
		{"brief records under a filter", jsonImage(func(c *refserver.Call, _ refserver.Entry, o refserver.Object) refserver.Object {
			if strings.Contains(c.Request.URL.RawQuery, "name=") {
				return without(o, "status", "created", "updated", "progress", "minDisk", "minRam", "metadata")
			}
			return o
		}), ids("JSN-14", "JSN-15", "JSN-22")},
	}, bodyAreas...)
}

// An extension's members are looked at and never refused.
func TestExtensionMembers(t *testing.T) {
	for _, value := range []any{nil, 7, "7", refserver.Array{}} {
		judged := judge(t, member("OS-EXT-IMG-SIZE:size", value), bodyAreas...)
		judged.wantBroken(t)
		judged.wantUndecided(t, "JSN-19", "JSN-20", "MET-04")
	}
}

// A defect of every image in every answer is a few findings that say how many
// there are, not thousands.
func TestFewFindings(t *testing.T) {
	judged := judge(t, member("minRam", "512"), "JSN-12")
	findings := judged["JSN-12"][0].Findings
	if len(findings) != 4 {
		t.Fatalf("%d findings, want three and one about the rest\n%s", len(findings), judged.explain())
	}
	if first := findings[0]; first.Where != "/images/0/minRam" || !strings.Contains(first.Got, "(image daf56aa8-8776-48f2-8a63-8d6a0894993b)") {
		t.Errorf("the first finding is at %s: %s", first.Where, first.Got)
	}
	if rest := findings[3].Got; !strings.HasPrefix(rest, "the like ") {
		t.Errorf("the last finding says %q, want how many more there are", rest)
	}
}
