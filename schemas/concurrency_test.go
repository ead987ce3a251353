package schemas

import (
	"reflect"
	"sync"
	"testing"
)

// Judges run side by side: what one goroutine finds, every one finds, and the
// same in each run, though the library's order of errors changes.
func TestChecksFromSeveralGoroutines(t *testing.T) {
	jsonBody, xmlBody := largePage(60, true)
	value, _ := ReadJSON(jsonBody)
	root, _ := ReadXML(xmlBody)
	judge := func() map[string][]Problem {
		found := brokenJSON(value)
		for rule, problems := range brokenXML(root) {
			found[rule] = problems
		}
		return found
	}
	want := judge()
	if len(want) != 2 {
		t.Fatalf("found %v, want two rules broken", want)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 3 {
				if got := judge(); !reflect.DeepEqual(got, want) {
					t.Errorf("found %v, want %v", got, want)
				}
			}
		})
	}
	group.Wait()
}

func TestUnknownRulesPanic(t *testing.T) {
	for name, check := range map[string]func(){
		"JSON": func() { CheckJSON("XML-01", nil) },
		"XML":  func() { CheckXML("JSN-01", nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: an unknown rule is taken", name)
				}
			}()
			check()
		}()
	}
}
