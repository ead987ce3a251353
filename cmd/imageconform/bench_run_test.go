package main

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/recording"
)

// ask is the body of one answer.
func ask(t *testing.T, url, token, accept string) []byte {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("X-Auth-Token", token)
	q.Header.Set("Accept", accept)
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

var nextLink = regexp.MustCompile(`"href": ?"([^"]+)", ?"rel": ?"next"|href="([^"]+)" rel="next"`)

func nextOf(page []byte) string {
	found := nextLink.FindSubmatch(page)
	if found == nil {
		return ""
	}
	return html.UnescapeString(string(found[1]) + string(found[2]))
}

// recorded are the exchanges of a run.
func recorded(t *testing.T, out string) []recording.Entry {
	t.Helper()
	file, err := os.Open(filepath.Join(out, evidenceFile))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r, err := recording.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return r.Entries
}

// bare repeats requests, so many at a time, and does nothing with the answers.
func bare(t *testing.T, entries []recording.Entry, env []string, width int) time.Duration {
	t.Helper()
	transport := &http.Transport{MaxIdleConnsPerHost: width, DisableCompression: true}
	defer transport.CloseIdleConnections()
	tokens := map[string]string{}
	for _, setting := range env {
		name, value, _ := strings.Cut(setting, "=")
		tokens[name] = value
	}
	begun := time.Now()
	var group errgroup.Group
	group.SetLimit(width)
	for _, e := range entries {
		group.Go(func() error {
			q, err := http.NewRequestWithContext(t.Context(), e.Request.Method, e.Request.URL, strings.NewReader(e.Request.Body))
			if err != nil {
				return nil // a request that no library writes
			}
			for name, value := range e.Request.Header {
				q.Header.Set(name, value)
			}
			if token := tokens[e.Request.As.Variable()]; token != "" {
				q.Header.Set("X-Auth-Token", token)
			}
			answer, err := transport.RoundTrip(q)
			if err != nil {
				return err
			}
			defer answer.Body.Close()
			_, err = io.Copy(io.Discard, answer.Body)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	return time.Since(begun)
}

// againstBare compares a whole run with its requests alone.
func (b *bench) againstBare(t *testing.T) {
	const pairs = 15
	env := deployed(t, refserver.Options{Set: fixtures.Rich()}, same)
	entries := recorded(t, b.run(t, env).out)
	var ratios, runs, bares []float64
	for range pairs {
		r := b.run(t, env)
		alone := bare(t, entries, env, 4)
		runs, bares = append(runs, r.wall.Seconds()), append(bares, alone.Seconds())
		ratios = append(ratios, r.wall.Seconds()/alone.Seconds())
	}
	b.say("## A run and its requests\n\n`imageconform run` against a reference deployment in another process, from its start to the last of its reports, and a bare Go client that\n"+
		"repeats the same %d requests at the same concurrency (4) and throws the answers away. Medians of %d pairs, one after the other. Over loopback an answer takes a fraction of a\n"+
		"millisecond, so that nearly all of the difference is the reading, judging and writing of a run:\n", len(entries), pairs)
	fmt.Fprintf(&b.page, "| | seconds |\n| --- | ---: |\n| whole run | %.3f |\n| bare client | %.3f |\n| ratio of a pair, median | %.2f |\n| least, most | %.2f, %.2f |\n",
		middle(runs), middle(bares), middle(ratios), ratios[0], ratios[len(ratios)-1])
}

// withLatency runs against a target that answers no request within 50 ms.
func (b *bench) withLatency(t *testing.T) {
	const latency = 50 * time.Millisecond
	var mu sync.Mutex
	var answered []float64
	var begun time.Time
	env := deployed(t, refserver.Options{Set: fixtures.Rich()}, func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(latency)
			h.ServeHTTP(w, r)
			mu.Lock()
			defer mu.Unlock()
			answered = append(answered, time.Since(begun).Seconds())
		})
	})
	begun = time.Now()
	r := b.run(t, env, "--concurrency", "16")
	entries := recorded(t, r.out)
	script := map[string]time.Duration{}
	for _, e := range entries {
		script[e.Script] += e.Took
	}
	longest, name := time.Duration(0), ""
	for key, took := range script {
		if took > longest {
			longest, name = took, key
		}
	}
	chain := slices.DeleteFunc(slices.Clone(entries), func(e recording.Entry) bool { return e.Script != name })
	alone := bare(t, entries, env, 16)
	// The list comes first, and once more at the end.
	path := longest + 2*latency
	b.say("## A distant target\n\nA target that answers after 50 ms, `--concurrency 16`. The critical path is the list, the longest chain of requests of which each needs the\n"+
		"answer before it (%d, for %s), and the list once more. The bare client repeats all requests at the same concurrency.\n", len(chain), chain[0].Requirements[0])
	fmt.Fprintf(&b.page, "| | seconds |\n| --- | ---: |\n| whole run | %.2f |\n| critical path | %.2f |\n| ratio | %.2f |\n| bare client | %.2f |\n| ratio | %.2f |\n| all %d requests, one after the other | %.2f |\n",
		r.wall.Seconds(), path.Seconds(), r.wall.Seconds()/path.Seconds(), alone.Seconds(), r.wall.Seconds()/alone.Seconds(),
		len(entries), (time.Duration(len(entries)) * latency).Seconds())
	slices.Sort(answered)
	answered = answered[:min(len(answered), len(entries))] // without those of the bare client
	var asked []point
	for i, at := range answered {
		asked = append(asked, point{at, float64(i + 1)})
	}
	b.write(t, "docs/performance-latency.svg", plot("Requests answered by a target with 50 ms latency", "seconds", line{"requests", asked}))
	b.say("![answered requests over time](performance-latency.svg)\n\nA spec is judged as soon as its own answers are there, unless it looks at every answer of the run: of the specs that ask,\n" +
		"none waits for the slowest. `TestSpecsDoNotWaitForOthers` holds that against a target which keeps some answers to itself until the others are judged.")
}

// askers says which requirements the requests of a run are for.
func (b *bench) askers(t *testing.T) {
	env := deployed(t, refserver.Options{Set: fixtures.Rich()}, same)
	entries := recorded(t, b.run(t, env).out)
	type asker struct {
		id            string
		first, shared int
	}
	by := map[string]*asker{}
	of := func(id string) *asker {
		if by[id] == nil {
			by[id] = &asker{id: id}
		}
		return by[id]
	}
	for _, e := range entries {
		if len(e.Requirements) == 0 {
			of("the list itself").first++
			continue
		}
		for i, id := range e.Requirements {
			if of(string(id)); i == 0 {
				by[string(id)].first++
			} else {
				by[string(id)].shared++
			}
		}
	}
	all := make([]*asker, 0, len(by))
	for _, a := range by {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *asker) int {
		if a.first != b.first {
			return b.first - a.first
		}
		return strings.Compare(a.id, b.id)
	})
	b.say("## Requests\n\n%d requests against the rich data, without a control. Each is put down to the first requirement that asks it; the others share its answer.\n"+
		"What looks at every answer asks nothing.\n", len(entries))
	b.page.WriteString("| requirement | asks | and shares |\n| --- | ---: | ---: |\n")
	for _, a := range all[:min(len(all), 25)] {
		fmt.Fprintf(&b.page, "| %s | %d | %d |\n", a.id, a.first, a.shared)
	}
	rest := 0
	for _, a := range all[min(len(all), 25):] {
		rest += a.first
	}
	fmt.Fprintf(&b.page, "| %d others | %d | |\n", max(0, len(all)-25), rest)
}
