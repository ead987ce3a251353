package suites

import (
	"context"
	"fmt"
	"net/http"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// baseline walks the un-filtered listing in each format.
func (s *Suite) baseline(ctx context.Context, into *evidence, again string) (oracle.View, error) {
	v := oracle.View{Endpoint: s.endpoint, OtherEndpoint: s.options.Target.Other}
	walks := []target.Script{
		target.Walk(v.As(requirement.JSON).Detail("")),
		target.Walk(v.As(requirement.XML).Detail("")),
	}
	if s.has(target.Other) && !v.OtherEndpoint.IsZero() {
		other := oracle.View{Endpoint: v.OtherEndpoint}
		walks = append(walks, target.Walk(other.As(requirement.JSON).Detail("").By(target.Other)))
	}
	for i := range walks {
		walks[i] = s.following(walks[i])
		if again != "" {
			walks[i] = walks[i].Again(again)
		}
		walks[i].For = "baseline"
	}
	if err := s.askBaseline(ctx, into, walks, again == ""); err != nil {
		return v, err
	}
	answer := func(i int) oracle.Answer { a, _ := into.get(walks[i].Key); return a }
	v.InJSON = oracle.NewListing(answer(0), requirement.JSON)
	v.InXML = oracle.NewListing(answer(1), requirement.XML)
	if len(walks) > 2 {
		v.OtherJSON = oracle.NewListing(answer(2), requirement.JSON)
	}
	return v, refusal(ctx, into, walks[0].Key)
}

// askBaseline walks the listings. Those of one page are asked together, once the
// target has answered at all; longer ones one after the other, so that it can be
// told how far they are.
func (s *Suite) askBaseline(ctx context.Context, into *evidence, walks []target.Script, begins bool) error {
	stage, known := "closing", len(s.view.InJSON.Pages)
	if begins {
		stage, known = "baseline", 0
	}
	for next := 0; next < len(walks); {
		if into.turned = nil; begins || known > 1 {
			s.turning(into, func() Event { return Event{Stage: stage, Total: 1, AllPages: known} })
		}
		together := walks[next : next+1]
		if known == 1 {
			together = walks[next:]
		}
		into.ask(ctx, s.doer, s.endpoint, s.options.Target.Concurrency, together, func() {})
		next += len(together)
		if err := refusal(ctx, into, walks[0].Key); err != nil && begins {
			return err
		}
		first, _ := into.get(walks[0].Key)
		known = max(len(first), 1)
	}
	return nil
}

// refusal is why the first answer ends the run, nil when it does not.
func refusal(ctx context.Context, e *evidence, key string) error {
	a, asked := e.get(key)
	switch {
	case !asked || len(a) == 0:
		return fmt.Errorf("%w: %w", ErrUnreachable, context.Cause(ctx))
	case a.First().Failure != "":
		return fmt.Errorf("%w: %s", ErrUnreachable, a.First().Failure)
	case a.First().Withheld != "":
		return fmt.Errorf("%w: %s", ErrLimited, a.First().Withheld)
	case a.First().Status == http.StatusUnauthorized:
		return fmt.Errorf("%w: %s", ErrRefused, oracle.Describe(a.First()))
	}
	return nil
}
