package selftest

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/hourglass"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// control puts a server of this process into a state.
type control struct{ server *refserver.Server }

func (control) Reaches(target.State) bool { return true }

func (c control) Enter(_ context.Context, s target.State) error {
	state, err := refserver.ParseState(s.String())
	if err != nil {
		return fmt.Errorf("enter %s: %w", s, err)
	}
	c.server.SetState(state)
	return nil
}

func (c control) Leave(ctx context.Context, _ target.State) error { return c.Enter(ctx, target.Normal) }

// site is what every subject is called, so that equal answers of two of them
// are equal to the byte and are read once.
const site = "http://reference.example:8774"

// seed chooses the generated queries that every subject is asked, so that two
// runs of the self-test say the same.
const seed = 1

// judge runs the specs over a subject.
func judge(ctx context.Context, s Subject, reader *oracle.Reader) (verdict.Verdict, error) {
	config, closed, err := s.open(ctx)
	if err != nil {
		return verdict.Verdict{}, err
	}
	defer closed()
	client := target.NewClient(config)
	defer client.Close()
	return s.fold(ctx, suites.Options{Target: config, Doer: client, Reader: reader})
}

// fold runs the specs that the subject is asked, and folds what they judged.
func (s Subject) fold(ctx context.Context, options suites.Options) (verdict.Verdict, error) {
	options.Seed = seed
	options.Policy, options.Select = s.policy, func(r requirement.Requirement) bool { return s.asks(r.ID) }
	result, err := suites.New(options).Run(ctx)
	if err != nil {
		return verdict.Verdict{}, err
	}
	rows := slices.DeleteFunc(requirement.All(), func(r requirement.Requirement) bool { return !s.asks(r.ID) })
	return verdict.Fold(rows, result.Judged, s.policy), ctx.Err()
}

// open starts a subject. Close it with the returned function.
func (s Subject) open(ctx context.Context) (target.Config, func(), error) {
	now := hourglass.New(time.Date(2014, 4, 21, 12, 0, 0, 0, time.UTC))
	options := refserver.Options{Set: fixtures.Rich(), Clock: now.Passing(s.latency)}
	if s.options != nil {
		s.options(&options)
	}
	if s.alter != nil {
		options.Alter = append(options.Alter, s.alter)
	}
	d, err := refserver.Start(ctx, "127.0.0.1:0", options)
	if err != nil {
		return target.Config{}, nil, err
	}
	config, err := configure(d)
	if err != nil {
		_ = d.Close()
		return target.Config{}, nil, err
	}
	// One question at a time: what two wait side by side would be added up.
	config.Clock, config.Sleep, config.Concurrency = now.Now, now.Wait, 1
	return config, func() { _ = d.Close() }, nil
}

// configure is the target that a deployment of this process is.
func configure(d *refserver.Deployment) (target.Config, error) {
	c := d.Credentials()
	own, err := target.ParseEndpoint(site + c.Path)
	if err != nil {
		return target.Config{}, err
	}
	other, err := target.ParseEndpoint(site + c.OtherPath)
	if err != nil {
		return target.Config{}, err
	}
	at := strings.TrimPrefix(d.URL, "http://")
	return target.Config{
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, at)
		},
		Endpoint: own, Other: other, Control: control{d.Server}, Timeout: 10 * time.Second,
		Tokens: map[target.Identity]target.Token{
			target.Self: target.Token(c.Demo.Token), target.Other: target.Token(c.Other.Token),
			target.Forbidden: target.Token(c.Restricted.Token),
		},
	}, nil
}
