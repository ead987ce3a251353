package main

import (
	"cmp"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// performance measures docs/performance.md; no other test depends on a time.
var (
	performance = flag.Bool("performance", false, "measure docs/performance.md")
	sizes       = flag.String("sizes", "1000,10000,100000", "how many images the long lists of -performance have")
)

// benched is one run of the program that is built as users build it.
type benched struct {
	wall   time.Duration
	memory int64 // most bytes in memory
	out    string
}

// bench is what the measurements share.
type bench struct {
	program string
	dir     string
	page    strings.Builder
}

func TestPerformance(t *testing.T) {
	if !*performance {
		t.Skip("it is measured with -performance, on a machine that does nothing else")
	}
	b := &bench{dir: t.TempDir()}
	b.program = filepath.Join(b.dir, "imageconform")
	build := exec.Command("go", "build", "-buildvcs=false", "-trimpath", "-o", b.program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	fmt.Fprintf(&b.page, "# Performance\n\n"+
		"Measured by `make bench` with %s on %d processors of %s/%s, which writes this page. Times are of this one machine; the ratios say more.\n"+
		"No test asserts any of it.\n", runtime.Version(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH)
	b.againstBare(t)
	b.withLatency(t)
	b.askers(t)
	b.startUp(t)
	b.longLists(t)
	b.write(t, "docs/performance.md", b.page.String())
}

// write puts a file of the documentation into its place.
func (b *bench) write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join("..", "..", path), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// say adds a paragraph to the page.
func (b *bench) say(format string, args ...any) { fmt.Fprintf(&b.page, "\n"+format+"\n", args...) }

// run is one run against a deployment, into a folder of its own.
func (b *bench) run(t *testing.T, env []string, args ...string) benched {
	t.Helper()
	out, err := os.MkdirTemp(b.dir, "out")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(b.program, append([]string{"run", "--quiet", "--out", out}, args...)...)
	cmd.Env = append(os.Environ(), env...)
	begun := time.Now()
	text, err := cmd.CombinedOutput()
	wall := time.Since(begun)
	if code := cmd.ProcessState.ExitCode(); code != exitConformant && code != exitIncomplete {
		t.Fatalf("%v: %s", err, text)
	}
	usage, _ := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return benched{wall, usage.Maxrss << 10, out}
}

// deployed serves a deployment, and gives the settings of a run against it.
func deployed(t *testing.T, o refserver.Options, wrap func(http.Handler) http.Handler) (env []string) {
	t.Helper()
	s := refserver.New(o)
	server := httptest.NewServer(wrap(s))
	t.Cleanup(server.Close)
	c := s.Credentials()
	return []string{
		"IMAGECONFORM_TARGET=" + server.URL + c.Path, "IMAGECONFORM_OTHER_TARGET=" + server.URL + c.OtherPath,
		"IMAGECONFORM_TOKEN=" + c.Demo.Token, "IMAGECONFORM_OTHER_TOKEN=" + c.Other.Token, "IMAGECONFORM_FORBIDDEN_TOKEN=" + c.Restricted.Token,
	}
}

func same(h http.Handler) http.Handler { return h }

// middle is the median.
func middle[T cmp.Ordered](all []T) T {
	slices.Sort(all)
	return all[len(all)/2]
}

// startUp measures commands that ask nothing.
func (b *bench) startUp(t *testing.T) {
	b.say("## Start\n\nThe program is static and takes no cgo. Median of 15 starts, the process and all:\n")
	b.page.WriteString("| command | milliseconds |\n| --- | ---: |\n")
	for _, args := range []string{"--help", "version", "list", "explain LIM-01"} {
		var all []float64
		for range 15 {
			begun := time.Now()
			if err := exec.Command(b.program, strings.Fields(args)...).Run(); err != nil {
				t.Fatal(err)
			}
			all = append(all, time.Since(begun).Seconds()*1000)
		}
		fmt.Fprintf(&b.page, "| `imageconform %s` | %.0f |\n", args, middle(all))
	}
}

// metered adds up the bytes of answers by format.
type metered struct {
	http.ResponseWriter
	by   *sync.Map
	form string
}

func (c *metered) Write(p []byte) (int, error) {
	if c.form == "" {
		c.form = "json"
		if strings.Contains(c.Header().Get("Content-Type"), "xml") {
			c.form = "xml"
		}
	}
	n, _ := c.by.LoadOrStore(c.form, &atomic.Int64{})
	n.(*atomic.Int64).Add(int64(len(p)))
	return c.ResponseWriter.Write(p)
}

// longLists measures runs over many images, in pages of 1000.
func (b *bench) longLists(t *testing.T) {
	b.say("## Long lists\n\nGenerated images, pages of 1000, `imageconform run --evidence off`. Downloads are the bytes of all answers in a format, in terms of\n" +
		"the bytes of the whole list in it. What memory holds of an image is its simple members and references to what it shares with others; bodies\n" +
		"wait in a file beside the reports.\n")
	b.page.WriteString("| images | seconds | memory, MiB | requests | downloads in JSON | in XML |\n| ---: | ---: | ---: | ---: | ---: | ---: |\n")
	var memory, seconds []point
	for _, size := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			t.Fatal(err)
		}
		var requests atomic.Int64
		by := &sync.Map{}
		env := deployed(t, refserver.Options{Set: fixtures.Generate(n)}, func(h http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				requests.Add(1)
				h.ServeHTTP(&metered{ResponseWriter: w, by: by}, r)
			})
		})
		whole := map[string]int64{"json": wholeList(t, env, "application/json"), "xml": wholeList(t, env, "application/xml")}
		requests.Store(0)
		by.Clear()
		r := b.run(t, env, "--evidence", "off")
		times := func(form string) float64 {
			n, _ := by.LoadOrStore(form, &atomic.Int64{})
			return float64(n.(*atomic.Int64).Load()) / float64(whole[form])
		}
		fmt.Fprintf(&b.page, "| %d | %.1f | %d | %d | %.1f | %.1f |\n", n, r.wall.Seconds(), r.memory>>20, requests.Load(), times("json"), times("xml"))
		memory = append(memory, point{float64(n), float64(r.memory >> 20)})
		seconds = append(seconds, point{float64(n), r.wall.Seconds()})
	}
	b.write(t, "docs/performance-memory.svg", plot("Memory of a run, MiB", "images", line{"most in memory", memory}))
	b.write(t, "docs/performance-seconds.svg", plot("Time of a run, seconds", "images", line{"whole run", seconds}))
	b.say("![memory by images](performance-memory.svg) ![seconds by images](performance-seconds.svg)")
}

// wholeList is how many bytes the whole list has.
func wholeList(t *testing.T, env []string, accept string) (size int64) {
	t.Helper()
	_, base, _ := strings.Cut(env[0], "=")
	_, token, _ := strings.Cut(env[2], "=")
	for url := base + "/images/detail"; url != ""; {
		page := ask(t, url, token, accept)
		size += int64(len(page))
		url = nextOf(page)
	}
	return size
}
