package behaviour

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
)

// Change is one way in which answers differ.
type Change struct {
	// What differs, and how it was and is; empty where there was or is none.
	What string `json:"what"`
	From string `json:"from"`
	To   string `json:"to"`
	// Seen is where, by question.
	Seen []Place `json:"seen"`
}

// Place is a question whose answers differ.
type Place struct {
	Question string `json:"question"`
	// Before and After are the numbers of the exchanges.
	Before int `json:"before"`
	After  int `json:"after"`
	// Curl asks the question again, of the second deployment.
	Curl string `json:"curl"`
}

// Comparison is what came of comparing two behaviours.
type Comparison struct {
	// Asked counts the questions that both were asked and that were compared.
	Asked int `json:"asked"`
	// SameImages says that both list the same images, so that what depends on
	// them was compared, too.
	SameImages bool     `json:"sameImages"`
	Changes    []Change `json:"changes"`
}

// Compare compares the answers to each question that both were asked. skip
// leaves out exchanges, by their numbers and what they were asked for.
func Compare(before, after Behaviour, skip func(before, after int, ids []requirement.ID) bool) Comparison {
	c := Comparison{SameImages: before.images == after.images, Changes: []Change{}}
	type key struct{ what, from, to string }
	seen := map[key][]Place{}
	for _, question := range slices.Sorted(maps.Keys(before.answers)) {
		was := before.answers[question]
		is, asked := after.answers[question]
		if !asked || skip(was.number, is.number, join(slices.Clone(was.requirements), is.requirements)) {
			continue
		}
		c.Asked++
		place := Place{Question: question, Before: was.number, After: is.number, Curl: is.curl}
		for _, name := range names(was.facts, is.facts, c.SameImages) {
			from, to := was.facts[name].text, is.facts[name].text
			what, _, _ := strings.Cut(name, "\x00")
			k := key{what, from, to}
			// One question tells of many images.
			if from != to && (len(seen[k]) == 0 || seen[k][len(seen[k])-1] != place) {
				seen[k] = append(seen[k], place)
			}
		}
	}
	for k, places := range seen {
		c.Changes = append(c.Changes, Change{What: k.what, From: k.from, To: k.to, Seen: places})
	}
	slices.SortFunc(c.Changes, func(a, b Change) int {
		return cmp.Or(-cmp.Compare(len(a.Seen), len(b.Seen)), cmp.Compare(a.What, b.What), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return c
}

// names are the facts to compare: where the status or the kind of body differs,
// the rest differs with it and is not told.
func names(was, is map[string]fact, same bool) []string {
	if was["status"].text != is["status"].text {
		return []string{"status"}
	}
	if was["body"].text != is["body"].text {
		return []string{"body"}
	}
	all := map[string]bool{}
	for name, f := range was {
		_, both := is[name]
		all[name] = both && !f.bound || same && f.bound
	}
	for name, f := range is {
		all[name] = all[name] || same && f.bound
	}
	maps.DeleteFunc(all, func(_ string, compared bool) bool { return !compared })
	return slices.Sorted(maps.Keys(all))
}
