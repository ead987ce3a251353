package reports

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/selftest"
)

// Matrix is the measure of the suite by servers whose faults are known: which
// requirement caught which mutant.
type Matrix struct {
	selftest.Matrix
	// Version is that of the suite, Of how many servers there are in all.
	Version string
	Of      int
	// Duration is how long the measuring took.
	Duration time.Duration
}

// tally counts the servers of a kind, and those of which the suite said what
// it has to say.
type tally struct{ right, all int }

func (m Matrix) count(kind selftest.Kind) (t tally) {
	for _, r := range m.Rows {
		if r.Kind == kind {
			t.all++
			if len(r.Problems) == 0 {
				t.right++
			}
		}
	}
	return t
}

// caught counts the mutants that a requirement of their rows caught.
func (m Matrix) caught() (t tally) {
	for _, r := range m.Rows {
		if r.Kind == selftest.Mutant {
			t.all++
			if r.Killed() {
				t.right++
			}
		}
	}
	return t
}

// proven counts the requirements that had to catch a mutant of their own.
func (m Matrix) proven() (t tally) {
	for _, killers := range m.killers() {
		if killers.mutants > 0 && killers.Unobservable == "" && killers.Level <= requirement.Should {
			t.all++
		}
	}
	t.right = t.all
	for _, id := range m.Unproven {
		if m.owns(id) {
			t.right--
		} else {
			t.all++
		}
	}
	return t
}

func (m Matrix) owns(id requirement.ID) bool {
	return slices.ContainsFunc(m.Rows, func(r selftest.Row) bool { own, ok := r.Own(); return ok && own == id })
}

// killer is a requirement with how many mutants are its own, how many of them
// it caught, and how many it caught in all.
type killer struct {
	requirement.Requirement
	mutants, own, caught int
	// survived counts the mutants of its own that nobody caught by right.
	survived int
}

// killers are all requirements, in catalogue order.
func (m Matrix) killers() []killer {
	var all []killer
	for _, row := range requirement.All() {
		k := killer{Requirement: row}
		for _, r := range m.Rows {
			if r.Kind != selftest.Mutant {
				continue
			}
			caught := slices.Contains(r.Caught, row.ID)
			if caught {
				k.caught++
			}
			if own, ok := r.Own(); ok && own == row.ID {
				k.mutants++
				if caught {
					k.own++
				}
				if !r.Killed() {
					k.survived++
				}
			}
		}
		all = append(all, k)
	}
	return all
}

// weak are the requirements that do not catch what they have to.
func (m Matrix) weak() []killer {
	return slices.DeleteFunc(m.killers(), func(k killer) bool { return k.survived == 0 && !slices.Contains(m.Unproven, k.ID) })
}

// weakness says what a requirement does not catch.
func (k killer) weakness() string {
	switch {
	case k.mutants == 0:
		return "there is no mutant of its own"
	case k.survived == 0:
		return "others catch what it has to catch itself"
	}
	return fmt.Sprintf("%d of %d survive", k.survived, k.mutants)
}

// Sound reports whether nothing is wrong with the suite.
func (m Matrix) Sound() bool {
	return len(m.Unproven) == 0 && !slices.ContainsFunc(m.Rows, func(r selftest.Row) bool { return len(r.Problems) > 0 })
}

func (t tally) String() string { return fmt.Sprintf("%d of %d", t.right, t.all) }

func (t tally) percent() string {
	if t.all == 0 {
		return "none"
	}
	// Rounded down: 100 % is all of them.
	return fmt.Sprintf("%d %%", t.right*100/t.all)
}

// MatrixText writes what a person wants to know: the counts, and what is wrong.
func MatrixText(w io.Writer, m Matrix, o TextOptions) error {
	if o.Width <= 0 {
		o.Width = DefaultWidth
	}
	p := &sheet{options: o}
	p.weaknesses(m)
	caught, variants, clean, proven := m.caught(), m.count(selftest.Variant), m.count(selftest.Clean), m.proven()
	p.line("%s %s: %s servers of %d in %s s", p.bold("imageconform selftest"), printable(m.Version),
		strconv.Itoa(len(m.Rows)), m.Of, seconds(m.Duration))
	p.line("  %-14s %s mutants (%s)", "caught", caught, caught.percent())
	alarms := clean.all + variants.all - clean.right - variants.right
	p.line("  %-14s %d, of %d servers that do as they may", "false alarms", alarms, clean.all+variants.all)
	p.line("  %-14s %s requirements that a client can observe", "proven", proven)
	word := p.in(green, p.bold("the suite is as strong as it says"))
	if !m.Sound() {
		word = p.in(red, p.bold("the suite is weaker than it says"))
	}
	p.line("%s", word)
	_, err := w.Write(p.out.Bytes())
	return err
}

// weaknesses are the requirements without proof, and the servers of which the
// suite says what it should not.
func (p *sheet) weaknesses(m Matrix) {
	if weak := m.weak(); len(weak) > 0 {
		p.line("%s", p.bold("WEAK: requirements whose own mutants survive"))
		for _, k := range weak {
			p.line("  %s %s %s: %s", p.bold(string(k.ID)), k.Level, k.Title, k.weakness())
		}
		p.line("")
	}
	for _, r := range m.Rows {
		if len(r.Problems) == 0 {
			continue
		}
		p.line("%s %s", p.bold(string(r.Kind)), p.bold(r.Name))
		p.prose(2, r.Why)
		for _, problem := range r.Problems {
			p.prose(4, problem)
		}
		p.line("")
	}
}
