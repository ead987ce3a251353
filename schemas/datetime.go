package schemas

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dateTimeForm is the lexical form of xsd:dateTime: seconds are mandatory, the
// fraction and the zone are not, years have at least four digits.
var dateTimeForm = regexp.MustCompile(
	`^(-?(?:[1-9][0-9]{3,8}|0[0-9]{3}))-([0-9]{2})-([0-9]{2})` +
		`T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?` +
		`(Z|[+-][0-9]{2}:[0-9]{2})?$`)

// ParseDateTime reads an xsd:dateTime. A time without a zone is taken as UTC, as
// the guide says; the result is in UTC, with a fraction cut to nanoseconds. The
// error says what is wrong: the form, or a field that no calendar has.
func ParseDateTime(s string) (time.Time, error) {
	field := dateTimeForm.FindStringSubmatch(s)
	if field == nil {
		return time.Time{}, fmt.Errorf("parse %s: not in the form YYYY-MM-DDThh:mm:ss with optional fraction and zone", quote(s))
	}
	number := func(i int) int {
		n, _ := strconv.Atoi(field[i]) // digits only, by the form
		return n
	}
	year, month, day := number(1), number(2), number(3)
	hour, minute, second := number(4), number(5), number(6)
	if month < 1 || month > 12 {
		return time.Time{}, fmt.Errorf("parse %s: no month %02d", quote(s), month)
	}
	if last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day(); day < 1 || day > last {
		return time.Time{}, fmt.Errorf("parse %s: no day %02d in that month", quote(s), day)
	}
	// The end of a day may be written 24:00:00, which is the next midnight.
	endOfDay := hour == 24 && minute == 0 && second == 0 && strings.Trim(field[7], ".0") == ""
	if hour > 23 && !endOfDay || minute > 59 || second > 59 {
		return time.Time{}, fmt.Errorf("parse %s: no time %02d:%02d:%02d", quote(s), hour, minute, second)
	}
	offset, err := zoneOffset(field[8])
	if err != nil {
		return time.Time{}, fmt.Errorf("parse %s: %w", quote(s), err)
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, nanoseconds(field[7]), time.UTC)
	return t.Add(-offset), nil
}

// nanoseconds reads a fraction with its point; it may be empty.
func nanoseconds(fraction string) int {
	if fraction == "" {
		return 0
	}
	digits := (fraction[1:] + "000000000")[:9]
	n, _ := strconv.Atoi(digits)
	return n
}

// zoneOffset reads Z, ±hh:mm or nothing; XML Schema allows zones up to 14 hours.
func zoneOffset(zone string) (time.Duration, error) {
	if zone == "" || zone == "Z" {
		return 0, nil
	}
	hours, _ := strconv.Atoi(zone[1:3])
	minutes, _ := strconv.Atoi(zone[4:6])
	if minutes > 59 || hours*60+minutes > 14*60 {
		return 0, fmt.Errorf("no zone %s", zone)
	}
	offset := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if zone[0] == '-' {
		return -offset, nil
	}
	return offset, nil
}
