package schemas

import (
	"fmt"
	"strings"
	"testing"
)

// largePage writes a page of n images in both formats, every tenth of them wrong
// in a few ways if flawed.
func largePage(n int, flawed bool) (jsonBody, xmlBody []byte) {
	var j, x strings.Builder
	j.WriteString(`{"images": [`)
	x.WriteString(`<images xmlns="` + ComputeNamespace + `" xmlns:atom="` + AtomNamespace + `">`)
	for i := range n {
		id := fmt.Sprintf("%08x-0000-4000-8000-%012x", i, i)
		disk := "0"
		if flawed && i%10 == 0 {
			disk = "null"
		}
		if i > 0 {
			j.WriteString(",")
		}
		fmt.Fprintf(&j, `{"id": %q, "name": "image %d", "status": "ACTIVE", "progress": 100, "minDisk": %s, "minRam": 512,
			"created": "2014-03-11T10:00:05Z", "updated": "2014-03-12T10:00:05Z", "OS-EXT-IMG-SIZE:size": 12345,
			"metadata": {"architecture": "x86_64", "kernel_id": "nokernel", "ramdisk_id": null, "image_type": "snapshot"},
			"server": {"id": %q, "links": [{"rel": "self", "href": "http://h/v2/t/servers/s"}, {"rel": "bookmark", "href": "http://h/t/servers/s"}]},
			"links": [{"rel": "self", "href": "http://h/v2/t/images/%s"}, {"rel": "bookmark", "href": "http://h/t/images/%s"},
			{"rel": "alternate", "href": "http://g/t/images/%s", "type": "application/vnd.openstack.image"}]}`, id, i, disk, id, id, id, id)
		fmt.Fprintf(&x, `<image id=%q name="image %d" status="ACTIVE" progress="100" minDisk=%q minRam="512"
			created="2014-03-11T10:00:05Z" updated="2014-03-12T10:00:05Z"><server id=%q><atom:link rel="self" href="http://h/v2/t/servers/s"/>
			<atom:link rel="bookmark" href="http://h/t/servers/s"/></server><metadata><meta key="architecture">x86_64</meta>
			<meta key="kernel_id">nokernel</meta><meta key="ramdisk_id">None</meta><meta key="image_type">snapshot</meta></metadata>
			<atom:link rel="self" href="http://h/v2/t/images/%s"/><atom:link rel="bookmark" href="http://h/t/images/%s"/>
			<atom:link rel="alternate" href="http://g/t/images/%s" type="application/vnd.openstack.image"/></image>`, id, i, disk, id, id, id, id)
	}
	j.WriteString(`]}`)
	x.WriteString(`</images>`)
	return []byte(j.String()), []byte(x.String())
}

func TestLargePage(t *testing.T) {
	jsonBody, xmlBody := largePage(1000, true)
	value, problems := ReadJSON(jsonBody)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	ranged, problems := CheckJSON("JSN-12", value)
	if ranged != 2000 || len(problems) != 100 {
		t.Errorf("JSN-12 looked at %d values and found %d wrong, want 2000 and 100", ranged, len(problems))
	}
	if got, want := problems[3].Where, "/images/30/minDisk"; got != want {
		t.Errorf("the fourth problem is at %s, want %s: numbers are not in order", got, want)
	}
	root, problems := ReadXML(xmlBody)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	ranged, problems = CheckXML("XML-06", root)
	if ranged != 1000 || len(problems) != 100 {
		t.Errorf("XML-06 looked at %d images and found %d wrong, want 1000 and 100", ranged, len(problems))
	}
	if got, want := problems[3].Where, "/images/image[31]/@minDisk"; got != want {
		t.Errorf("the fourth problem is at %s, want %s", got, want)
	}
}

func BenchmarkReadJSON(b *testing.B) {
	body, _ := largePage(1000, false)
	for b.Loop() {
		ReadJSON(body)
	}
}

func BenchmarkReadXML(b *testing.B) {
	_, body := largePage(1000, false)
	for b.Loop() {
		ReadXML(body)
	}
}

func BenchmarkCheckJSON(b *testing.B) {
	body, _ := largePage(1000, false)
	value, _ := ReadJSON(body)
	for b.Loop() {
		for _, rule := range JSONRules() {
			if rule != "ERR-02" {
				CheckJSON(rule, value)
			}
		}
	}
}

func BenchmarkCheckXML(b *testing.B) {
	_, body := largePage(1000, false)
	root, _ := ReadXML(body)
	for b.Loop() {
		for _, rule := range XMLRules() {
			if !strings.HasPrefix(rule, "ERR") {
				CheckXML(rule, root)
			}
		}
	}
}
