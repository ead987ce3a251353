package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/imageconform/imageconform/suites/target"
)

// hooks are the operator's commands for the states of a deployment, by the
// status that it answers with:
//
//	hooks:
//	  503:
//	    before: ./stop-keystone
//	    after: [systemctl, start, keystone]
//	    timeout: 2m
type hooks map[string]hook

type hook struct {
	Before  command       `yaml:"before"`
	After   command       `yaml:"after"`
	Timeout time.Duration `yaml:"timeout"`
}

// hooksHint shows what a hook looks like.
const hooksHint = "a hook is '503: {before: COMMAND, after: COMMAND, timeout: 1m}' for one of 203, 403, 413, 500 and 503; " +
	"a command is a text for sh, or a list of a program and its arguments"

// command is a program with its arguments. A list is run as it is, a text by
// the shell.
type command []string

// UnmarshalYAML reads a text or a list of texts.
func (c *command) UnmarshalYAML(node *yaml.Node) error {
	var list []string
	var text string
	switch {
	case node.Kind == yaml.SequenceNode && node.Decode(&list) == nil && len(list) > 0 && list[0] != "":
		*c = list
	case node.Kind == yaml.ScalarNode && node.Decode(&text) == nil && strings.TrimSpace(text) != "":
		*c = command{"sh", "-c", text}
	default:
		return fmt.Errorf("line %d: want a command: a text, or a list of a program and its arguments", node.Line)
	}
	return nil
}

// states are the statuses that have a hook, in order.
func (h hooks) states() []string { return slices.Sorted(maps.Keys(h)) }

// control is the control that the hooks are, nil without any.
func (h hooks) control(environment []string) (target.Control, error) {
	if len(h) == 0 {
		return nil, nil
	}
	byState := map[target.State]target.Hook{}
	for _, status := range h.states() {
		at := slices.IndexFunc(target.States(), func(s target.State) bool { return strconv.Itoa(s.Status()) == status })
		one := h[status]
		switch {
		case at < 0:
			return nil, fmt.Errorf("there is no state for %q", status)
		case one.Before == nil || one.After == nil:
			return nil, fmt.Errorf("%s: want both before and after", status)
		case one.Timeout < 0:
			return nil, fmt.Errorf("%s: want no negative timeout", status)
		}
		byState[target.States()[at]] = target.Hook{Before: one.Before, After: one.After, Timeout: one.Timeout}
	}
	return target.NewHookControl(byState, environment), nil
}

// planControl is what puts the deployment into states: hooks before a control
// endpoint, and the deployment's own rate limit where it may be probed.
func (p *program) planControl(l loaded, endpoint *target.HTTPControl) (target.Control, error) {
	var all target.Controls
	own, err := l.config.Hooks.control(p.publicEnvironment())
	if err != nil {
		return nil, usage("%s: %w", l.at("hooks"), err).hinted(hooksHint)
	}
	if own != nil {
		all = append(all, own)
	}
	if endpoint != nil {
		all = append(all, endpoint)
	}
	switch {
	case l.config.ProbeRateLimit:
		return target.Probing(all), nil
	case all == nil:
		return nil, nil
	}
	return all, nil
}

// publicEnvironment is the environment less the variables that hold a secret.
func (p *program) publicEnvironment() []string {
	var public []string
	for _, name := range slices.Sorted(maps.Keys(p.env)) {
		secret := slices.ContainsFunc(settings, func(s setting) bool { return s.secret() && s.env == name })
		if !secret && !p.secrets.in(p.env[name]) {
			public = append(public, name+"="+p.env[name])
		}
	}
	return public
}

// way remembers that the deployment is in a state that it has to be taken back
// from, so that nothing ends the process meanwhile.
type way struct {
	target.Control
	away *sync.Mutex
}

// Enter holds the process until Leave.
func (w way) Enter(ctx context.Context, s target.State) error {
	w.away.Lock()
	return w.Control.Enter(ctx, s)
}

// Leave lets the process end again.
func (w way) Leave(ctx context.Context, s target.State) error {
	defer w.away.Unlock()
	return w.Control.Leave(ctx, s)
}

// interrupted lets a second signal end the process, once the deployment is
// back to normal.
func (p *program) interrupted(stop func()) {
	if !p.away.TryLock() {
		p.warn("interrupted while the deployment is in a state of a hook or the control endpoint: taking it back to normal first")
		p.away.Lock()
	}
	defer p.away.Unlock()
	stop()
}
