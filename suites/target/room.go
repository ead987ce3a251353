package target

import (
	"context"
	"io"
	"sync"
)

const (
	// segment is what a body takes up at a time, segments how many of them all
	// bodies under way share: 32 MiB. Endless bodies on four connections took 490 MiB
	// before they were cut, each read to the cap by itself.
	segment  = 256 << 10
	segments = 128
)

// room is the memory for bodies under way. What is full makes those who want
// more wait, but for one, who may go on to the cap: so that the others come to
// their turn.
type room struct {
	free  chan struct{}
	alone chan struct{}
	pool  sync.Pool
}

func newRoom() *room {
	r := &room{free: make(chan struct{}, segments), alone: make(chan struct{}, 1)}
	r.pool.New = func() any { return new([segment]byte) }
	for range segments {
		r.free <- struct{}{}
	}
	r.alone <- struct{}{}
	return r
}

// parts is one body while it is read.
type parts struct {
	room  *room
	held  []*[segment]byte
	n     int64
	taken int
	alone bool
}

// read reads up to so many bytes.
func (p *parts) read(ctx context.Context, from io.Reader, most int64) error {
	for p.n < most {
		at := p.n % segment
		if at == 0 && p.n/segment == int64(len(p.held)) {
			if err := p.grow(ctx); err != nil {
				return err
			}
		}
		into := p.held[len(p.held)-1][at:]
		n, err := from.Read(into[:min(int64(len(into)), most-p.n)])
		p.n += int64(n)
		if err != nil {
			return err
		}
	}
	return nil
}

// grow takes another segment. The time that a request has stands still while
// it waits for others.
func (p *parts) grow(ctx context.Context) error {
	select {
	case <-p.room.free:
		p.taken++
	default:
		if err := p.wait(ctx); err != nil {
			return err
		}
	}
	buffer, _ := p.room.pool.Get().(*[segment]byte)
	p.held = append(p.held, buffer)
	return nil
}

func (p *parts) wait(ctx context.Context) error {
	if p.alone {
		return nil
	}
	defer allowanceOf(ctx).pause()()
	select {
	case <-p.room.free:
		p.taken++
	case <-p.room.alone:
		p.alone = true
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	return nil
}

// beginning is a copy of the first bytes.
func (p *parts) beginning(most int64) []byte {
	text := make([]byte, 0, min(most, p.n))
	for _, part := range p.held {
		text = append(text, part[:min(segment, cap(text)-len(text))]...)
	}
	return text
}

// release gives the memory back.
func (p *parts) release() {
	for _, part := range p.held {
		p.room.pool.Put(part)
	}
	for range p.taken {
		p.room.free <- struct{}{}
	}
	if p.alone {
		p.room.alone <- struct{}{}
	}
	*p = parts{room: p.room}
}
