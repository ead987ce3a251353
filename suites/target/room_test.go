package target

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// endless is a body that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte("x"), len(p))), nil }

// TestRoomIsShared reads more at once than there is room for: all come to their
// end, and the room is as it was.
func TestRoomIsShared(t *testing.T) {
	t.Parallel()
	r := newRoom()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			p := &parts{room: r}
			defer p.release()
			text := strings.Repeat("0123456789", 1<<20)
			if err := p.read(t.Context(), strings.NewReader(text), 16<<20); !errors.Is(err, io.EOF) || string(p.beginning(p.n)) != text {
				t.Errorf("%d bytes were read, and ended by %v", p.n, err)
			}
		})
	}
	group.Wait()
	if len(r.free) != segments || len(r.alone) != 1 {
		t.Errorf("%d segments and %d places are free", len(r.free), len(r.alone))
	}
}

// TestTimeStandsStillInTheQueue holds that a body which waits for room does not
// use up the time of its request, which runs out all the same afterwards.
func TestTimeStandsStillInTheQueue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const room = segments * segment
		r := newRoom()
		first, second := &parts{room: r}, &parts{room: r}
		if err := errors.Join(first.read(t.Context(), endless{}, room), second.read(t.Context(), endless{}, room)); err != nil || !second.alone {
			t.Fatalf("the room could not be filled: %v", err)
		}
		ctx, end := allowing(t.Context(), time.Second, time.Now, time.Now())
		defer end()
		third := &parts{room: r}
		result := make(chan error)
		go func() { result <- third.read(ctx, endless{}, 1) }()
		time.Sleep(time.Hour)
		synctest.Wait()
		if len(result) > 0 || ctx.Err() != nil {
			t.Fatalf("the time ran out in the queue: %v", ctx.Err())
		}
		first.release()
		if err := <-result; err != nil || third.n != 1 {
			t.Errorf("%d bytes were read, and ended by %v", third.n, err)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if !errors.Is(context.Cause(ctx), context.DeadlineExceeded) {
			t.Errorf("the time of the request ended by %v", context.Cause(ctx))
		}
	})
}
