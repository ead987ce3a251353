package suites

import (
	"time"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// sinceForm is a moment written in another form than that with seconds and Z.
type sinceForm struct {
	text string
	at   time.Time
}

// offsetForms have an offset to the east before an image was updated, and one
// to the west after one was: ignored, turned round or cut to its hours, either
// moves the moment across that image.
func offsetForms(m oracle.Moments, _ requirement.Format) []sinceForm {
	in := func(at time.Time, hours, minutes time.Duration) sinceForm {
		zone := time.FixedZone("", int((hours*time.Hour + minutes*time.Minute).Seconds()))
		return sinceForm{at.In(zone).Format("2006-01-02T15:04:05-07:00"), at}
	}
	return []sinceForm{in(m.Before, 5, 30), in(m.After, -3, -30)}
}

// nakedForms have no zone. Taken for a local time, one of them moves to the
// other side of an image, the one to the west or that to the east.
func nakedForms(m oracle.Moments, f requirement.Format) []sinceForm {
	forms := []sinceForm{{m.Before.Format("2006-01-02T15:04:05"), m.Before}, {m.After.Format("2006-01-02T15:04:05"), m.After}}
	if f == requirement.XML {
		return forms[:1]
	}
	return forms
}

func minuteForms(m oracle.Moments, _ requirement.Format) []sinceForm {
	return []sinceForm{{m.Minute.Format("2006-01-02T15:04Z"), m.Minute}}
}

// fractionForms lie between a second that no image displays and the next.
func fractionForms(m oracle.Moments, _ requirement.Format) []sinceForm {
	at := m.Before.Add(250 * time.Millisecond)
	return []sinceForm{{at.Format("2006-01-02T15:04:05.000Z"), at}}
}

// planSinceForms asks each form, and the same second with Z.
func planSinceForms(forms func(oracle.Moments, requirement.Format) []sinceForm) Planner {
	return whole(1, func(v oracle.View) Plan {
		m, ok := v.Baseline().Moments()
		if !ok {
			return lacking("an image with a readable updated time")
		}
		var scripts []target.Script
		for _, f := range forms(m, v.Format) {
			scripts = append(scripts, since(v, f.text), since(v, f.at.Format(zulu)))
		}
		return ask(scripts...)
	})
}

// judgeSinceForms wants a form to select what the listing says, or at least
// what the same moment selects with seconds and Z.
func judgeSinceForms(forms func(oracle.Moments, requirement.Format) []sinceForm) Judge {
	return func(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		m, _ := v.Baseline().Moments()
		for i, f := range forms(m, v.Format) {
			j.Agree(answers[2*i], v.Baseline(), updatedAfter(v, f.at), answers[2*i+1],
				"the images updated since "+f.at.Format(zulu)+", the same moment")
		}
		return j
	}
}
