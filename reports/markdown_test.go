package reports

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/imageconform/imageconform/suites/requirement"
)

// Read as GitHub reads it, raw HTML and all, the summary holds no element,
// link or picture that a target wrote.
func TestMarkdownOfHostileTexts(t *testing.T) {
	const attack = "<script>x</script> ![p](http://evil.example/p) [l](http://evil.example/) <http://evil.example> www.evil.example a@evil.example `c` **b** ~~s~~\n# h\n```\n- i\n| a | b |"
	r := report()
	r.Target = attack
	f := found("curl 'http://evil.example/`"+attack+"'", "/"+attack, attack, attack)
	lacking := lacks(attack)
	r.Verdict.Rows = folded(seen{"LIM-01", f, passes}, seen{"LIM-02", lacking, passes})
	out := write(t, func(b *bytes.Buffer) error { return Markdown(b, r) })
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	var page bytes.Buffer
	if err := md.Convert(out, &page); err != nil {
		t.Fatal(err)
	}
	for _, foreign := range []string{"<script", "<img", "<a ", "<del>", "<h1", "<strong>b"} {
		if strings.Contains(page.String(), foreign) {
			t.Errorf("the summary holds %s:\n%s\n%s", foreign, out, &page)
		}
	}
	if got := strings.Count(page.String(), "<li>"); got != 2+len(factsOf(r)) {
		t.Errorf("the summary has %d items:\n%s", got, &page)
	}
	if !strings.Contains(page.String(), "&lt;script&gt;x&lt;/script&gt;") {
		t.Errorf("the text itself is lost:\n%s", &page)
	}
}

func TestMarkdownTellsOfSoManyCauses(t *testing.T) {
	var all []seen
	for n := range mostTold + 2 {
		all = append(all, seen{requirement.ID(fmt.Sprintf("LIM-%02d", n+1)), lacks(fmt.Sprintf("an image called %c", 'a'+n)), passes})
	}
	r := report()
	r.Verdict.Rows = folded(all...)
	if out := string(write(t, func(b *bytes.Buffer) error { return Markdown(b, r) })); !strings.Contains(out, "- and 2 more\n") {
		t.Errorf("the rest is not counted:\n%s", out)
	}
}
