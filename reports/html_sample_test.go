package reports

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// scripts would run, or load something, were they not shown as text.
const scripts = `</script><script>window.ran = 1</script><img src="x" onerror="window.ran = 1"><a href="javascript:window.ran = 1">"'` + "`${window.ran = 1}"

// busy is a run over the whole catalogue with thousands of exchanges, of which
// a few requirements are broken, one by an image with a hostile name.
func busy() Report {
	r := report()
	name := scripts + hostile + strings.Repeat("ש", 5000)
	body := []byte(`{"images": [{"id": "one", "minDisk": 8}, {"id": "two", "minDisk": "8", "name": "` + jsonText(name) + `"}]}`)
	document := []byte(`<images><image id="one" minDisk="8"/><image id="two" minDisk="8.0"><metadata><meta key="k">a &lt;b&gt;</meta></metadata></image></images>`)
	r.Exchanges = nil
	for n := range 3000 {
		x := Exchange{Exchange: target.Exchange{
			Number: n + 1, Request: target.Get(fmt.Sprintf("http://cloud.example/v2/demo/images/detail?limit=%d", n)).With("Accept", "application/json"),
			Status: 200, Proto: "HTTP/1.1", Header: http.Header{"Content-Type": {jsonOnly}}, Body: fmt.Appendf(nil, `{"images": [], "n": %d}`, n), Took: 1e6,
		}, SHA256: fmt.Sprintf("%064x", n), Requirements: []requirement.ID{"LIM-01"}}
		switch n {
		case 0:
			x.Body, x.Header, x.Requirements = body, http.Header{"X-Name": {name}}, []requirement.ID{"JSN-12", "LIM-01"}
		case 1:
			x.Body, x.Requirements = document, []requirement.ID{"XML-06"}
		}
		x.Bytes = len(x.Body)
		r.Exchanges = append(r.Exchanges, x)
	}
	at := func(number int, accept, where, got string) oracle.Judgement {
		f := oracle.Finding{Request: curl(accept, fmt.Sprintf("?of=%d", number)), Exchange: number, Status: 200, Where: where, Want: "an integer", Got: got}
		return oracle.Judgement{Ranged: 1, Findings: []oracle.Finding{f}}
	}
	broken := map[requirement.ID]oracle.Judgement{
		"JSN-12": at(1, jsonOnly, "/images/1/minDisk", `"8" of `+name), "XML-06": at(2, "application/xml", "/images/image[2]/@minDisk", `"8.0"`),
		"LIM-06": at(3, jsonOnly, "", "status 500 with an empty body"), "LIM-01": at(3, jsonOnly, "", "status 500 with an empty body"),
		"STA-04": {Missing: "no SAVING image of " + name},
	}
	rows := requirement.All()
	var judged []oracle.Judged
	for _, row := range rows {
		j, found := broken[row.ID]
		if !found {
			j = oracle.Judgement{Ranged: 1}
		}
		judged = append(judged, oracle.Judged{Requirement: row.ID, Spec: row.Title, Format: requirement.JSON, Judgement: j})
	}
	r.Verdict, r.Selection, r.Changed = verdict.Fold(rows, judged, verdict.Policy{}), "", false
	r.Target = "http://cloud.example/" + name
	return r
}

// jsonText is a text as JSON writes it within quotes, with what is no UTF-8
// replaced.
func jsonText(text string) string {
	quoted := fmt.Sprintf("%+q", strings.ToValidUTF8(text, "?"))
	replaced := strings.NewReplacer(`\x1b`, `\u001b`, `\x00`, `\u0000`, `\U000e0041`, `\udb40\udc41`).Replace(quoted)
	return replaced[1 : len(replaced)-1]
}

func pageOf(t *testing.T, r Report) []byte {
	t.Helper()
	return write(t, func(b *bytes.Buffer) error { return HTML(b, r) })
}
