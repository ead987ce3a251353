package target

import (
	"fmt"
	"io"
	"strings"
)

// The caps that apply where a Config leaves them zero.
const (
	DefaultMaxBody   = 32 << 20
	DefaultMaxHeader = 1 << 20
	DefaultMaxRatio  = 200
	DefaultMaxTotal  = 4 << 30
	// A next link can be of any length, and is kept with every exchange.
	DefaultMaxURL       = 8 << 10
	DefaultMaxRedirects = 5
	DefaultMaxPages     = 10000
)

// unsuspicious is how large an unpacked body may be whatever its ratio.
const unsuspicious = 1 << 20

// capError is a cap that an answer hit.
type capError struct {
	what, unit string
	limit      int64
	// name is that of the setting.
	name string
}

func (e capError) Error() string {
	return fmt.Sprintf("%s the cap of %d %s (max-%s)", e.what, e.limit, e.unit, e.name)
}

func (c Config) bodyCap() error {
	return capError{"the body is larger than", "bytes", c.MaxBody, "body"}
}

func (c Config) headerCap() error {
	return capError{"the header is larger than", "bytes", c.MaxHeader, "header"}
}

func (c Config) redirectsCap() error {
	return capError{"it leads on beyond", "redirects", int64(c.MaxRedirects), "redirects"}
}

func pagesCap(most int) error { return capError{"the walk has reached", "pages", int64(most), "pages"} }

// unasked is the cap for which a request is not asked, empty for none.
func (c Config) unasked(r Request, total int64) string {
	switch {
	case total >= c.MaxTotal:
		return capError{"the bodies of the run have reached", "bytes", c.MaxTotal, "total"}.Error()
	case len(r.URL) > c.MaxURL:
		return capError{"the URL is longer than", "bytes", int64(c.MaxURL), "url"}.Error()
	}
	return ""
}

// headerError names the cap where that is what net/http gave up for.
func (c Config) headerError(err error) error {
	if strings.Contains(err.Error(), "server response headers exceeded") {
		return c.headerCap()
	}
	return err
}

// unpacked reads what a coding was undone of, up to the cap on how many times
// larger than its wire form it is.
type unpacked struct {
	from io.Reader
	wire *counter
	most int64
	n    int64
}

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.from.Read(p)
	u.n += int64(n)
	if u.n > unsuspicious && u.n > u.most*u.wire.n {
		return n, capError{"the body unpacks to more than", "times its size", u.most, "ratio"}
	}
	return n, err
}
