package oracle

import "fmt"

// sight is one thing that a finding is about: a reading, the place in its
// body, and what was seen there.
type sight struct {
	in         *Reading
	where, got string
}

// findingOf is the finding of a sight.
func findingOf(want string, s sight) Finding {
	f := Finding{Where: s.where, Want: want, Got: s.got, sights: []sight{s}}
	if s.in != nil {
		f.Exchange, f.Request, f.Status, f.RequestID = s.in.Number, s.in.Request.Curl(), s.in.Status, requestID(s.in)
	}
	return f
}

// about is the finding narrowed to some of what it is about.
func (f Finding) about(some []sight) Finding {
	if len(some) == len(f.sights) {
		return f
	}
	narrow := findingOf(f.Want, some[0])
	narrow.Got += andMore(len(some) - 1)
	narrow.Advice, narrow.Moving, narrow.sights = f.Advice, f.Moving, some
	return narrow
}

// andMore says behind one of several sights how many there are beside it.
func andMore(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "; the like in 1 more answer"
	}
	return fmt.Sprintf("; the like in %d more answers", n)
}
