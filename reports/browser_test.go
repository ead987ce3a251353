package reports

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// startBrowser starts a Chromium for the time of a test.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("pages are opened in a browser without -short")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium is installed (Debian: chromium): pages are not opened in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()))
	if os.Getuid() == 0 {
		// Chromium's sandbox needs another user than root, who runs most containers.
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, quit := chromedp.NewContext(ctx)
	t.Cleanup(quit)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return ctx
}

// tab is a page that is open in a browser.
type tab struct {
	*testing.T
	ctx  context.Context
	file string
}

// open opens a page in a tab of its own, as a file, at a hash.
func open(browser context.Context, t *testing.T, page []byte, hash string) *tab {
	t.Helper()
	ctx, quit := chromedp.NewContext(browser)
	t.Cleanup(quit)
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	p := &tab{t, ctx, filepath.Join(t.TempDir(), "report.html")}
	if err := os.WriteFile(p.file, page, 0o600); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.EmulateViewport(1300, 900))
	p.visit(hash)
	return p
}

// visit opens the page anew, at a hash.
func (p *tab) visit(hash string) {
	p.Helper()
	p.do(chromedp.Navigate("about:blank"), chromedp.Navigate("file://"+p.file+hash))
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.Fatal(err)
	}
}

// click presses the first element of a selector.
func (p *tab) click(selector string) {
	p.Helper()
	p.do(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// press types keys, wherever the focus is.
func (p *tab) press(keys string) {
	p.Helper()
	p.do(chromedp.KeyEvent(keys))
}

// wait waits until an expression is true.
func (p *tab) wait(expression string) {
	p.Helper()
	if _, err := chromedp.Run(p.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(10*time.Second))); err != nil {
		p.Fatalf("it never came about that %s: %v", expression, err)
	}
}

// is compares the value of an expression.
func (p *tab) is(want, expression string) {
	p.Helper()
	if got := value[string](p, "String("+expression+")"); got != want {
		p.Errorf("%s: got %q, want %q", expression, got, want)
	}
}

// value is that of an expression.
func value[T any](p *tab, expression string) T {
	p.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.Fatalf("%s: %v", expression, err)
	}
	return v
}

// prefer sets the colours that the reader prefers, and that nothing moves.
func (p *tab) prefer(scheme string) {
	p.Helper()
	params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, params); err != nil {
		p.Fatal(err)
	}
}

// shown are the ids of the requirements that the page shows.
func (p *tab) shown() string {
	p.Helper()
	return strings.Join(value[[]string](p, `[...document.querySelectorAll("details.row")].filter((r) => r.checkVisibility()).map((r) => r.id)`), " ")
}
