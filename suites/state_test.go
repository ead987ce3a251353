package suites

import (
	"cmp"
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// logged is a control that notes what it is asked, and fails where it is told.
type logged struct {
	states
	log          []string
	enter, leave map[target.State]error
}

func (l *logged) Enter(ctx context.Context, s target.State) error {
	l.log = append(l.log, "enter "+s.String())
	if err := l.enter[s]; err != nil {
		return err
	}
	return l.states.Enter(ctx, s)
}

func (l *logged) Leave(ctx context.Context, s target.State) error {
	l.log = append(l.log, "leave "+s.String())
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := l.leave[s]; err != nil {
		return err
	}
	return l.states.Leave(ctx, s)
}

// TestEachStateIsLeft looks at the way into each state and back: also from one
// that could not be entered, and from one in which the run was interrupted.
func TestEachStateIsLeft(t *testing.T) {
	t.Parallel()
	no := errors.New("no way")
	for _, c := range []struct {
		name         string
		enter, leave map[target.State]error
		interrupt    bool
		want         []string
		stuck        string
		undecided    map[requirement.ID]string
	}{
		{
			"in order", nil, nil, false,
			[]string{"enter forbidden", "leave forbidden", "enter broken", "leave broken", "enter unavailable", "leave unavailable"},
			"",
			map[requirement.ID]string{"AUTH-07": "", "ERR-06": "", "ERR-07": ""},
		},
		{
			"without the way in",
			map[target.State]error{target.Broken: no},
			nil, false,
			[]string{"enter forbidden", "leave forbidden", "enter broken", "leave broken", "enter unavailable", "leave unavailable"},
			"",
			map[requirement.ID]string{"AUTH-07": "", "ERR-06": "no way", "ERR-07": ""},
		},
		{
			"without the way back", nil,
			map[target.State]error{target.Broken: no},
			false,
			[]string{"enter forbidden", "leave forbidden", "enter broken", "leave broken"},
			"the deployment could not be taken back from the state broken: no way",
			map[requirement.ID]string{"AUTH-07": "", "ERR-06": "", "ERR-07": "not asked: the deployment could not be taken back"},
		},
		{
			"interrupted", nil, nil, true,
			[]string{"enter forbidden", "leave forbidden"},
			"",
			map[requirement.ID]string{"AUTH-07": "interrupted", "ERR-06": "interrupted", "ERR-07": "interrupted"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := rich()
			delete(d.tokens, target.Forbidden)
			control := &logged{states: d.control.(states), enter: c.enter, leave: c.leave}
			server := httptest.NewServer(d.handler)
			defer server.Close()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			result, err := New(Options{
				Target: target.Config{Endpoint: endpoint(t, server.URL+d.path), Tokens: d.tokens, Control: control},
				Select: selection(t, []string{"AUTH-07", "ERR-06", "ERR-07"}),
				Progress: func(e Event) {
					if c.interrupt && e.Stage == "forbidden" {
						cancel()
					}
				},
			}).Run(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(c.want, control.log); diff != "" {
				t.Errorf("the control was asked (-want +got):\n%s", diff)
			}
			if got := reason(result.Stuck); got != c.stuck {
				t.Errorf("stuck by %q, want %q", got, c.stuck)
			}
			undecided := map[requirement.ID]string{}
			for _, j := range result.Judged {
				undecided[j.Requirement] = cmp.Or(undecided[j.Requirement], j.Inconclusive)
				if len(j.Findings) > 0 {
					t.Errorf("%s: %v", j.Requirement, j.Findings)
				}
			}
			for id, part := range c.undecided {
				if !strings.Contains(undecided[id], part) || part == "" && undecided[id] != "" {
					t.Errorf("%s is undecided by %q, want %q", id, undecided[id], part)
				}
			}
		})
	}
}

func reason(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
