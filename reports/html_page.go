package reports

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"strings"
)

// pageFiles are the templates, the styles and the scripts of pages.
//
//go:embed html
var pageFiles embed.FS

// page is what the layout of every page needs: page.gohtml with page.css and
// page.js, and the page's own files beside them.
type page struct {
	Title   string
	Version string
	Style   template.CSS
	Script  template.JS
	// Policy lets the browser run and apply what is ours, and load nothing.
	Policy string
	// Body is what the page's own template shows.
	Body any
}

// writePage writes a page as one file that needs no other. Its template, styles
// and scripts are the files in html/ that begin with its name, after those of
// the layout.
func writePage(w io.Writer, name string, p page) error {
	style, err := pageText("page*.css", name+"*.css")
	if err != nil {
		return err
	}
	script, err := pageText("page*.js", name+"*.js")
	if err != nil {
		return err
	}
	p.Policy = fmt.Sprintf("default-src 'none'; img-src data:; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
		digest(style), digest(script))
	p.Style, p.Script = template.CSS(style), template.JS(script) //nolint:gosec // both are files of this package
	t, err := template.New("page.gohtml").Funcs(template.FuncMap{"show": printable, "plural": plural}).
		ParseFS(pageFiles, "html/page.gohtml", "html/"+name+".gohtml")
	if err != nil {
		return fmt.Errorf("read the page %s: %w", name, err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return fmt.Errorf("write the page %s: %w", name, err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

// pageText is the text of all files in html/ that patterns match.
func pageText(patterns ...string) (string, error) {
	var all strings.Builder
	for _, pattern := range patterns {
		names, err := fs.Glob(pageFiles, "html/"+pattern)
		if err != nil {
			return "", fmt.Errorf("find the files of a page: %w", err)
		}
		for _, name := range names {
			text, err := pageFiles.ReadFile(name)
			if err != nil {
				return "", fmt.Errorf("read the files of a page: %w", err)
			}
			all.Write(text)
		}
	}
	return all.String(), nil
}

// digest is a text's digest as a content security policy names it.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
