package selftest

import (
	"slices"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// having is a subject that shows some images.
func having(s Subject, images []fixtures.Image) Subject {
	options := s.options
	s.options = func(o *refserver.Options) {
		if options != nil {
			options(o)
		}
		o.Set.Images = images
		if o.MaxLimit > 0 && len(images) > 0 {
			// What cuts the list cuts it behind these, and has more.
			o.MaxLimit, o.Set.Images = len(images), append(slices.Clone(images), fixtures.Generate(1).Images...)
		}
	}
	return s
}

// own are the images of a subject, each alone.
func own(s Subject) [][]fixtures.Image {
	o := refserver.Options{Set: fixtures.Rich()}
	if s.options != nil {
		s.options(&o)
	}
	return slices.Collect(slices.Chunk(o.Set.Images, 1))
}

// pass is a spec that the clean server passes, and the images over which it does.
type pass struct {
	id   requirement.ID
	spec string
	over [][]fixtures.Image
}

// passes are what the clean server passes over any of some deployments, less
// what only reports. Nothing there may fail, or stay open for another reason
// than that something is missing.
func passes(t *testing.T, known *oracle.Reader, deployments [][]fixtures.Image) []*pass {
	t.Helper()
	var all []*pass
	index := map[string]*pass{}
	for _, images := range deployments {
		v, err := judge(t.Context(), having(Subjects()[0], images), known)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range v.Rows {
			if slices.Contains([]verdict.Outcome{verdict.Failed, verdict.Warned, verdict.Inconclusive}, row.Outcome) {
				t.Errorf("%s is %s over %v: %v %v", row.ID, row.Outcome, images, row.Reasons, row.Findings())
			}
			for _, s := range row.Specs {
				if row.Level > requirement.Should || s.Missing != "" {
					continue
				}
				key := string(row.ID) + s.Spec
				if index[key] == nil {
					index[key] = &pass{id: row.ID, spec: s.Spec}
					all = append(all, index[key])
				}
				index[key].over = append(index[key].over, images)
			}
		}
	}
	return all
}

// failedBy reports whether a server fails the spec.
func (p *pass) failedBy(t *testing.T, known *oracle.Reader, s Subject) bool {
	t.Helper()
	v, err := judge(t.Context(), s, &oracle.Reader{Known: known})
	if err != nil {
		return false
	}
	return slices.ContainsFunc(v.Rows, func(r verdict.Row) bool {
		return r.ID == p.id && slices.ContainsFunc(r.Specs, func(j oracle.Judged) bool { return j.Spec == p.spec && len(j.Findings) > 0 })
	})
}

// canFail looks for a mutant of the requirement that fails the spec, in one of
// some places after the other: asked about the requirement alone, then about
// all, since some specs look at every answer of a run.
func (p *pass) canFail(t *testing.T, known *oracle.Reader, places ...func(Subject) []Subject) bool {
	t.Helper()
	mutants := slices.DeleteFunc(Subjects(), func(s Subject) bool { return s.Kind != Mutant || !slices.Contains(s.Breaks, p.id) })
	for _, only := range [][]requirement.ID{{p.id}, nil} {
		for _, place := range places {
			for _, m := range mutants {
				for _, s := range place(m) {
					if s.only = only; p.failedBy(t, known, s) {
						return true
					}
				}
			}
		}
	}
	return false
}

// TestNothingPassesOverNothing takes each spec that the clean server passes
// with no image or with a single one, and wants a mutant that fails it there:
// what no server could fail is no pass. The single images are as different as
// the rich set has them.
func TestNothingPassesOverNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("judges some thousand servers")
	}
	t.Parallel()
	for name, deployments := range map[string][][]fixtures.Image{"no image": {nil}, "a single image": different(fixtures.Rich().Images)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			known := &oracle.Reader{}
			for _, p := range passes(t, known, deployments) {
				places := []func(Subject) []Subject{func(m Subject) []Subject { return each(m, p.over) }}
				if len(p.over[0]) > 0 {
					places = append(places, func(m Subject) []Subject { return each(m, own(m)) })
				}
				if !p.canFail(t, known, places...) {
					t.Errorf("%s %s is passed with %s, and no mutant fails it there", p.id, p.spec, name)
				}
			}
		})
	}
}

// TestEachSpecFailsAMutant holds of each spec what the matrix says of each
// requirement: the one in XML is no proof of the one in JSON.
func TestEachSpecFailsAMutant(t *testing.T) {
	if testing.Short() {
		t.Skip("judges some hundred servers")
	}
	t.Parallel()
	known := &oracle.Reader{}
	for _, p := range passes(t, known, [][]fixtures.Image{fixtures.Rich().Images}) {
		if !p.canFail(t, known, func(m Subject) []Subject { return []Subject{m} }) {
			t.Errorf("%s %s fails no mutant", p.id, p.spec)
		}
	}
}

// each is a subject over each of some deployments.
func each(s Subject, deployments [][]fixtures.Image) (all []Subject) {
	for _, images := range deployments {
		all = append(all, having(s, images))
	}
	return all
}

// different are the first images of each status, with a server and without
// one, each alone.
func different(images []fixtures.Image) (alone [][]fixtures.Image) {
	type kind struct {
		status string
		server bool
	}
	seen := map[kind]bool{}
	for _, im := range images {
		if k := (kind{im.Status, im.Server != ""}); !seen[k] {
			seen[k] = true
			alone = append(alone, []fixtures.Image{im})
		}
	}
	return alone
}
