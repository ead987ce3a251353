package oracle

import (
	"fmt"
	"strings"

	"github.com/imageconform/imageconform/schemas"
)

// Alike checks that an answer holds exactly the wanted images, in their order
// and to the last member. rule says in words what they are.
func (j *Judgement) Alike(a Answer, want []schemas.Image, rule string) bool {
	return j.Sequence(a, want, rule) && j.members(a.First(), a.Images(), want, rule)
}

// AlikePage is Alike of one page, whatever follows it.
func (j *Judgement) AlikePage(r *Reading, want []schemas.Image, rule string) bool {
	return j.Listed(Answer{r}) && j.Consecutive(r, want, rule) && j.members(r, r.Images(), want, rule)
}

// members compares the content of images that are known to be the same.
func (j *Judgement) members(r *Reading, got, want []schemas.Image, rule string) bool {
	same := true
	for i := range want {
		if differ := DifferentMembers(want[i], got[i]); len(differ) > 0 {
			same = false
			j.Find(r, got[i].Where, rule,
				fmt.Sprintf("image %s with other content: %s", Quote(want[i].ID()), strings.Join(differ, "; ")))
		}
	}
	return same
}
