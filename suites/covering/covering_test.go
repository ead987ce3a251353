package covering

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

func anything([]int) bool { return true }

// atMostOneTwo lets the level 2 stand once in a row.
func atMostOneTwo(row []int) bool {
	n := 0
	for _, level := range row {
		if level == 2 {
			n++
		}
	}
	return n <= 1
}

// uncovered are the pairs of levels that are allowed and meet in no row.
func uncovered(levels []int, allowed Allowed, rows [][]int) (missing [][4]int) {
	for i := range levels {
		for k := i + 1; k < len(levels); k++ {
			for a := range levels[i] {
				for b := range levels[k] {
					row := slices.Repeat([]int{Unset}, len(levels))
					row[i], row[k] = a, b
					met := slices.ContainsFunc(rows, func(r []int) bool { return r[i] == a && r[k] == b })
					if allowed(row) && !met {
						missing = append(missing, [4]int{i, a, k, b})
					}
				}
			}
		}
	}
	return missing
}

// TestArrayCoversEveryPair counts the pairs by itself, for any factors.
func TestArrayCoversEveryPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		levels := rapid.SliceOfN(rapid.IntRange(1, 4), 2, 7).Draw(t, "levels")
		allowed := rapid.SampledFrom([]Allowed{anything, atMostOneTwo}).Draw(t, "allowed")
		rows := Array(levels, allowed, seeded(rapid.Uint64().Draw(t, "seed")))
		for _, row := range rows {
			if !allowed(row) {
				t.Fatalf("%v is not allowed", row)
			}
			for i, level := range row {
				if level < 0 || level >= levels[i] {
					t.Fatalf("%v has no level of factor %d", row, i)
				}
			}
		}
		if missing := uncovered(levels, allowed, rows); len(missing) > 0 {
			t.Fatalf("never met (factor, level, factor, level): %v", missing)
		}
	})
}

// TestArrayIsShort holds the size where all combinations would be 6561.
func TestArrayIsShort(t *testing.T) {
	for seed := range uint64(20) {
		if rows := Array(slices.Repeat([]int{3}, 8), anything, seeded(seed)); len(rows) > 21 {
			t.Errorf("seed %d: %d rows", seed, len(rows))
		}
	}
}

func TestArrayIsOfItsSeed(t *testing.T) {
	levels := []int{3, 2, 4, 3}
	if diff := cmp.Diff(Array(levels, anything, seeded(7)), Array(levels, anything, seeded(7))); diff != "" {
		t.Errorf("the same seed gives two arrays:\n%s", diff)
	}
	if cmp.Equal(Array(levels, anything, seeded(7)), Array(levels, anything, seeded(8))) {
		t.Error("two seeds give the same array")
	}
}

func TestArrayOfOneLevelHasOneRow(t *testing.T) {
	if diff := cmp.Diff([][]int{{0, 0, 0}}, Array([]int{1, 1, 1}, anything, seeded(1))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
