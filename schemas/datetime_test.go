package schemas

import (
	"testing"
	"time"
)

func TestParseDateTime(t *testing.T) {
	for text, want := range map[string]string{
		"2011-01-24T17:08:00Z":            "2011-01-24T17:08:00Z",
		"2011-01-24T17:08:00":             "2011-01-24T17:08:00Z",
		"2011-01-24T17:08:00.5Z":          "2011-01-24T17:08:00.5Z",
		"2011-01-24T17:08:00.1234567899Z": "2011-01-24T17:08:00.123456789Z",
		"2011-01-24T17:08:00+02:00":       "2011-01-24T15:08:00Z",
		"2011-01-24T17:08:00-05:30":       "2011-01-24T22:38:00Z",
		"2011-01-24T17:08:00+14:00":       "2011-01-24T03:08:00Z",
		"2011-01-24T17:08:00+00:59":       "2011-01-24T16:09:00Z",
		"2011-01-24T24:00:00Z":            "2011-01-25T00:00:00Z",
		"2011-12-31T24:00:00.00-01:00":    "2012-01-01T01:00:00Z",
		"2012-02-29T00:00:00Z":            "2012-02-29T00:00:00Z",
		"2000-02-29T00:00:00Z":            "2000-02-29T00:00:00Z",
		"12011-01-24T17:08:00Z":           "12011-01-24T17:08:00Z",
		"0044-03-15T12:00:00Z":            "0044-03-15T12:00:00Z",
		"-0044-03-15T12:00:00Z":           "-0044-03-15T12:00:00Z",
	} {
		got, err := ParseDateTime(text)
		if err != nil || got.Format(time.RFC3339Nano) != want || got.Location() != time.UTC {
			t.Errorf("%s: got %v and %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "None", "yesterday", "1390000000", "2011-01-24", "17:08:00Z", "2011-01-24T17:08Z", "2011-01-24 17:08:00Z",
		"2011-01-24t17:08:00z", "2011-01-24T17:08:00+0200", "2011-01-24T17:08:00+02", "2011-01-24T17:08:00.Z",
		"2011-01-24T17:08:00,5Z", "2011-1-24T17:08:00Z", "11-01-24T17:08:00Z", "02011-01-24T17:08:00Z", "+2011-01-24T17:08:00Z",
		"2011-00-24T17:08:00Z", "2011-13-24T17:08:00Z", "2011-01-00T17:08:00Z", "2011-01-32T17:08:00Z", "2011-04-31T17:08:00Z",
		"2011-02-29T17:08:00Z", "1900-02-29T17:08:00Z", "2011-01-24T25:00:00Z", "2011-01-24T24:00:01Z", "2011-01-24T24:00:00.0000000001Z",
		"2011-01-24T17:60:00Z", "2011-01-24T17:08:60Z", "2011-01-24T17:08:00+14:01", "2011-01-24T17:08:00+01:60",
		" 2011-01-24T17:08:00Z", "2011-01-24T17:08:00Z\n", "２011-01-24T17:08:00Z", "9999999999-01-24T17:08:00Z",
	} {
		if got, err := ParseDateTime(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func FuzzParseDateTime(f *testing.F) {
	for _, text := range []string{"2011-01-24T17:08:00Z", "2011-01-24T17:08:00.123-05:30", "-0044-03-15T24:00:00", "2011-02-29T00:00:00Z", "T::Z"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseDateTime(text)
		strict, strictErr := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return
		}
		// What both can read is the same moment.
		if strictErr == nil && !strict.Equal(got) {
			t.Fatalf("%q is %v, but the standard library says %v", text, got, strict)
		}
		if got.Year() < 0 || got.Year() > 9999 {
			return
		}
		again, err := ParseDateTime(got.Format(time.RFC3339Nano))
		if err != nil || !again.Equal(got) {
			t.Fatalf("%q is %v, which reads again as %v, %v", text, got, again, err)
		}
	})
}
