package recording

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// The objects of HAR 1.2, each with what the format wants of it.
type (
	harEntry struct {
		Started  string      `json:"startedDateTime"`
		Time     float64     `json:"time"`
		Request  harRequest  `json:"request"`
		Response harResponse `json:"response"`
		Cache    struct{}    `json:"cache"`
		Timings  harTimings  `json:"timings"`
		Comment  string      `json:"comment,omitempty"`
		Own      harOwn      `json:"_imageconform"`
	}
	harRequest struct {
		Method      string       `json:"method"`
		URL         string       `json:"url"`
		HTTPVersion string       `json:"httpVersion"`
		Cookies     []struct{}   `json:"cookies"`
		Headers     []harPair    `json:"headers"`
		Query       []harPair    `json:"queryString"`
		PostData    *harPostData `json:"postData,omitempty"`
		HeadersSize int          `json:"headersSize"`
		BodySize    int          `json:"bodySize"`
	}
	harPostData struct {
		MimeType string     `json:"mimeType"`
		Params   []struct{} `json:"params"`
		Text     string     `json:"text"`
	}
	harResponse struct {
		Status      int        `json:"status"`
		StatusText  string     `json:"statusText"`
		HTTPVersion string     `json:"httpVersion"`
		Cookies     []struct{} `json:"cookies"`
		Headers     []harPair  `json:"headers"`
		Content     harContent `json:"content"`
		RedirectURL string     `json:"redirectURL"`
		HeadersSize int        `json:"headersSize"`
		BodySize    int64      `json:"bodySize"`
	}
	harPair struct {
		Name  string `json:"name"`
		Value string `json:"value"`
		// Base64 is the exact value where that is no UTF-8.
		Base64 string `json:"_base64,omitempty"`
	}
	harContent struct {
		Size     int    `json:"size"`
		MimeType string `json:"mimeType"`
		Text     string `json:"text,omitempty"`
		Encoding string `json:"encoding,omitempty"`
		Comment  string `json:"comment,omitempty"`
	}
	harTimings struct {
		Send    float64 `json:"send"`
		Wait    float64 `json:"wait"`
		Receive float64 `json:"receive"`
	}
	// harOwn is what HAR has no place for.
	harOwn struct {
		// Exchange is without the header and the body of the answer.
		Exchange     target.Exchange  `json:"exchange"`
		Script       string           `json:"script"`
		Requirements []requirement.ID `json:"requirements,omitempty"`
		SHA256       string           `json:"sha256"`
	}
)

// har is an entry in the terms of the format, its body cut at a length.
func (e Entry) har(h Head, most int) harEntry {
	own := e.Exchange
	own.Header, own.Body, own.Started = nil, nil, own.Started.UTC()
	ms := float64(e.Took) / float64(time.Millisecond)
	return harEntry{
		Started: own.Started.Format("2006-01-02T15:04:05.000Z07:00"), Time: ms,
		Request: e.harRequest(h), Response: e.harResponse(most),
		Timings: harTimings{Wait: ms}, Comment: e.comment(),
		Own: harOwn{Exchange: own, Script: e.Script, Requirements: e.Requirements, SHA256: e.SHA256},
	}
}

func (e Entry) harRequest(h Head) harRequest {
	r := e.Request
	sent := map[string]string{"User-Agent": cmp.Or(e.UserAgent, h.UserAgent)}
	maps.Copy(sent, r.Header)
	switch {
	case r.As.Variable() != "":
		sent["X-Auth-Token"] = "$" + r.As.Variable()
	case r.As == target.Bogus:
		sent["X-Auth-Token"] = target.BogusToken
	}
	q := harRequest{
		Method: r.Method, URL: r.URL, HTTPVersion: cmp.Or(e.Proto, "HTTP/1.1"), Cookies: []struct{}{},
		Headers: []harPair{}, Query: queryPairs(r.URL), HeadersSize: -1, BodySize: len(r.Body),
	}
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		q.Headers = append(q.Headers, pair(name, sent[name]))
	}
	if r.Body != "" {
		q.PostData = &harPostData{MimeType: r.Header["Content-Type"], Params: []struct{}{}, Text: r.Body}
	}
	return q
}

// queryPairs are the parameters of a URL in their order, decoded where that can be.
func queryPairs(address string) []harPair {
	pairs := []harPair{}
	_, query, _ := strings.Cut(address, "?")
	for part := range strings.SplitSeq(query, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		pairs = append(pairs, pair(unescaped(name), unescaped(value)))
	}
	return pairs
}

func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

func (e Entry) harResponse(most int) harResponse {
	return harResponse{
		Status: e.Status, StatusText: http.StatusText(e.Status), HTTPVersion: cmp.Or(e.Proto, "HTTP/1.1"), Cookies: []struct{}{},
		Headers: headerPairs(e.Header), Content: e.content(most), RedirectURL: e.Header.Get("Location"),
		HeadersSize: -1, BodySize: e.Received,
	}
}

func headerPairs(h http.Header) []harPair {
	pairs := []harPair{}
	for _, name := range slices.Sorted(maps.Keys(h)) {
		for _, value := range h[name] {
			pairs = append(pairs, pair(name, value))
		}
	}
	return pairs
}

func pair(name, value string) harPair {
	p := harPair{Name: name, Value: value}
	if !utf8.ValidString(value) {
		p.Base64 = base64.StdEncoding.EncodeToString([]byte(value))
	}
	return p
}

func (e Entry) content(most int) harContent {
	c := harContent{Size: e.Size, MimeType: cmp.Or(e.Header.Get("Content-Type"), "x-unknown")}
	kept := Beginning(e.Body, most)
	if len(kept) < e.Size {
		c.Comment = fmt.Sprintf("the first %d of %d bytes; sha256 is that of all", len(kept), e.Size)
	}
	c.Text = string(kept)
	if !utf8.Valid(kept) {
		c.Text, c.Encoding = base64.StdEncoding.EncodeToString(kept), "base64"
	}
	return c
}

// Beginning is a text cut at a length, and not within a character. It shares
// the memory of the whole.
func Beginning(text []byte, most int) []byte {
	if len(text) <= most {
		return text
	}
	for n := most; n > most-utf8.UTFMax && n >= 0; n-- {
		if utf8.RuneStart(text[n]) {
			return text[:n:n]
		}
	}
	return text[:most:most]
}

// comment says for people what the format has no place for.
func (e Entry) comment() string {
	parts := []string{"as " + e.Request.As.String()}
	add := func(there bool, text string) {
		if there {
			parts = append(parts, text)
		}
	}
	add(e.State != target.Normal, "in the state "+e.State.String())
	for _, hop := range e.Hops {
		add(true, "redirected by "+hop)
	}
	add(e.Renewed, "with a renewed token")
	add(e.Waits > 0, "after "+strconv.Itoa(e.Waits)+" rate-limited answers")
	add(e.Reused, "over a connection that was used before")
	add(e.Surplus > 0, strconv.FormatInt(e.Surplus, 10)+" bytes behind the body")
	add(e.Withheld != "", e.Withheld)
	add(e.Failure != "", "no answer: "+e.Failure)
	add(e.BodyFailure != "", e.BodyFailure)
	return strings.Join(parts, "; ")
}
