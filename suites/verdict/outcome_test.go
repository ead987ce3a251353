package verdict

import (
	"encoding/json"
	"testing"
)

func TestOutcomeNames(t *testing.T) {
	for _, o := range Outcomes() {
		parsed, err := ParseOutcome(o.String())
		if err != nil || parsed != o {
			t.Errorf("%s reads back as %s, %v", o, parsed, err)
		}
		data, err := json.Marshal(o)
		if err != nil {
			t.Fatalf("write %s: %v", o, err)
		}
		var back Outcome
		if err := json.Unmarshal(data, &back); err != nil || back != o {
			t.Errorf("%s reads back as %s, %v", data, back, err)
		}
	}
	if len(Outcomes()) != int(Failed)+1 {
		t.Errorf("%d outcomes are listed, want %d", len(Outcomes()), int(Failed)+1)
	}
	if got := Outcome(99).String(); got != "Outcome(99)" {
		t.Errorf("an outcome outside the enumeration is %q", got)
	}
	if _, err := ParseOutcome("PASSED"); err == nil {
		t.Error("an unknown outcome is read")
	}
	var o Outcome
	if err := o.UnmarshalText([]byte("fine")); err == nil {
		t.Error("an unknown outcome is unmarshalled")
	}
}

func TestParseRequire(t *testing.T) {
	for _, want := range []Require{RequireCore, RequireAll} {
		if got, err := ParseRequire(string(want)); err != nil || got != want {
			t.Errorf("%s reads as %s, %v", want, got, err)
		}
	}
	if _, err := ParseRequire("most"); err == nil {
		t.Error("an unknown degree is read")
	}
}
