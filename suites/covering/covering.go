// Package covering makes pairwise covering arrays: few rows in which every two
// levels of every two factors meet. Most defects of combinations need no more
// than two things at once, and all combinations of many things are too many to
// ask. It stands on the lowest floor and knows nothing of requests.
package covering

import "math/rand/v2"

// Unset is the level of a factor that a row does not have yet.
const Unset = -1

// Allowed says whether a row may be completed, its unset factors being free. A
// row that may is completed by some levels, and every part of a row that may
// is a row that may.
type Allowed func(row []int) bool

// candidates is how many rows compete to be the next one. More of them make
// shorter arrays, up to some 20 (as reported for the greedy method of AETG by
// Cohen, Dalal, Fredman and Patton, 1997).
const candidates = 20

// Array gives rows of levels, one a factor, in which every allowed pair of
// levels meets. levels says how many each factor has. The rows that cover the
// most come first, so that a part of the array covers what it can.
func Array(levels []int, allowed Allowed, random *rand.Rand) [][]int {
	a := begin(levels, allowed, random)
	var rows [][]int
	for a.left > 0 {
		best, most := []int(nil), 0
		for range candidates {
			row := a.row()
			if n := a.meeting(row); n > most {
				best, most = row, n
			}
		}
		a.meet(best)
		rows = append(rows, best)
	}
	return rows
}

// pair is a level of each of two factors, the earlier factor first.
type pair struct{ factor, level, other, otherLevel int }

// array is one in the making.
type array struct {
	levels  []int
	allowed Allowed
	random  *rand.Rand
	// open says by the place of a pair whether it has not met, left how many
	// have not; order is that of the pairs as they were opened.
	open  []bool
	left  int
	order []pair
	// first is the place of the first level of each factor among all levels.
	first []int
	all   int
}

func begin(levels []int, allowed Allowed, random *rand.Rand) *array {
	a := &array{levels: levels, allowed: allowed, random: random}
	for _, n := range levels {
		a.first = append(a.first, a.all)
		a.all += n
	}
	a.open = make([]bool, a.all*a.all)
	for i := range levels {
		for k := i + 1; k < len(levels); k++ {
			a.pairs(i, k)
		}
	}
	return a
}

func (a *array) place(p pair) int {
	return (a.first[p.factor]+p.level)*a.all + a.first[p.other] + p.otherLevel
}

// pairs opens every allowed pair of two factors.
func (a *array) pairs(factor, other int) {
	row := a.blank()
	for level := range a.levels[factor] {
		for otherLevel := range a.levels[other] {
			row[factor], row[other] = level, otherLevel
			if a.allowed(row) {
				p := pair{factor, level, other, otherLevel}
				a.open[a.place(p)] = true
				a.order = append(a.order, p)
			}
		}
	}
	a.left = len(a.order)
}

func (a *array) blank() []int {
	row := make([]int, len(a.levels))
	for i := range row {
		row[i] = Unset
	}
	return row
}

// row begins with a pair that has not met, and gives each other factor the
// level that meets the most of what is there.
func (a *array) row() []int {
	row := a.blank()
	first := a.anyOpen()
	row[first.factor], row[first.other] = first.level, first.otherLevel
	for _, factor := range a.random.Perm(len(a.levels)) {
		if row[factor] != Unset {
			continue
		}
		best, most := Unset, -1
		for _, level := range a.random.Perm(a.levels[factor]) {
			row[factor] = level
			if !a.allowed(row) {
				continue
			}
			if n := a.meetingAt(row, factor); n > most {
				best, most = level, n
			}
		}
		row[factor] = best
	}
	return row
}

func (a *array) anyOpen() pair {
	for {
		if p := a.order[a.random.IntN(len(a.order))]; a.open[a.place(p)] {
			return p
		}
	}
}

// isOpen says whether two factors of a row meet in it for the first time.
func (a *array) isOpen(row []int, i, k int) bool {
	return row[i] != Unset && row[k] != Unset && a.open[a.place(pair{i, row[i], k, row[k]})]
}

// meeting counts the open pairs that a row lets meet.
func (a *array) meeting(row []int) (n int) {
	for i := range row {
		for k := i + 1; k < len(row); k++ {
			if a.isOpen(row, i, k) {
				n++
			}
		}
	}
	return n
}

// meetingAt counts those of them that one factor is in.
func (a *array) meetingAt(row []int, factor int) (n int) {
	for other := range row {
		if other != factor && a.isOpen(row, min(factor, other), max(factor, other)) {
			n++
		}
	}
	return n
}

// meet closes the pairs that meet in a row.
func (a *array) meet(row []int) {
	for i := range row {
		for k := i + 1; k < len(row); k++ {
			if a.isOpen(row, i, k) {
				a.open[a.place(pair{i, row[i], k, row[k]})] = false
				a.left--
			}
		}
	}
}
