package oracle

import (
	"net/http"

	"github.com/imageconform/imageconform/schemas"
)

// BadRequest checks that a request was refused with 400. What its body has to
// be is for the fault requirements.
func (j *Judgement) BadRequest(r *Reading, why string) bool {
	return j.Check(r, r.Status == http.StatusBadRequest, "400, because "+why, "%s", Describe(r))
}

// NoServerError checks that a request did not break the target.
func (j *Judgement) NoServerError(r *Reading, instead string) bool {
	return j.Check(r, r.Status < http.StatusInternalServerError, instead+", and no server error", "%s", Describe(r))
}

// Empty checks for 200 or 203 with a collection of no images.
func (j *Judgement) Empty(a Answer, why string) bool {
	if !j.Listed(a) {
		return false
	}
	r := a.First()
	return j.Check(r, len(r.Images()) == 0, "an empty collection, because "+why, "%d images%s",
		len(r.Images()), list(", such as", IDs(r.Images())))
}

// NoNext checks that a page has no next link.
func (j *Judgement) NoNext(r *Reading, why string) bool {
	href, more := r.Next()
	return j.Check(r, !more, "no next link, because "+why, "a next link to %s", Quote(href))
}

// Consecutive checks that a page holds exactly these images in this order.
func (j *Judgement) Consecutive(r *Reading, want []schemas.Image, rule string) bool {
	got, ids := IDs(r.Images()), IDs(want)
	for i := range max(len(got), len(ids)) {
		switch {
		case i >= len(got):
			return j.Check(r, false, rule, "%d images where %d belong%s", len(got), len(ids), list(": missing", ids[i:]))
		case i >= len(ids):
			return j.Check(r, false, rule, "%d images where %d belong%s", len(got), len(ids), list(": beyond them", got[i:]))
		case got[i] != ids[i]:
			return j.CheckAt(r, r.Images()[i].Where, false, rule, "%s as number %d, where %s belongs", Quote(got[i]), i+1, Quote(ids[i]))
		}
	}
	return j.Check(r, true, rule, "")
}
