package main

import (
	"errors"
	"math"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/suites/target"
)

// autoRate lets the target decide how fast it is asked, politeRate is how fast
// one is asked that may be far away and busy.
const (
	autoRate   = "auto"
	politeRate = 20
)

// rateFor is the most requests a second that a setting means for an endpoint,
// zero for any number.
func rateFor(setting string, at target.Endpoint) (float64, error) {
	if strings.ToLower(setting) == autoRate {
		if at.IsZero() || onLoopback(at) {
			return 0, nil
		}
		return politeRate, nil
	}
	rate, err := strconv.ParseFloat(setting, 64)
	if err != nil || !countable(rate) {
		return 0, errors.New("want auto or a number of requests a second")
	}
	return rate, nil
}

func onLoopback(at target.Endpoint) bool {
	u, err := url.Parse(at.Base)
	return err == nil && (u.Hostname() == "localhost" || net.ParseIP(u.Hostname()).IsLoopback())
}

// countable reports whether a number can be one of requests in a time.
func countable(n float64) bool { return n >= 0 && !math.IsInf(n, 0) && !math.IsNaN(n) }

// planPace reads how fast the target is asked. It is read again once a
// catalogue has told where that is.
func planPace(pl *plan) error {
	c, l := pl.config, pl.loaded
	var err error
	switch pl.target.Rate, err = rateFor(c.Rate, pl.target.Endpoint); {
	case err != nil:
		return usage("%s: %w", l.at("rate"), err)
	case !countable(c.ChangesRate):
		return usage("%s: want a number of requests a minute", l.at("changes-since-rate"))
	case c.Patience <= 0:
		return usage("%s: want a time above zero", l.at("patience"))
	}
	pl.target.ChangesSinceRate, pl.target.Patience = c.ChangesRate, c.Patience
	return nil
}
