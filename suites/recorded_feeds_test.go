package suites

import (
	"strings"
	"testing"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// feed hands recordings to the judge of a spec, one answer a name, as its plan
// would have asked them. A + joins the pages of one answer.
type feed struct {
	server string
	id     requirement.ID
	format requirement.Format
	names  []string
}

func (f feed) answers(t *testing.T, d *recordedDeployment) []oracle.Answer {
	t.Helper()
	var all []oracle.Answer
	for _, name := range f.names {
		all = append(all, d.answer(t, strings.Split(name, " + ")...))
	}
	return all
}

const (
	inFolsom    = "nova-2012.2.4/openstack"
	inIcehouse  = "nova-2014.1/openstack"
	poisoned    = "nova-2014.1/poison"
	extended    = "nova-2014.1+all-extensions/openstack"
	rateLimited = "nova-2014.1+ratelimit/openstack"
)

func fed(server string, id requirement.ID, f requirement.Format, names ...string) feed {
	return feed{server, id, f, names}
}

// feeds are the recordings that fit a spec.
var feeds = []feed{
	fed(inFolsom, "URI-01", requirement.JSON, "base.json"),
	fed(inFolsom, "URI-01", requirement.XML, "base.xml"),
	fed(inIcehouse, "URI-01", requirement.JSON, "base.json"),
	fed(inIcehouse, "URI-01", requirement.XML, "base.xml"),
	fed(inIcehouse, "URI-05", requirement.JSON, "uri.unknown-param.json"),
	fed(inIcehouse, "MTH-01", requirement.JSON, "base.json", "base.repeat.json"),

	fed(inFolsom, "MTH-02", requirement.JSON, "mth.POST.json"),
	fed(inFolsom, "MTH-02", requirement.XML, "mth.POST.xml"),
	fed(inIcehouse, "MTH-02", requirement.XML, "mth.PUT.suffixxml", "mth.POST.suffixxml", "mth.PUT.textbody"),
	fed(extended, "MTH-02", requirement.JSON, "ext.mth.POST.json", "ext.mth.PUT.json", "ext.mth.DELETE.json"),
	fed(extended, "MTH-02", requirement.XML, "ext.mth.PUT.xml", "ext.mth.DELETE.xml"),

	fed(inFolsom, "AUTH-01", requirement.XML, "auth.none.xml"),
	fed(inFolsom, "AUTH-03", requirement.XML, "auth.none.xml"),
	fed(inFolsom, "AUTH-04", requirement.XML, "auth.none.xml"),
	fed(inFolsom, "AUTH-05", requirement.XML, "auth.none.xml"),
	fed(inFolsom, "AUTH-06", requirement.XML, "auth.foreign.xml"),
	fed(inIcehouse, "AUTH-01", requirement.JSON, "auth.none.badlimit", "auth.none.suffixxml"),
	fed(inIcehouse, "AUTH-02", requirement.XML, "auth.bogus.xml"),
	fed(inIcehouse, "AUTH-03", requirement.JSON, "auth.none.badlimit"),
	fed(inIcehouse, "AUTH-03", requirement.XML, "auth.none.suffixxml", "auth.bogus.xml"),
	fed(inIcehouse, "AUTH-04", requirement.JSON, "auth.none.badlimit"),
	fed(inIcehouse, "AUTH-06", requirement.JSON, "auth.admin.foreign.json"),
	fed(inIcehouse, "AUTH-06", requirement.XML, "auth.foreign-token.badlimit.xml"),

	fed(inIcehouse, "NEG-01", requirement.JSON, "base.noaccept"),
	fed(inIcehouse, "NEG-02", requirement.JSON, "base.json"),
	fed(inIcehouse, "NEG-03", requirement.JSON, "base.xml"),
	fed(inIcehouse, "NEG-04", requirement.JSON, "pag.suffix-json", "neg.suffix.xml.vjson"),
	fed(poisoned, "NEG-03", requirement.JSON, "poison.name.xml"),

	fed(inIcehouse, "CS-03", requirement.JSON, "cs.just-after.json"),
	fed(inFolsom, "CS-09", requirement.JSON, "cs.foo.json"),
	fed(inIcehouse, "CS-09", requirement.JSON, "cs.epoch.json"),
	fed(inIcehouse, "SRV-08", requirement.JSON, "srv.int.json", "srv.prefix.json", "srv.quote.json"),
	fed(inIcehouse, "SRV-08", requirement.XML, "srv.unicode.xml", "srv.garbage.xml", "srv.nul.xml"),
	fed(inIcehouse, "NAM-03", requirement.JSON, "nam.killed.json"),
	fed(inIcehouse, "NAM-03", requirement.XML, "hdr.keepalive.4"),
	fed(inIcehouse, "NAM-04", requirement.JSON, "nam.killed.json", "nam.glob.json"),
	fed(inIcehouse, "NAM-04", requirement.XML, "hdr.keepalive.4", "nam.like.xml"),

	fed(inFolsom, "STA-03", requirement.XML, "sta.ACTIVE.xml"),
	fed(inIcehouse, "STA-04", requirement.XML, "sta.SAVING.xml"),
	fed(inFolsom, "STA-07", requirement.XML, "sta.BOGUS.xml"),
	fed(inIcehouse, "STA-07", requirement.JSON, "sta.é.json"),
	fed(inIcehouse, "STA-07", requirement.XML, "sta.foo:Bar.xml"),
	fed(inIcehouse, "TYP-01", requirement.JSON, "typ.ALL.json"),
	fed(inFolsom, "TYP-02", requirement.JSON, "typ.SERVER.json"),
	fed(inIcehouse, "TYP-02", requirement.XML, "typ.SERVER.xml"),
	fed(inIcehouse, "TYP-05", requirement.JSON, "typ.snapshot,backup.json"),
	fed(inIcehouse, "TYP-05", requirement.XML, "typ.empty.xml"),

	fed(inIcehouse, "LIM-04", requirement.XML, `lim.1\n2.xml`, `lim.<x>&".xml`),
	fed(inFolsom, "LIM-08", requirement.XML, "lim.99999999999999999999.xml"),
	fed(inIcehouse, "LIM-08", requirement.JSON, "lim.9223372036854775807.json"),
	fed(inIcehouse, "MRK-03", requirement.JSON, "mrk.last-limit2.json"),
	fed(inIcehouse, "MRK-03", requirement.XML, "mrk.last-limit2.xml"),

	fed(inIcehouse, "PAG-01", requirement.JSON, "hdr.range", "pag.suffix-json", "pag.name-space.json", "pag.name-unicode.json"),
	fed(inFolsom, "PAG-01", requirement.JSON, "nam.special.json", "nam.unicode.json"),
	fed(inFolsom, "PAG-02", requirement.XML, "lim.2.xml"),
	fed(inIcehouse, "PAG-02", requirement.XML, "pag.unknown-kept.xml", "pag.name-special.xml", "mwalk2.xml.14"),
	fed(extended, "PAG-02", requirement.XML, "ext.limit1.xml"),
	// The page behind the last image was recorded with another limit.
	fed(inIcehouse, "PAG-03", requirement.JSON, "mwalk1.json.36 + mrk.last-limit2.json"),
	fed(inIcehouse, "PAG-04", requirement.JSON, "hdr.range", "pag.suffix-json", "uri.body-get.json"),
	fed(extended, "PAG-04", requirement.JSON, "ext.limit1.json"),
	fed(inIcehouse, "PAG-04", requirement.XML, "pag.unknown-kept.xml"),
	fed(inIcehouse, "PAG-05", requirement.JSON, "hdr.range", "mwalk.cs.json.03"),
	fed(inIcehouse, "PAG-05", requirement.XML, "pag.name-special.xml"),
	fed(inIcehouse, "PAG-06", requirement.JSON, "hdr.range", "uri.body-get.json", "mrk.status.json"),
	fed(inIcehouse, "PAG-06", requirement.XML, "mwalk2.xml.14"),
	fed(inIcehouse, "PAG-07", requirement.JSON, "mrk.status.json", "mwalk.cs.json.03"),
	fed(inIcehouse, "PAG-08", requirement.JSON, "pag.name-space.json"),
	fed(inFolsom, "PAG-08", requirement.JSON, "nam.special.json"),
	fed(inIcehouse, "PAG-09", requirement.JSON, "mrk.status.json", "mwalk.cs.json.03"),
	fed(inIcehouse, "PAG-12", requirement.JSON, "hdr.range"),
	fed(inIcehouse, "PAG-17", requirement.JSON, "hdr.range"),
	fed(inIcehouse, "PAG-17", requirement.XML, "mwalk2.xml.10"),
	fed(inIcehouse, "ORD-01", requirement.JSON, "base.json"),
	fed(inIcehouse, "ORD-01", requirement.XML, "base.xml"),

	fed(inIcehouse, "EQV-01", requirement.XML, "base.json", "base.xml", "cmb.cs+sta.json", "cmb.cs+sta.xml"),
	fed(inIcehouse, "EQV-02", requirement.XML, "base.json", "base.xml"),
	fed(inIcehouse, "EQV-03", requirement.XML, "base.json", "base.xml"),
	fed(inIcehouse, "EQV-04", requirement.XML, "base.json", "base.xml"),
	fed(inIcehouse, "EQV-05", requirement.XML, "base.json", "base.xml"),
	fed(inIcehouse, "EQV-06", requirement.XML, "hdr.range", "neg.accept.43", "mrk.last-limit2.json", "mrk.last-limit2.xml"),
	fed(inIcehouse, "EQV-07", requirement.XML, "down.glance.badlimit.json", "down.glance.badlimit.xml"),
	fed(inFolsom, "EQV-02", requirement.XML, "base.json", "base.xml"),
	fed(inFolsom, "EQV-03", requirement.XML, "base.json", "base.xml"),

	fed(inIcehouse, "ERR-06", requirement.JSON, "down.glance.noaccept"),
	fed(inIcehouse, "ERR-07", requirement.JSON, "down.glance.noaccept"),
	fed(inIcehouse, "ERR-08", requirement.JSON, "mrk.last-limit2.json", "base.show.unknown.json"),
	fed(inIcehouse, "ERR-08", requirement.XML, "mrk.last-limit2.xml", "base.show.unknown.xml"),
	fed(inIcehouse, "ERR-11", requirement.JSON, "down.glance.badlimit.json", "mrk.unicode.json", "cs.epoch.json"),
	fed(rateLimited, "RAT-01", requirement.JSON, "rat.over.again.json"),
	fed(rateLimited, "RAT-01", requirement.XML, "rat.over.index.xml"),
	fed(rateLimited, "RAT-03", requirement.JSON, "rat.over.again.json"),
	fed(rateLimited, "RAT-03", requirement.XML, "rat.over.index.xml"),
}
