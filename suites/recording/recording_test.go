package recording

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// memory is a file in memory that is full after so many bytes.
type memory struct {
	data []byte
	room int64
}

var errFull = errors.New("no space left")

func (m *memory) WriteAt(p []byte, at int64) (int, error) {
	if m.room > 0 && at+int64(len(p)) > m.room {
		return 0, errFull
	}
	m.data = append(m.data[:at], p...)
	return len(p), nil
}

func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// full is an entry in which everything is set that a recording keeps, with
// bytes that are no text, and characters that steer a terminal.
func full() Entry {
	body := []byte("{\"images\": [], \"name\": \"a\x1b[31mb\u202ec\"}\xff")
	return Entry{
		Exchange: target.Exchange{
			Number: 7, State: target.Limited,
			Request: target.Request{
				Method: "POST", URL: "http://cloud.example/v2/demo/images/detail?name=a%20b&limit=%zz&flag", Header: map[string]string{"Accept": "application/xml;q=0.5", "Content-Type": "text/foo"},
				Body: "{}", As: target.Forbidden, Plain: true, Large: true,
			},
			Status: 413, Proto: "HTTP/1.0", Header: http.Header{"Vary": {"Accept", "caf\xe9"}, "Location": {"http://cloud.example/"}},
			Body: body, Coding: "gzip", Declared: 90, Received: 87, Surplus: 3, Hops: []string{"302 http://cloud.example/v2/demo/elsewhere"}, Circular: true,
			Waits: 2, Withheld: "a limit", UserAgent: "imageconform/1 (LIM-04)", Renewed: true, Reused: true, Failure: "no answer", BodyFailure: "the body ended early, after 87 bytes",
			Started: time.Date(2026, 11, 23, 18, 0, 0, 123456789, time.UTC), Took: 1234567,
		},
		Script: "again 2\x00once\x00GET", Requirements: []requirement.ID{"LIM-04", "RAT-01"}, Size: len(body), SHA256: digest(body),
	}
}

// written is a recording of entries, as it is when the run is over.
func written(t testing.TB, o Options, entries ...Entry) []byte {
	t.Helper()
	var file memory
	w := NewWriter(&file, o)
	for _, e := range entries {
		w.Write(e)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.data
}

var options = Options{Body: 1 << 20, Head: Head{
	Suite: "1.2.3", Started: time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC), Target: "http://cloud.example/v2/demo", Other: "http://cloud.example/v2/other",
	Public: "https://public.example", UserAgent: "imageconform/1.2.3", Identities: []target.Identity{target.Self, target.Forbidden},
	States: []target.State{target.Cached, target.Limited}, Partial: true,
}}

// What a recording keeps comes back as it was. A field that is new in an
// exchange has to be set here, and then kept.
func TestRecordingsKeepEverything(t *testing.T) {
	want := full()
	for _, v := range []reflect.Value{reflect.ValueOf(want), reflect.ValueOf(want.Exchange), reflect.ValueOf(want.Request), reflect.ValueOf(options.Head)} {
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if v.Field(i).IsZero() && !slices.Contains([]string{"Unrecorded", "Spooled", "Version"}, name) {
				t.Errorf("%s.%s is not tried", v.Type(), name)
			}
		}
	}
	r, err := Read(bytes.NewReader(written(t, options, Entry{Exchange: target.Exchange{Number: 1, Declared: -1}, SHA256: digest(nil)}, want)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, r.Entries[1]); diff != "" {
		t.Errorf("an entry (-written +read):\n%s", diff)
	}
	head := options.Head
	head.Version = Version
	if diff := cmp.Diff(head, r.Head); diff != "" {
		t.Errorf("the head (-written +read):\n%s", diff)
	}
	if want := want.Started.Add(want.Took); r.End == nil || !r.End.Finished.Equal(want) {
		t.Errorf("it ends with %+v, want %v", r.End, want)
	}
}

// A recording that was read is written as it was, and what no reader sees is
// not written.
func TestRecordingsAreWrittenAsTheyWere(t *testing.T) {
	first := Entry{Exchange: target.Exchange{Number: 1, Declared: -1}, SHA256: digest(nil)}
	short := options
	short.Body = 10
	for _, o := range []Options{options, short} {
		data := written(t, o, first, full())
		r, err := Read(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		again, entries := r.Encode()
		if diff := cmp.Diff(string(data), string(again)); diff != "" {
			t.Errorf("written again (-before +after):\n%s", diff)
		}
		if len(entries) != 2 || !bytes.Contains(data, entries[1]) {
			t.Errorf("its entries are %d others", len(entries))
		}
		r, err = Read(bytes.NewReader(bytes.Replace(data, []byte(`{"method"`), []byte(`{"seen": false, "method"`), 1)))
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := r.Encode(); !bytes.Equal(again, data) {
			t.Error("what no reader sees is written")
		}
	}
}

// Whenever a run dies, what it recorded until then can be read.
func TestRecordingsAreWholeAtEachStep(t *testing.T) {
	var file memory
	w := NewWriter(&file, options)
	for n := range 4 {
		r, err := Read(bytes.NewReader(file.data))
		if err != nil || len(r.Entries) != n || r.End != nil {
			t.Fatalf("after %d entries: %d are read, and the end %v: %v", n, len(r.Entries), r.End, err)
		}
		e := full()
		e.Number = n + 1
		w.Write(e)
	}
	torn := file.data[:len(file.data)-200]
	if r, err := Read(bytes.NewReader(torn)); err != nil || len(r.Entries) != 3 || r.End != nil {
		t.Errorf("a torn file: %v", err)
	}
	if _, err := Read(bytes.NewReader(file.data[:200])); !errors.Is(err, ErrRecording) {
		t.Errorf("a file that ends in its head: got %v, want %v", err, ErrRecording)
	}
}

func TestRecordingsSayThatTheyCouldNotBeWritten(t *testing.T) {
	file := memory{room: 2000}
	w := NewWriter(&file, options)
	for range 3 {
		w.Write(full())
	}
	if err := w.Close(); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
	if _, err := Read(bytes.NewReader(file.data)); err != nil {
		t.Errorf("what was written before cannot be read: %v", err)
	}
}

func TestRecordingsCutBodies(t *testing.T) {
	o := options
	o.Body = 25 // within the escape, behind it begins a character of three bytes
	e := full()
	e.Body = []byte(strings.Repeat("x", 24) + "\u202e tail")
	e.Size, e.SHA256 = len(e.Body), digest(e.Body)
	data := written(t, o, e)
	r, err := Read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	got := r.Entries[0]
	if string(got.Body) != strings.Repeat("x", 24) || !got.Cut() || got.Size != e.Size || got.SHA256 != e.SHA256 {
		t.Errorf("read %d bytes of %d, sha256 %s", len(got.Body), got.Size, got.SHA256)
	}
	if !bytes.Contains(data, []byte(`"comment":"the first 24 of 32 bytes; sha256 is that of all"`)) {
		t.Error("the recording does not say that the body is cut")
	}
}

func TestRecordingsAreMasked(t *testing.T) {
	o := options
	o.Mask = func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("elsewhere"), []byte("********")) }
	if data := written(t, o, full()); bytes.Contains(data, []byte("elsewhere")) || !bytes.Contains(data, []byte("********")) {
		t.Errorf("the secret is written:\n%s", data)
	}
}

func TestRecordingsShowNoControlCharacters(t *testing.T) {
	data := written(t, options, full())
	if i := slices.IndexFunc([]rune(string(data)), func(r rune) bool { return r < ' ' && r != '\n' || r == '\u202e' || r == '\u009b' }); i >= 0 {
		t.Errorf("it shows a control character, at %d", i)
	}
}

func TestReadRefuses(t *testing.T) {
	data := string(written(t, options, full()))
	change := func(old, with string) string {
		if !strings.Contains(data, old) {
			t.Fatalf("the recording has no %s", old)
		}
		return strings.Replace(data, old, with, 1)
	}
	for name, text := range map[string]string{
		"nothing":                "",
		"no JSON":                "HAR",
		"another archive":        `{"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": []}}`,
		"a list":                 `[]`,
		"a newer version":        change(`"_imageconform":{"version":1`, `"_imageconform":{"version":2`),
		"another status":         change(`"response":{"status":413`, `"response":{"status":200`),
		"another address":        change(`"method":"POST","url":"http://cloud`, `"method":"POST","url":"http://clown`),
		"another body":           change(`"text":"ey`, `"text":"eZ`),
		"an unknown encoding":    change(`"encoding":"base64"`, `"encoding":"rot13"`),
		"a larger body":          change(`"content":{"size":`, `"content":{"size":-`),
		"a header without sense": change(`"_base64":"`, `"_base64":"?`),
		"a number of none":       change(`"number":7`, `"number":0`),
		"an unknown identity":    change(`"as":"forbidden"`, `"as":"root"`),
		"something behind":       data + "{}",
	} {
		if _, err := Read(strings.NewReader(text)); !errors.Is(err, ErrRecording) {
			t.Errorf("%s: got %v, want %v", name, err, ErrRecording)
		}
	}
}

// Other programs read the recording as the archive that it says to be.
func TestRecordingsAreArchives(t *testing.T) {
	file, err := os.ReadFile("testdata/har.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("har.schema.json", schema); err != nil {
		t.Fatal(err)
	}
	archive, err := jsonschema.UnmarshalJSON(bytes.NewReader(written(t, options, Entry{Exchange: target.Exchange{
		Number: 1, Request: target.Get("http://cloud.example/v2/demo/images/detail"), Declared: -1, Failure: "connection refused",
	}, SHA256: digest(nil)}, full())))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.MustCompile("har.schema.json").Validate(archive); err != nil {
		t.Error(err)
	}
}
