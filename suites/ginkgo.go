package suites

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// EntryName is the name of the report entry that carries a spec's Judged.
const EntryName = "judged"

// Register puts the suite's specs into Ginkgo's tree: one container an area,
// one It a spec, labelled by id, area and level. A violation of a level below
// failOn fails its spec too. With several processes the first one asks, and
// hands the answers to the others.
func Register(s *Suite, failOn requirement.Level) {
	ginkgo.SynchronizedBeforeSuite(func(ctx ginkgo.SpecContext) []byte {
		if err := s.Connect(ctx); err != nil {
			return []byte(err.Error())
		}
		s.Ask(ctx, s.wanted())
		return s.handOver()
	}, func(data []byte) {
		if err := s.takeOver(data); err != nil {
			ginkgo.AbortSuite(err.Error())
		}
	})
	ginkgo.SynchronizedAfterSuite(func() {}, func() {
		if s.stuck != nil {
			ginkgo.Fail(s.stuck.Error())
		}
	})
	ginkgo.Describe("GET images/detail", func() {
		for _, area := range requirement.Areas() {
			ginkgo.Describe(area.Title(), func() {
				for _, sp := range s.specs {
					if sp.row.ID.Area() == area {
						s.it(sp, failOn)
					}
				}
			})
		}
	})
}

// it makes the It of a spec.
func (s *Suite) it(sp *spec, failOn requirement.Level) {
	row := sp.row
	ginkgo.It(sp.text, ginkgo.Label(string(row.ID), string(row.ID.Area()), row.Level.String()), func(ctx ginkgo.SpecContext) {
		j := s.decide(ctx, sp)
		ginkgo.AddReportEntry(EntryName, j, ginkgo.ReportEntryVisibilityNever)
		if leave := s.leave(row, j); leave != "" {
			ginkgo.Skip(leave)
		}
		switch {
		case len(j.Findings) > 0 && row.Level <= failOn && (failOn > requirement.Must || !j.OnlyAdvice()):
			ginkgo.Fail(Explain(row, j.Judgement))
		case j.Inconclusive != "":
			ginkgo.Fail("inconclusive: " + j.Inconclusive)
		case len(j.Findings) > 0:
			ginkgo.GinkgoWriter.Println(Explain(row, j.Judgement))
		case j.Missing != "":
			ginkgo.Skip("not exercised: " + j.Missing)
		case j.Ranged+len(j.Excused) == 0:
			ginkgo.Skip("not exercised: nothing to look at")
		}
		for _, e := range j.Excused {
			ginkgo.GinkgoWriter.Printf("excused by the relaxation %s:\n%s", e.By, e.Finding)
		}
	})
}

// leave is why a spec need not pass: its requirement does not apply, or it is
// broken by leave. Empty when it has to.
func (s *Suite) leave(row requirement.Requirement, j oracle.Judged) string {
	r := verdict.Fold([]requirement.Requirement{row}, []oracle.Judged{j}, s.options.Policy).Rows[0]
	switch r.Outcome {
	case verdict.NotApplicable, verdict.Waived:
		return r.Why()
	}
	return ""
}

// wanted selects the requirements that Ginkgo's label filter lets through,
// so that only their requests are made.
func (s *Suite) wanted() func(requirement.Requirement) bool {
	config, _ := ginkgo.GinkgoConfiguration()
	matches, err := types.ParseLabelFilter(config.LabelFilter)
	if err != nil {
		return nil
	}
	return func(r requirement.Requirement) bool {
		return matches([]string{string(r.ID), string(r.ID.Area()), r.Level.String()})
	}
}

// handedOver is what the asking process tells the judging ones. The base URLs
// are part of it, since each process that starts a deployment of its own has
// another one, and only the first one's was asked.
type handedOver struct {
	Endpoint, Other target.Endpoint
	Answers         map[string][]target.Exchange
	// Compared is when the list was seen to have changed.
	Compared []string
}

func (s *Suite) handOver() []byte {
	data, err := json.Marshal(handedOver{
		Endpoint: s.endpoint, Other: s.options.Target.Other, Answers: s.evidence.export(), Compared: s.compared,
	})
	if err != nil {
		return []byte(err.Error())
	}
	return data
}

// takeOver reads what the asking process found. In that process itself
// there is nothing left to do.
func (s *Suite) takeOver(data []byte) error {
	if s.view.InJSON.Pages != nil {
		return nil
	}
	var found handedOver
	if err := json.Unmarshal(data, &found); err != nil {
		// What cannot be handed over is the reason why, as a plain text.
		s.trouble = errors.New(string(data))
		return s.trouble
	}
	for key, exchanges := range found.Answers {
		s.evidence.put(key, exchanges)
	}
	s.endpoint, s.options.Target.Other = found.Endpoint, found.Other
	// The baseline's answers are among the evidence: this asks nothing.
	view, err := s.baseline(context.Background(), s.evidence, "")
	s.view = view
	for _, when := range found.Compared {
		s.compareBaselines(context.Background(), when)
	}
	return err
}

// Explain is a violation as text: the rule, and for each finding the
// request, what was wanted and what came.
func Explain(row requirement.Requirement, j oracle.Judgement) string {
	var b strings.Builder
	b.WriteString(string(row.ID) + " " + row.Level.String() + ": " + row.Statement + "\n")
	b.WriteString("source: " + row.Source + "\n")
	for _, f := range j.Findings {
		b.WriteString(f.String())
	}
	return strings.TrimRight(b.String(), "\n")
}
