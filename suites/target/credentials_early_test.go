package target

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestRenewalBeforeTheEnd renews a token of a known life before it ends, so that
// none is ever refused.
func TestRenewalBeforeTheEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ life, passes time.Duration }{{time.Minute, 54 * time.Second}, {time.Hour, 59 * time.Minute}} {
		var o office
		var now atomic.Int64
		client, e, _ := served(t, o.serve, o.renewing, func(config *Config) {
			config.Clock = func() time.Time { return time.Unix(0, now.Load()) }
			config.Lives = map[Identity]time.Duration{Self: c.life}
			config.Renew[Self] = func(ctx context.Context) (Grant, error) {
				o.expire()
				g, err := o.renew(ctx)
				g.Life = c.life
				return g, err
			}
		})
		for round := range int32(3) {
			for _, early := range []time.Duration{c.passes - 1, 1} {
				if x := client.Do(t.Context(), Get(e.URL("/images/detail", ""))); x.Status != 200 || x.Renewed || o.renewals.Load() != round {
					t.Errorf("round %d of %v: status %d, renewed %v, %d renewals", round, c.life, x.Status, x.Renewed, o.renewals.Load())
				}
				now.Add(int64(early))
			}
		}
	}
}

// TestRenewalBeforeTheEndFails goes on with the old token as long as it is taken.
func TestRenewalBeforeTheEndFails(t *testing.T) {
	t.Parallel()
	var o office
	var now atomic.Int64
	client, e, _ := served(t, o.serve, o.renewing, func(config *Config) {
		config.Clock = func() time.Time { return time.Unix(now.Load(), 0) }
		config.Lives = map[Identity]time.Duration{Self: time.Hour}
		config.Renew[Self] = func(context.Context) (Grant, error) {
			if o.renewals.Add(1) == 1 {
				return Grant{}, errors.New("nobody answers")
			}
			return Grant{Token: o.token()}, nil
		}
	})
	now.Store(3600)
	for range 3 {
		if x := client.Do(t.Context(), Get(e.URL("/images/detail", ""))); x.Status != 200 || x.Renewed || o.renewals.Load() != 1 {
			t.Errorf("status %d, renewed %v, %d renewals", x.Status, x.Renewed, o.renewals.Load())
		}
	}
	o.expire()
	if x := client.Do(t.Context(), Get(e.URL("/images/detail", ""))); x.Status != 200 || !x.Renewed {
		t.Errorf("once it is refused: status %d, renewed %v", x.Status, x.Renewed)
	}
}

// TestRenewalMeanwhile is a deployment that hands the token on to another
// service, and tells of its end in other words than 401: asked again is what
// failed while somebody else had the token renewed.
func TestRenewalMeanwhile(t *testing.T) {
	t.Parallel()
	var o office
	held, renewed := make(chan struct{}), make(chan struct{})
	client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/held") && !o.accepts(r) {
			close(held)
			<-renewed
			w.WriteHeader(http.StatusForbidden)
			return
		}
		o.serve(w, r)
	}, o.renewing)
	o.expire()
	var slow Exchange
	var group sync.WaitGroup
	group.Go(func() { slow = client.Do(t.Context(), Get(e.URL("/held", ""))) })
	<-held
	client.Do(t.Context(), Get(e.URL("/images/detail", "")))
	close(renewed)
	group.Wait()
	if slow.Status != 200 || !slow.Renewed || o.renewals.Load() != 1 {
		t.Errorf("status %d, renewed %v, %d renewals", slow.Status, slow.Renewed, o.renewals.Load())
	}
}
