// Package suites holds the specs, one file per area of the catalogue, and
// runs them: it plans each spec's requests from the listing that the target
// shows, asks all of them together, and lets each spec judge its answers.
//
// The same specs run under the command line, under `ginkgo run ./suites`,
// under `go test ./suites`, and in an implementer's own test by Run.
package suites

import (
	"fmt"
	"net/http"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// Options says what is judged and how.
type Options struct {
	// Target is the deployment.
	Target target.Config
	// Doer answers the requests; nil means a client over the network.
	Doer target.Doer
	// Reader reads the bodies; nil means one that knows none yet.
	Reader *oracle.Reader
	// Trouble is why nothing can be asked, where that is known before: each
	// judgement is inconclusive then.
	Trouble error
	// Select keeps the requirements to judge; nil keeps all.
	Select func(requirement.Requirement) bool
	// Record is told of the exchanges of each script once they are there, one
	// script after the other; nil means nobody is.
	Record func([]Exchange)
	// Seed chooses the generated queries: the same seed asks the same of the
	// same images. Generated is how many there are; zero means DefaultGenerated.
	Seed      uint64
	Generated int
	// Order chooses the order in which the scripts are asked; zero means that of
	// the catalogue.
	Order uint64
	// Progress is told how far the run is; nil means nobody is.
	Progress func(Event)
	// Policy says by which profile the deployment is judged, and to Run what
	// has to be decided.
	Policy verdict.Policy
	// Handler and FailOn are for Run alone. A Handler is served on loopback and
	// judged below the path of the target's endpoint.
	Handler http.Handler
	FailOn  requirement.Level
}

func (o Options) reader() *oracle.Reader {
	if o.Reader == nil {
		return &oracle.Reader{}
	}
	return o.Reader
}

// Plan is what a spec has to ask.
type Plan struct {
	Scripts []target.Script
	// Missing says what the deployment lacks for the spec to decide. With
	// scripts the spec asks all the same, and can find a violation.
	Missing string
	// Recipe is how to provide what is missing; that of the requirement where
	// the planner knows no nearer one.
	Recipe requirement.Recipe
	// Raw says that the judge wants answers that broke off, too.
	Raw bool
	// Unsafe says that the scripts try methods that could change something:
	// they are asked once, whatever the target does meanwhile.
	Unsafe bool
}

// Planner makes the plan of a spec from what is known of the deployment. It
// is pure.
type Planner func(oracle.View) Plan

// Judge judges the answers to a plan's scripts, one answer a script. It is
// pure.
type Judge func(oracle.View, []oracle.Answer) oracle.Judgement

// SweepJudge judges every exchange of a run.
type SweepJudge func(oracle.View, []*oracle.Reading) oracle.Judgement

// spec is one registered spec.
type spec struct {
	text   string
	row    requirement.Requirement
	format requirement.Format
	plan   Planner
	judge  Judge
	sweep  SweepJudge
	// over judges, beside judge, every exchange of a run and those of the plan.
	over   SweepJudge
	pursue PursuingJudge
	// unread says that it is judged, too, where XML is offered and what comes
	// cannot be read as a listing.
	unread bool
}

// Suite is one run of the specs against one target.
type Suite struct {
	options  Options
	doer     target.Doer
	endpoint target.Endpoint
	specs    []*spec
	record   *record
	evidence *evidence
	view     oracle.View
	// plans are those of the specs on that view.
	plans map[*spec]Plan
	// early are the judgements that were made while others were asked.
	early map[*spec]oracle.Judgement
	// sighted are the declared features that were looked for.
	sighted map[requirement.Feature]oracle.Sighting
	// relaxed says that the profile has relaxations.
	relaxed bool
	// follow is how pages are found, nil for by their next links as they are.
	follow target.Next
	// trouble is why nothing can be judged, stuck why the target may not be back
	// to normal.
	trouble, stuck error
	// compared is when the list was seen to have changed since it was first read;
	// moved are the images that did.
	compared []string
	moved    map[string]bool
	// lapsed says of identities that their token ceased to be taken.
	lapsed map[target.Identity]string
}

// hangUp drops the connections of a client that the suite made for itself.
func (s *Suite) hangUp() {
	if client, own := s.doer.(*target.Client); own && s.options.Doer == nil {
		client.Close()
	}
}

// Specs is the number of specs, those of each format counted apart.
func (s *Suite) Specs() int { return len(s.specs) }

// ask is a plan of scripts.
func ask(scripts ...target.Script) Plan { return Plan{Scripts: scripts} }

// lacking is a plan that asks nothing, because something is missing.
func lacking(format string, args ...any) Plan { return Plan{Missing: fmt.Sprintf(format, args...)} }

// tooFew is a plan that asks nothing, because there are not enough images.
func tooFew(least, there int) Plan {
	return lacking("at least %d images, there are %d", least, there).with(requirement.RecipeImages)
}

// withoutXML is the plan of a spec about XML where there is no listing in it.
func withoutXML(v oracle.View) Plan {
	return lacking("the target gave no listing in XML: %s", v.InXML.Seen()).with(requirement.RecipeWithoutXML)
}

// with says how to provide what is missing.
func (p Plan) with(r requirement.Recipe) Plan {
	p.Recipe = r
	return p
}

// evenBroken hands the judge answers that broke off, too.
func (p Plan) evenBroken() Plan {
	p.Raw = true
	return p
}

// but adds to a plan what is missing for it to decide.
func (p Plan) but(format string, args ...any) Plan {
	p.Missing = fmt.Sprintf(format, args...)
	return p
}

// both registers a spec in each format.
func (s *Suite) both(row requirement.Requirement, plan Planner, judge Judge) {
	s.twins(spec{row: row, plan: plan, judge: judge})
}

// bothUnread registers a spec in each format that is about the list being one:
// what is offered for it is judged even if it cannot be read.
func (s *Suite) bothUnread(row requirement.Requirement, plan Planner, judge Judge) {
	s.twins(spec{row: row, plan: plan, judge: judge, unread: true})
}

// twins adds a spec in each format.
func (s *Suite) twins(sp spec) {
	for _, f := range []requirement.Format{requirement.JSON, requirement.XML} {
		twin := sp
		twin.text, twin.format = fmt.Sprintf("%s (%s)", sp.row.Title, formatName[f]), f
		s.add(&twin)
	}
}

// one registers a spec that asks in JSON, or that chooses formats itself.
func (s *Suite) one(row requirement.Requirement, plan Planner, judge Judge) {
	s.add(&spec{text: row.Title, row: row, format: requirement.JSON, plan: plan, judge: judge})
}

// inXML registers a spec about XML alone.
func (s *Suite) inXML(row requirement.Requirement, plan Planner, judge Judge) {
	s.add(&spec{text: row.Title, row: row, format: requirement.XML, plan: plan, judge: judge})
}

// every registers a spec over all exchanges of the run.
func (s *Suite) every(row requirement.Requirement, judge SweepJudge) {
	s.add(&spec{text: row.Title, row: row, format: row.Format, sweep: judge})
}

// add registers one spec, if its requirement is selected. What a deployment of
// the profile never gives is not judged.
func (s *Suite) add(sp *spec) {
	if sp.format == requirement.XML && !s.options.Policy.Profile.HasXML() {
		return
	}
	if s.options.Select == nil || s.options.Select(sp.row) {
		s.specs = append(s.specs, sp)
	}
}

// areas are the registrations, in catalogue order.
var areas = []func(*Suite){
	uris, methods, authentication, negotiation, changesSince, servers, names, statuses, imageTypes, combinations,
	limits, markers, pagination, ordering, jsonBodies, imageLinks, metadata, subServers, xmlBodies, equivalence,
	headers, faults, rateLimits,
}

// New makes a suite of all selected specs. It does not touch the network.
func New(options Options) *Suite {
	s := &Suite{
		options: options, doer: options.Doer, endpoint: options.Target.Endpoint, record: newRecord(options.Record),
		relaxed: len(requirement.RelaxationsOf(options.Policy.Profile)) > 0, plans: map[*spec]Plan{}, lapsed: map[target.Identity]string{},
	}
	s.evidence = newEvidence(options.reader(), s.record, "")
	s.evidence.pages = options.Target.MaxPages
	if follow := oracle.Follow(options.Policy.Profile); follow != nil {
		read := s.evidence.reader.Read
		s.follow = func(before, page *target.Exchange) (string, bool) {
			if before == nil {
				return follow(nil, read(page))
			}
			return follow(read(before), read(page))
		}
	}
	if s.doer == nil {
		s.doer = target.NewClient(options.Target)
	}
	if s.options.Target.Concurrency == 0 {
		s.options.Target.Concurrency = target.DefaultConcurrency
	}
	for _, register := range areas {
		register(s)
	}
	return s
}
