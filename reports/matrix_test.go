package reports

import (
	"bytes"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/selftest"
	"github.com/imageconform/imageconform/suites/verdict"
)

// weakMatrix has one of everything that can be wrong with a suite.
func weakMatrix() Matrix {
	row := func(kind selftest.Kind, name string, breaks, caught []requirement.ID, problems ...string) selftest.Row {
		return selftest.Row{
			Subject: selftest.Subject{Name: name, Kind: kind, Why: "A reason with a | and <b>.", Breaks: breaks},
			Caught:  caught, Word: verdict.Nonconformant, Problems: problems,
		}
	}
	return Matrix{
		Version: "1.2.3", Of: 1296, Duration: 12345 * time.Millisecond,
		Matrix: selftest.Matrix{
			Rows: []selftest.Row{
				row(selftest.Clean, "documented", nil, nil),
				row(selftest.Mutant, "limit-ignored", []requirement.ID{"LIM-01"}, []requirement.ID{"LIM-01", "PAG-01"}),
				row(selftest.Mutant, "limit-zero-fails", []requirement.ID{"LIM-06"}, nil, "survived [LIM-06]"),
				row(selftest.Variant, "dates-with-zones", nil, []requirement.ID{"JSN-06"}, "false alarm of JSN-06"),
			},
			Unproven: []requirement.ID{"LIM-06"},
		},
	}
}

// soundMatrix is weakMatrix without its weaknesses.
func soundMatrix() Matrix {
	m := weakMatrix()
	m.Rows, m.Unproven = m.Rows[:2], nil
	return m
}

func TestMatrix(t *testing.T) {
	for name, m := range map[string]Matrix{"weak": weakMatrix(), "sound": soundMatrix()} {
		golden(t, "matrix-"+name+".txt", write(t, func(b *bytes.Buffer) error { return MatrixText(b, m, TextOptions{}) }))
		golden(t, "matrix-"+name+".md", write(t, func(b *bytes.Buffer) error { return MatrixMarkdown(b, m) }))
		golden(t, "matrix-"+name+".json", write(t, func(b *bytes.Buffer) error { return MatrixJSON(b, m) }))
		if got := m.Sound(); got != (name == "sound") {
			t.Errorf("the %s matrix is sound: %v", name, got)
		}
	}
}

// TestMatrixInABrowser holds that the page shows every server, finds in them,
// and opens the requirement of a link.
func TestMatrixInABrowser(t *testing.T) {
	hostile := weakMatrix()
	hostile.Rows[1].Name, hostile.Rows[1].Why = `<script>say("x")</script>`, "A reason with \x1b[31m and \u202e."
	p := open(startBrowser(t), t, write(t, func(b *bytes.Buffer) error { return MatrixHTML(b, hostile) }), "")
	shown := func(selector string) string {
		return `String([...document.querySelectorAll("` + selector + `")].filter((e) => e.checkVisibility()).length)`
	}
	p.is("Weaker than it says", `document.getElementById("word").textContent`)
	p.is("3", shown("#weaknesses li"))
	p.is("3", shown(".row"))
	p.is("1", shown("#variants .server"))
	p.click("#LIM-01 summary")
	p.is(`<script>say("x")</script>`, `document.querySelector("#LIM-01 .server code").textContent`)
	p.do(chromedp.SendKeys(chromedp.CSS("#text"), "zones DATES"))
	p.is("0", shown(".row"))
	p.is("1", shown(".server"))
	p.is("1 server", count)
	p.do(chromedp.Evaluate[chromedp.Void](`void (location.hash = "LIM-06")`))
	p.wait(`document.getElementById("LIM-06").open`)
	p.is("3", shown(".row"))
	sound := open(startBrowser(t), t, write(t, func(b *bytes.Buffer) error { return MatrixHTML(b, soundMatrix()) }), "")
	sound.is("As strong as it says", `document.getElementById("word").textContent`)
	sound.is("null", `String(document.getElementById("weaknesses"))`)
}
