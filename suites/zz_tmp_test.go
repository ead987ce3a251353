package suites

import ("testing";"net/http";"sync";"time";"github.com/imageconform/imageconform/fixtures";"github.com/imageconform/imageconform/fixtures/refserver")

func TestZZ(t *testing.T) {
	var mu sync.Mutex
	var seen []string
	d := rich().asking(func(r *http.Request){ mu.Lock(); seen=append(seen, r.Header.Get("Accept")[12:]+" "+r.URL.RawQuery); mu.Unlock()})
	judge(t, d, filterAreas...)
	n:=map[string]int{}
	for _,s:=range seen { n[s[:4]]++; t.Log(s) }
	t.Log(len(seen), n)
	for _, k := range []int{0,1,3} {
		j := judge(t, plain(k), filterAreas...)
		t.Log(k, j.broken(), "\nundecided", j.undecided(), j.explain())
	}
	for _, set := range []fixtures.Set{fixtures.Document(), fixtures.Generate(10000)} {
		start:=time.Now()
		r := reference(refserver.Options{Set:set})
		res := run(t, r, filterAreas...)
		t.Log(set.Name, res.Exchanges, time.Since(start))
		j := judge(t, r, filterAreas...)
		t.Log(set.Name, j.broken(), "\nundecided", j.undecided(), time.Since(start))
	}
}
