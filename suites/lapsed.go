package suites

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
)

// A token that is given by hand may expire or be revoked in the middle of a
// run. Then the list itself is refused at the end that was shown at the
// beginning, and what was refused in between says nothing about the target.

// noteLapsed notes that an identity's token is refused which was not before.
func (s *Suite) noteLapsed(id target.Identity, before, after oracle.Listing) {
	if last := after.Pages.First(); before.Readable && last != nil && last.Status == http.StatusUnauthorized {
		s.lapsed[id] = "the token of the " + id.String() + " user was refused at the end of the run, and not at its beginning"
	}
}

// withoutLapsed is a judgement less what a refused token explains. A spec that
// asked with one is not decided by what it found: it may compare answers.
func (s *Suite) withoutLapsed(sp *spec, j oracle.Judgement) oracle.Judgement {
	if len(s.lapsed) == 0 || len(j.Findings) == 0 {
		return j
	}
	if sp.sweep == nil {
		for _, script := range s.planned(sp).Scripts {
			if a, _ := s.evidence.get(script.Key); s.whyLapsed(a) != "" {
				return oracle.Judgement{Inconclusive: s.whyLapsed(a)}
			}
		}
	}
	why := ""
	j.Findings = slices.DeleteFunc(slices.Clone(j.Findings), func(f oracle.Finding) bool {
		lapsed := s.whyLapsed(oracle.Answer{s.record.reading(f.Exchange)})
		why = cmp.Or(why, lapsed)
		return lapsed != ""
	})
	if why != "" && len(j.Findings) == 0 {
		return oracle.Judgement{Inconclusive: why}
	}
	return j
}

// whyLapsed says which token was refused in an answer that was taken before.
func (s *Suite) whyLapsed(a oracle.Answer) string {
	for _, r := range a {
		if r != nil && r.Status == http.StatusUnauthorized && s.lapsed[r.Request.As] != "" {
			return s.lapsed[r.Request.As]
		}
	}
	return ""
}
