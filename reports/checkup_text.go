package reports

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// CheckupText writes a checkup for a person.
func CheckupText(w io.Writer, c Checkup, o TextOptions) error {
	if o.Width <= 0 {
		o.Width = DefaultWidth
	}
	p := &sheet{options: o}
	p.line("%s %s", p.bold("imageconform doctor"), printable(c.Version))
	p.fact("target", c.Target)
	p.reached(c)
	p.certificate(c)
	if c.Trouble == "" {
		p.connection(c)
		p.line("")
		p.census(c.Outlook.Facts.Images)
		p.featureList(c)
		found := causes(c.Prospect.Rows)
		p.undecided(found, verdict.Inconclusive, "IN TROUBLE, by what came between")
		p.undecided(found, verdict.NotExercised, "CANNOT BE DECIDED, by what is missing")
		p.seedable(c)
		p.declarations(Report{Verdict: c.Prospect})
	}
	p.checkupFoot(c)
	_, err := w.Write(p.out.Bytes())
	return err
}

// seedable says where images would help, and what makes them.
func (p *sheet) seedable(c Checkup) {
	for _, row := range c.Prospect.Rows {
		if row.Outcome == verdict.NotExercised && (row.Need == requirement.Core || row.Need == requirement.Data) {
			p.prose(0, "Where it can sign in, imageconform seed makes most of the images that are missing, and takes them away again.")
			p.line("")
			return
		}
	}
}

// fact is a line of the head.
func (p *sheet) fact(label, text string) { p.labelled(fmt.Sprintf("  %-13s", label), text) }

// concern is a fact that needs looking after.
func (p *sheet) concern(label, text string) {
	p.line("%s%s", p.in(yellow, fmt.Sprintf("! %-13s", label)), Wrap(printable(text), 15, 15, p.options.Width))
}

func (p *sheet) reached(c Checkup) {
	if c.Trouble != "" {
		p.concern("answers", "no: "+c.Trouble)
		return
	}
	p.fact("answers", "yes, over "+strings.Join(c.Outlook.Facts.Protocols, " and "))
}

func (p *sheet) certificate(c Checkup) {
	cert := c.Certificate
	if cert == nil {
		if c.CertificateTrouble != "" {
			p.concern("certificate", c.CertificateTrouble)
		}
		return
	}
	text := fmt.Sprintf("%s, issued by %s, over %s, valid until %s", cert.Subject, cert.Issuer, cert.Protocol, cert.Expires.Format(time.DateOnly))
	write := p.fact
	switch days := c.days(); {
	case days < 0:
		write, text = p.concern, text+": it has expired"
	case cert.Begins.After(c.Started):
		write, text = p.concern, text+", and not before "+cert.Begins.Format(time.DateOnly)
	case cert.Expires.Sub(c.Started) < endsSoon:
		write, text = p.concern, fmt.Sprintf("%s: in %s", text, plural(days, "day"))
	}
	if c.CertificateTrouble != "" {
		write, text = p.concern, text+"; "+c.CertificateTrouble
	}
	write("certificate", text)
}

// connection is what the answers say beside the images.
func (p *sheet) connection(c Checkup) {
	f := c.Outlook.Facts
	switch {
	case f.Skew == nil:
		p.concern("clock", "no answer has a readable Date")
	case f.Skew.Abs() >= farOff && *f.Skew > 0:
		p.concern("clock", fmt.Sprintf("%s ahead of ours", *f.Skew))
	case f.Skew.Abs() >= farOff:
		p.concern("clock", fmt.Sprintf("%s behind ours", -*f.Skew))
	default:
		p.fact("clock", "agrees with ours")
	}
	p.fact("latency", fmt.Sprintf("%s at least, %s in the middle, of %s", shortened(f.Least), shortened(f.Median), plural(f.Answered, "answer")))
	for _, format := range c.Outlook.Formats {
		write := p.fact
		if !format.Readable && c.wants(format.Format) {
			write = p.concern
		}
		write("as "+strings.ToUpper(format.Format.String()), format.Answer)
	}
	pages := fmt.Sprintf("up to %s in one answer", plural(f.Largest, "image"))
	if f.Truncated {
		pages += "; the deployment cuts the list by itself"
	}
	p.fact("pages", pages)
	limits := "none was met"
	if met := sighting(f, requirement.RateLimiting); met != nil {
		limits = met.Got
	}
	if len(f.LimitHeaders) > 0 {
		limits += "; " + strings.Join(f.LimitHeaders, "; ")
	}
	p.fact("rate limits", limits)
	for _, caller := range c.Outlook.Callers {
		p.fact("as "+caller.Identity.String(), caller.Answer)
	}
	p.fact("states", states(c))
}

// sighting is what showed a feature, nil when nothing did.
func sighting(f oracle.Facts, feature requirement.Feature) *oracle.Finding {
	for _, s := range f.Features {
		if s.Feature == feature {
			return s.Seen
		}
	}
	return nil
}

// shortened is a duration that can be read at a glance.
func shortened(d time.Duration) string {
	if d < time.Millisecond {
		return d.Round(10 * time.Microsecond).String()
	}
	return d.Round(100 * time.Microsecond).String()
}

func states(c Checkup) string {
	if len(c.Outlook.States) == 0 {
		return "none can be brought about"
	}
	words := make([]string, len(c.Outlook.States))
	for i, s := range c.Outlook.States {
		words[i] = s.String()
	}
	return strings.Join(words, ", ") + " can be brought about"
}

func (p *sheet) census(c oracle.Census) {
	p.line("%s", p.bold("LISTED: "+plural(c.Images, "image")))
	p.line("")
	for _, part := range []struct {
		label    string
		portions []oracle.Portion
	}{{"statuses", c.Statuses}, {"types", c.Types}, {"names", c.Names}} {
		var words []string
		for _, portion := range part.portions {
			words = append(words, fmt.Sprintf("%d %s", portion.Images, portion.Of))
		}
		if len(words) > 0 {
			p.fact(part.label, strings.Join(words, ", "))
		}
	}
	if c.Servers > 0 {
		p.fact("servers", fmt.Sprintf("%d that images were made from", c.Servers))
	}
	p.line("")
}

// featureList is what the deployment was seen to have, and what it was not: to
// be declared, where it is known.
func (p *sheet) featureList(c Checkup) {
	met, unmet := c.features()
	p.line("%s", p.bold("FEATURES"))
	p.line("")
	p.fact("seen", names(met))
	p.fact("not seen", names(unmet))
	p.line("")
}

func names(all []oracle.Sighting) string {
	if len(all) == 0 {
		return "none"
	}
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = string(s.Feature)
	}
	return strings.Join(words, ", ")
}

func (p *sheet) checkupFoot(c Checkup) {
	if c.Trouble != "" {
		p.line("")
		p.line("%s", p.in(red, p.bold("Nothing can be decided.")))
		return
	}
	color, word := green, "The core can be decided: "
	if len(c.Prospect.Blocking) > 0 {
		color, word = yellow, "Not all that has to be decided can be: "
		p.hanging(0, 2, "What is missing keeps from being decided: "+ids(c.Prospect.Blocking)+".")
	}
	p.line("%s", p.in(color, p.bold(word+c.Prospect.Prospect())))
}
