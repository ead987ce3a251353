package reports

import (
	"bytes"
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
)

func exchangeWith(number int, body string) suites.Exchange {
	return suites.Exchange{Reading: &oracle.Reading{
		Exchange: &target.Exchange{Number: number, Body: []byte(body)}, Digest: sha256.Sum256([]byte(body)),
	}}
}

func TestReportsCarryBodiesWithFindingsFirst(t *testing.T) {
	long, huge := strings.Repeat("l", mostPassed+1), strings.Repeat("h", mostFound-1)+"é"
	run := []suites.Exchange{
		exchangeWith(1, "short"), exchangeWith(2, long), exchangeWith(3, huge), exchangeWith(4, long+"x"), exchangeWith(5, ""), exchangeWith(6, huge),
	}
	judged := []oracle.Judged{{Judgement: oracle.Judgement{Findings: []oracle.Finding{{Exchange: 6}, {Exchange: 2}, {Want: "about none"}}}}}
	r := Report{Exchanges: ExchangesOf(run, judged)}
	for number, want := range map[int]struct {
		carried int
		cut     bool
	}{
		1: {5, false}, 2: {len(long), false}, 3: {mostFound - 1, true}, 4: {0, true}, 5: {0, false}, 6: {mostFound - 1, true},
	} {
		x, ok := r.Exchange(number)
		if !ok || len(x.Body) != want.carried || x.Cut() != want.cut || x.Bytes != len(run[number-1].Body) {
			t.Errorf("exchange %d carries %d of %d bytes, cut is %v; want %+v", number, len(x.Body), x.Bytes, x.Cut(), want)
		}
	}
	if _, ok := r.Exchange(7); ok {
		t.Error("there is an exchange 7")
	}
}

// However many answers a run has, what the report carries of those without a
// finding is bounded, and each body counts once.
func TestReportsBoundWhatTheyCarry(t *testing.T) {
	var run []suites.Exchange
	for n := range 3 * mostAll / mostPassed {
		body := bytes.Repeat([]byte{byte(n / 2), 1}, mostPassed/2)
		run = append(run, exchangeWith(n+1, string(body)))
	}
	distinct := map[string]int{}
	for _, x := range ExchangesOf(run, nil) {
		distinct[x.SHA256] = len(x.Body)
	}
	all := 0
	for _, n := range distinct {
		all += n
	}
	if all != mostAll {
		t.Errorf("the report carries %d bytes, want %d", all, mostAll)
	}
}
