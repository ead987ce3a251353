package selftest

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// churns is how many runs TestChurn makes; as many as make churn wants judge
// every mutant of the table, too.
var churns = flag.Int("churn", 10, "runs against a server that changes ten times a second")

const churnsOfMake = 200

// latencies are those of one request, in turns: at the greatest the images
// change while a listing is read.
var latencies = []time.Duration{500 * time.Microsecond, time.Millisecond, 2 * time.Millisecond, 5 * time.Millisecond, 20 * time.Millisecond}

// eachChurning judges subjects while their images change, several at once.
func eachChurning(t *testing.T, n int, subject func(i int) Subject, weigh func(i int, v verdict.Verdict) error) {
	t.Helper()
	known := &oracle.Reader{}
	if _, err := judge(t.Context(), Subject{Name: "documented", Kind: Clean}, known); err != nil {
		t.Fatal(err)
	}
	group, ctx := errgroup.WithContext(t.Context())
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		group.Go(func() error {
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			v, err := judge(ctx, subject(i), &oracle.Reader{Known: known})
			if err == nil {
				err = weigh(i, v)
			}
			if err != nil {
				t.Errorf("%s: seed %d, %s a request: %v", subject(i).Name, i, subject(i).latency, err)
			}
			return nil
		})
	}
	_ = group.Wait()
}

// TestChurn runs the suite against the documented server while its images change:
// nothing is found, and what has to be decided is. Where requests are slow a
// few requirements may stay open, which is said of each.
func TestChurn(t *testing.T) {
	if testing.Short() {
		t.Skip("takes two seconds a run")
	}
	open := make([][]requirement.ID, *churns)
	clean := Subject{Name: "documented", Kind: Clean}
	eachChurning(t, *churns, func(i int) Subject {
		return Churning(clean, uint64(i), latencies[i%len(latencies)])
	}, func(i int, v verdict.Verdict) error {
		for _, r := range v.Rows {
			if len(r.Findings()) > 0 {
				return fmt.Errorf("false alarm of %s: %v", r.ID, r.Findings())
			}
			if r.Outcome == verdict.Inconclusive {
				open[i] = append(open[i], r.ID)
			}
		}
		if quick := latencies[i%len(latencies)] < churnEvery/10; quick && v.Word != verdict.Conformant || len(open[i]) > 8 {
			return fmt.Errorf("the verdict is %s, blocked by %v; inconclusive are %v", v.Word, v.Blocking, open[i])
		}
		return nil
	})
	left := map[requirement.ID]int{}
	for _, ids := range open {
		for _, id := range ids {
			left[id]++
		}
	}
	t.Logf("%d runs, inconclusive in so many of them: %v", *churns, left)
}

// churnedMutants are caught while images change. A mutant that shows only in
// queries which are made smaller one by one is not among them: that takes longer
// than the images hold still.
var churnedMutants = []string{
	"limit-plus-one", "name-ignored", "unknown-marker-starts-anew", "next-link-missing-in-json", "json-progress-string",
	"changes-since-ignored",
	// Those that make churn judges, too.
	"status-ignored", "deleted-images-listed", "changes-since-compares-created", "limit-minus-one",
	"limit-of-letters-ignored", "huge-limit-fails", "limit-before-filters", "first-filter-only",
	"marker-skips-one-more", "marker-included", "next-link-before-the-images",
	"next-link-on-full-last-page", "next-link-drops-the-limit", "walk-loses-its-last-page", "name-matches-beginnings",
	"unknown-name-is-404", "server-ignored", "server-shows-base-images-too", "status-saving-misses-queued-images",
	"status-active-misses-snapshots", "type-server-lists-everything", "bogus-type-ignored",
	"json-leaves-out-shared-images", "json-metadata-value-cut-at-100", "json-limit-as-422", "json-owner-leaks",
	"json-updated-lower-case-z", "self-without-tenant-in-json", "server-id-in-capitals-in-json",
}

func TestChurnedMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("takes two seconds a mutant")
	}
	named := map[string]Subject{}
	for _, s := range Subjects() {
		named[s.Name] = s
	}
	table := churnedMutants
	if *churns < churnsOfMake {
		table = table[:6]
	}
	for _, name := range churnedMutants {
		if named[name].Kind != Mutant {
			t.Fatalf("there is no mutant %q", name)
		}
	}
	eachChurning(t, len(table), func(i int) Subject {
		return Churning(named[table[i]], uint64(i), 2*time.Millisecond)
	}, func(i int, v verdict.Verdict) error {
		if row := weigh(named[table[i]], v); !row.Killed() {
			return fmt.Errorf("survived %v; caught were %v", row.Breaks, row.Caught)
		}
		return nil
	})
}
