package oracle

import (
	"bytes"
	"mime"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/imageconform/imageconform/schemas"
)

// ListedAs checks for a listing in a form, body and label alike.
func (j *Judgement) ListedAs(r *Reading, f Form) bool {
	return j.Check(r, r.Lists() && r.Form == f && r.MediaType() == f.MediaType(),
		"200 or 203 with a collection as "+f.String()+", labelled "+f.MediaType(), "%s", Labelled(r))
}

// RefusedAs checks the form of an error, body and label alike. That it has to
// be a fault is for the fault requirements.
func (j *Judgement) RefusedAs(r *Reading, f Form) bool {
	return j.Check(r, r.Form == f && r.MediaType() == f.MediaType(),
		"a fault as "+f.String()+", labelled "+f.MediaType(), "%s", Labelled(r))
}

// Labelled is Describe with the Content-Type of the answer.
func Labelled(r *Reading) string {
	label := r.Header.Get("Content-Type")
	if label == "" {
		return Describe(r) + ", without a Content-Type"
	}
	return Describe(r) + ", labelled " + Quote(label)
}

// VendorOf reports whether the answer's label is that of its body, be it the
// base type or one of the versioned types of the API.
func VendorOf(r *Reading) bool {
	base := r.Form.MediaType()
	if base == "" {
		return false
	}
	_, suffix, _ := strings.Cut(base, "/")
	return r.MediaType() == base ||
		strings.HasPrefix(r.MediaType(), "application/vnd.openstack.compute") && strings.HasSuffix(r.MediaType(), "+"+suffix)
}

// UTF8 checks that a body in JSON or XML is UTF-8 and says nothing else of
// itself.
func (j *Judgement) UTF8(r *Reading) bool {
	j.Ranged++
	wrong, body := len(j.Findings), r.Text()
	if !utf8.Valid(body) {
		j.Find(r, "", "a body in UTF-8", "bytes that are not UTF-8, at byte "+invalidAt(body))
	}
	if charset := charsetOf(r.Header.Get("Content-Type")); !says(charset, body) {
		j.Find(r, "", "UTF-8 as the charset of Content-Type, or none", Quote(charset))
	}
	if r.Form == JSON && bytes.HasPrefix(body, []byte("\ufeff")) {
		j.Find(r, "byte 0", "JSON without a byte order mark", "a byte order mark")
	}
	if _, encoding, ok := schemas.XMLDeclaration(body); r.Form == XML && ok && !says(encoding, body) {
		j.Find(r, "byte 0", "UTF-8 as the encoding of the XML declaration, or none", Quote(encoding))
	}
	return len(j.Findings) == wrong
}

// invalidAt is the offset of the first byte that is not UTF-8.
func invalidAt(body []byte) string {
	at := 0
	for at < len(body) {
		r, size := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return strconv.Itoa(at)
}

// charsetOf is the charset of a Content-Type, empty when it names none.
func charsetOf(contentType string) string {
	_, parameters, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return parameters["charset"]
}

// says reports whether the name of an encoding is true of a body in UTF-8:
// ASCII is, as long as the body holds nothing else.
func says(encoding string, body []byte) bool {
	switch strings.ToLower(encoding) {
	case "", "utf-8", "utf8":
		return true
	case "us-ascii", "ascii":
		return bytes.IndexFunc(body, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
	}
	return false
}
