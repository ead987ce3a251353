package oracle

import "github.com/imageconform/imageconform/schemas"

// Answer is what came of one script, in the order in which it was asked.
type Answer []*Reading

// NewAnswer makes an answer of what came of one script.
func NewAnswer(readings []*Reading) Answer {
	for i, r := range readings {
		r.answer, r.place = readings, i
	}
	return readings
}

// after is what came of the request behind the reading's in the same script,
// nil when there was none.
func (r *Reading) after() *Reading {
	if r.place+1 < len(r.answer) {
		return r.answer[r.place+1]
	}
	return nil
}

// whole is the answer that the reading is part of.
func (r *Reading) whole() Answer {
	if r.answer == nil {
		return Answer{r}
	}
	return r.answer
}

// First is the first reading, nil when nothing was asked.
func (a Answer) First() *Reading {
	if len(a) == 0 {
		return nil
	}
	return a[0]
}

// Last is the last reading, nil when nothing was asked.
func (a Answer) Last() *Reading {
	if len(a) == 0 {
		return nil
	}
	return a[len(a)-1]
}

// Images are the images of all pages, in order.
func (a Answer) Images() []schemas.Image {
	var images []schemas.Image
	for _, r := range a {
		images = append(images, r.Images()...)
	}
	return images
}

// Complete reports whether the answer is a listing read to its end: every
// page lists, and the last has no next link.
func (a Answer) Complete() bool {
	for _, r := range a {
		if !r.Lists() {
			return false
		}
	}
	if len(a) == 0 {
		return false
	}
	_, more := a.Last().Next()
	return !more
}

// Troubled is why the answer cannot be judged: a request without an answer,
// or a body that could not be read. Empty when all of it can.
func (a Answer) Troubled() string {
	if len(a) == 0 {
		return "nothing was asked"
	}
	for _, r := range a {
		if why := r.Troubled(); why != "" {
			return why
		}
	}
	return ""
}

// Unrecorded is why a recording cannot answer, empty when it can.
func (a Answer) Unrecorded() string {
	for _, r := range a {
		if r.Unrecorded {
			return r.Failure
		}
	}
	return ""
}
