package suites

import (
	"time"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
)

// sinceForm is a moment written in another form than that with seconds and Z.
type sinceForm struct {
	text string
	at   time.Time
	// plain are moments to ask in the usual form beside it: twice the same
	// one, or where that would cost a request of its own, the usual two.
	plain [2]time.Time
}

// sameMoment is a form beside which the same moment is asked in the usual one.
func sameMoment(at time.Time, layout string) sinceForm {
	whole := at.UTC().Truncate(time.Second)
	return sinceForm{at.Format(layout), at, [2]time.Time{whole, whole}}
}

// offsetForms have an offset to the east before an image was updated, and one
// to the west after one was: ignored, turned round or cut to its hours, either
// moves the moment across that image.
func offsetForms(m oracle.Moments) []sinceForm {
	in := func(at time.Time, hours, minutes time.Duration) sinceForm {
		zone := time.FixedZone("", int((hours*time.Hour + minutes*time.Minute).Seconds()))
		return sameMoment(at.In(zone), "2006-01-02T15:04:05-07:00")
	}
	return []sinceForm{in(m.Before, 5, 30), in(m.After, -3, -30)}
}

// nakedForms have no zone. Taken for a local time, one of them moves to the
// other side of an image, the one to the west or that to the east.
func nakedForms(m oracle.Moments) []sinceForm {
	const form = "2006-01-02T15:04:05"
	return []sinceForm{sameMoment(m.After, form), sameMoment(m.Before, form)}
}

func minuteForms(m oracle.Moments) []sinceForm {
	var forms []sinceForm
	for _, at := range m.Minutes {
		forms = append(forms, sinceForm{at.Format("2006-01-02T15:04Z"), at, [2]time.Time{m.Before, m.After}})
	}
	return forms
}

// fractionForms lie between a second that no image displays and the next,
// with an image before them that a reading of less than the second includes.
func fractionForms(m oracle.Moments) []sinceForm {
	return []sinceForm{sameMoment(m.After.Add(250*time.Millisecond), "2006-01-02T15:04:05.000Z")}
}

// planSinceForms asks the forms, and beside each the usual one.
func planSinceForms(forms func(oracle.Moments) []sinceForm) Planner {
	return whole(1, func(v oracle.View) Plan {
		m, ok := v.Baseline().Moments()
		if !ok {
			return lacking("an image with a readable updated time")
		}
		var scripts []target.Script
		for _, f := range portion(v, forms(m)) {
			scripts = append(scripts, since(v, f.text), since(v, f.plain[0].Format(zulu)), since(v, f.plain[1].Format(zulu)))
		}
		return ask(scripts...)
	})
}

// judgeSinceForms wants a form to select what the listing says, or at least
// what the same moment selects in the usual form. Where the usual form was
// asked of other moments only, and is wrong, nothing follows for this one.
func judgeSinceForms(forms func(oracle.Moments) []sinceForm) Judge {
	return func(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		m, _ := v.Baseline().Moments()
		l := v.Baseline()
		for i, f := range portion(v, forms(m)) {
			form, plain := answers[3*i], answers[3*i+1]
			if other := answers[3*i+2]; f.plain[0] != f.plain[1] {
				sound := plain.Shows(l, updatedAfter(v, f.plain[0])) && other.Shows(l, updatedAfter(v, f.plain[1]))
				if form.First().Lists() && !sound {
					j.Missing = "a filter that works in its usual form; it does not for " + plain.First().Request.URL
					continue
				}
				plain = nil
			}
			j.Agree(form, l, updatedAfter(v, f.at), plain, "the images updated since "+f.at.UTC().Format("2006-01-02T15:04:05.999Z"))
		}
		return j
	}
}
