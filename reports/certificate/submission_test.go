package certificate

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/hourglass"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// key is one that a name stands for.
func key(name string) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte((name + strings.Repeat(".", ed25519.SeedSize))[:ed25519.SeedSize]))
}

func public(name string) ed25519.PublicKey { return signer{key(name)}.public() }

// product is what is certified in these tests.
type product struct {
	images fixtures.Set
	alter  func(*refserver.Behaviour)
	policy Policy
	nonce  string
	// alone is without another tenant, and without states, and is asked more than
	// one question at once.
	alone bool
}

const nonce = "2026-11-4f81c0d2"

var (
	sound = product{images: fixtures.Rich(), nonce: nonce, policy: Policy{Declared: map[requirement.Feature]verdict.Presence{}}}
	// broken answers with pages longer than asked for.
	broken = product{images: fixtures.Document(), nonce: nonce, policy: sound.policy, alone: true, alter: func(b *refserver.Behaviour) {
		b.Parse.Limit = func(c *refserver.Call, _ string) (int, *refserver.Fault) { return c.MaxLimit, nil }
	}}
	// poor has too little for every MUST to be decided.
	poor = product{images: fixtures.Document(), nonce: nonce, policy: sound.policy, alone: true}
)

type memory struct {
	mu   sync.Mutex
	data []byte
}

func (m *memory) WriteAt(p []byte, at int64) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.data = append(m.data[:min(at, int64(len(m.data)))], p...)
	return len(p), nil
}

type control struct{ server *refserver.Server }

func (control) Reaches(target.State) bool { return true }

func (c control) Enter(_ context.Context, s target.State) error {
	state, err := refserver.ParseState(s.String())
	c.server.SetState(state)
	return err
}

func (c control) Leave(ctx context.Context, _ target.State) error { return c.Enter(ctx, target.Normal) }

// deploy serves a product, and is how to ask it.
func (p product) deploy(t testing.TB, now *hourglass.Clock) target.Config {
	t.Helper()
	options := refserver.Options{Set: p.images, Clock: now.Now}
	if p.alter != nil {
		options.Alter = append(options.Alter, p.alter)
	}
	d, err := refserver.Start(context.Background(), "127.0.0.1:0", options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	const site = "http://reference.example:8774"
	c := d.Credentials()
	own, err := target.ParseEndpoint(site + c.Path)
	if err != nil {
		t.Fatal(err)
	}
	config := target.Config{
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, strings.TrimPrefix(d.URL, "http://"))
		},
		Endpoint: own, Concurrency: 4, Clock: now.Now, Sleep: now.Wait, Once: true, UserAgent: Agent("1.2.3", p.nonce),
		Tokens: map[target.Identity]target.Token{target.Self: target.Token(c.Demo.Token)},
	}
	if p.alone {
		return config
	}
	if config.Other, err = target.ParseEndpoint(site + c.OtherPath); err != nil {
		t.Fatal(err)
	}
	config.Tokens[target.Other], config.Tokens[target.Forbidden] = target.Token(c.Other.Token), target.Token(c.Restricted.Token)
	config.Control, config.Concurrency = control{d.Server}, 1
	return config
}

// run judges a product as a certifying run does.
func (p product) run(t testing.TB) Submission {
	t.Helper()
	now := hourglass.New(time.Date(2026, 11, 23, 18, 0, 0, 123456789, time.UTC))
	config := p.deploy(t, now)
	head := recording.Head{
		Suite: "1.2.3", Started: now.Now(), Target: config.Endpoint.Base, Other: config.Other.Base, UserAgent: config.UserAgent,
		Identities: []target.Identity{target.Self},
	}
	if !p.alone {
		head.Identities, head.States = []target.Identity{target.Self, target.Other, target.Forbidden}, target.States()
	}
	var file memory
	w := recording.NewWriter(&file, recording.Options{Head: head, Body: target.DefaultMaxBody})
	if config.Control != nil {
		config.Control = w.Control(config.Control)
	}
	m := Manifest{
		Product: Product{"Demo", "1.0", "Acme", "conformance@acme.example"},
		Suite:   Build{"1.2.3", "03bd42e", "2026-11-23T21:31:14Z", "go1.26.8", strings.Repeat("5a", 32)},
		Catalogue: Catalogue{
			requirement.CatalogueDigest(), requirement.LatestSet(),
		},
		Policy: p.policy, Target: config.Endpoint.Base, Nonce: p.nonce, Seed: SeedOf(p.nonce), Generated: suites.DefaultGenerated,
		Concurrency: config.Concurrency, Started: head.Started, Settings: []reports.Setting{},
	}
	m.Policy.Profile = requirement.Documented
	if m.Policy.Waivers == nil {
		m.Policy.Waivers = []verdict.WaiverEntry{}
	}
	policy, err := m.policy()
	if err != nil {
		t.Fatal(err)
	}
	client := target.NewClient(config)
	defer client.Close()
	var a again
	a.result, err = suites.New(suites.Options{
		Target: config, Doer: client, Policy: policy, Seed: m.Seed, Generated: m.Generated, Order: OrderOf(m.Nonce),
		Record: func(all []suites.Exchange) {
			for _, x := range all {
				w.Write(x.Entry())
			}
		},
	}).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	m.Finished = now.Now()
	a.verdict = verdict.Fold(requirement.All(), a.result.Judged, policy)
	s := Submission{Manifest: m, Verdict: a.verdict, Evidence: file.data}
	for _, f := range []struct {
		into  *[]byte
		write func(io.Writer, reports.Report) error
	}{{&s.Report, reports.JSON}, {&s.JUnit, reports.JUnit}} {
		var text bytes.Buffer
		if err := f.write(&text, a.report(m)); err != nil {
			t.Fatal(err)
		}
		*f.into = text.Bytes()
	}
	return s
}

// made keeps what runs gave: they are the same for all tests.
var made sync.Map

// submitted is the bundle of a product, by the submitter's key.
func submitted(t testing.TB, name string, p product) []byte {
	t.Helper()
	once, _ := made.LoadOrStore(name, &sync.Once{})
	once.(*sync.Once).Do(func() {
		archive, err := Make(t.Context(), p.run(t), key("submitter"))
		if err != nil {
			t.Fatal(err)
		}
		made.Store(name+" bundle", archive)
	})
	archive, _ := made.Load(name + " bundle")
	if archive == nil {
		t.Fatalf("there is no bundle of the %s product", name)
	}
	return bytes.Clone(archive.([]byte))
}

func verify(t testing.TB, archive []byte) (Verified, error) {
	t.Helper()
	return Verify(t.Context(), archive, Trust{Submitter: public("submitter"), Nonce: nonce})
}
