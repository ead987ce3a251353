package suites_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/onsi/ginkgo/v2"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// The flags of the suite, for use behind Ginkgo's own:
//
//	go tool ginkgo run --label-filter LIM ./suites -- --target http://host/v2/TENANT
//
// Tokens, and what of a second tenant and of a control endpoint no flag says,
// come from the variables that the command reads, too.
var (
	base    = flag.String("target", "", "base URL of the deployment; empty judges the reference deployment")
	other   = flag.String("other-target", "", "base URL of a second tenant")
	control = flag.String("control", "", "control endpoint of the deployment")
	require = flag.String("require", "core", "which MUST have to be decided: core or all")
	failOn  = flag.String("fail-on", "must", "least level whose violation fails: must or should")
)

// TestMain leaves only the suite itself where a target or a flag of Ginkgo is
// given: those are not meant for the tests of the suite.
func TestMain(m *testing.M) {
	flag.Parse()
	meant := *base != ""
	flag.Visit(func(f *flag.Flag) { meant = meant || strings.HasPrefix(f.Name, "ginkgo.") })
	if pattern := flag.Lookup("test.run"); meant && pattern.Value.String() == "" {
		if err := pattern.Value.Set("^TestConformance$"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// TestConformance is the suite under Ginkgo. It fails unless the verdict is
// conformant.
func TestConformance(t *testing.T) {
	degree, err := verdict.ParseRequire(*require)
	if err != nil {
		t.Fatalf("--require: %v", err)
	}
	level, err := requirement.ParseLevel(*failOn)
	if err != nil || level > requirement.Should {
		t.Fatalf("--fail-on: want must or should, not %q", *failOn)
	}
	config := reference
	if *base != "" {
		config = given
	}
	// Ginkgo prints its seed, and takes it by --seed.
	seed := uint64(ginkgo.GinkgoRandomSeed())
	suites.Register(suites.New(suites.Options{Target: config(t), Seed: seed}), level)
	ginkgo.ReportAfterSuite("verdict", func(report ginkgo.Report) {
		if report.SuiteConfig.DryRun {
			return
		}
		v, err := suites.FoldReport(report, verdict.Policy{Require: degree})
		if err != nil {
			ginkgo.Fail(err.Error())
		}
		fmt.Fprintf(os.Stdout, "\n%s\n", v.Line())
		if v.Word != verdict.Conformant {
			ginkgo.Fail(fmt.Sprintf("%s; to be decided yet: %v", v.Line(), v.Blocking))
		}
	})
	ginkgo.RunSpecs(t, "GET images/detail")
}

// given is the target of the flags and the environment.
func given(t *testing.T) target.Config {
	config := target.Config{Endpoint: endpoint(t, *base), Tokens: map[target.Identity]target.Token{}, Concurrency: target.DefaultConcurrency}
	if second := cmp.Or(*other, os.Getenv("IMAGECONFORM_OTHER_TARGET")); second != "" {
		config.Other = endpoint(t, second)
	}
	for _, id := range []target.Identity{target.Self, target.Other, target.Forbidden} {
		if token := os.Getenv(id.Variable()); token != "" {
			config.Tokens[id] = target.Token(token)
		}
	}
	if at := cmp.Or(*control, os.Getenv("IMAGECONFORM_CONTROL")); at != "" {
		config.Control = controlAt(t, at, target.Token(os.Getenv("IMAGECONFORM_CONTROL_TOKEN")))
	}
	return config
}

// reference starts the reference deployment, with all its users and states.
func reference(t *testing.T) target.Config {
	d, err := refserver.Start(t.Context(), "127.0.0.1:0", refserver.Options{Set: fixtures.Rich(), Control: true, Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	c := d.Credentials()
	return target.Config{
		Endpoint: endpoint(t, d.URL+c.Path), Other: endpoint(t, d.URL+c.OtherPath), Concurrency: target.DefaultConcurrency,
		Tokens: map[target.Identity]target.Token{
			target.Self: target.Token(c.Demo.Token), target.Other: target.Token(c.Other.Token), target.Forbidden: target.Token(c.Restricted.Token),
		},
		Control: controlAt(t, d.URL+refserver.ControlPath, target.Token(c.ControlToken)),
	}
}

func endpoint(t *testing.T, raw string) target.Endpoint {
	t.Helper()
	e, err := target.ParseEndpoint(raw)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func controlAt(t *testing.T, raw string, token target.Token) target.Control {
	t.Helper()
	c, err := target.NewHTTPControl(raw, token, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
