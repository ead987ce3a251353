package schemas

import "bytes"

// What a text reaches is measured before it is read: a decoder would have built
// by then what the limits are to keep out.

// jsonExtent gives the deepest nesting of brackets outside strings, and the
// length of the longest string as it is written.
func jsonExtent(body []byte) (deepest, longest int) {
	depth, begun := 0, -1
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case begun >= 0 && c == '\\':
			i++
		case begun >= 0 && c == '"':
			longest = max(longest, i-begun-1)
			begun = -1
		case begun >= 0:
		case c == '"':
			begun = i
		case c == '{' || c == '[':
			depth++
			deepest = max(deepest, depth)
		case c == '}' || c == ']':
			depth--
		}
	}
	if begun >= 0 {
		longest = max(longest, len(body)-begun-1)
	}
	return deepest, longest
}

// xmlExtent gives the length of the longest text, CDATA section, comment or
// attribute as it is written.
func xmlExtent(body []byte) (longest int) {
	for len(body) > 0 {
		text := upTo(body, "<")
		longest, body = max(longest, text), body[text:]
		var markup, value int
		switch {
		case bytes.HasPrefix(body, []byte("<!--")):
			markup = upTo(body, "-->")
			value = markup
		case bytes.HasPrefix(body, []byte("<![CDATA[")):
			markup = upTo(body, "]]>")
			value = markup
		default:
			markup, value = tagExtent(body)
		}
		longest, body = max(longest, value), body[markup:]
	}
	return longest
}

// tagExtent gives the length of the tag that a text begins with, and that of
// the longest value in it.
func tagExtent(text []byte) (tag, longest int) {
	for tag < len(text) {
		next := bytes.IndexAny(text[tag:], `>"'`)
		if next < 0 {
			return len(text), longest
		}
		quote := text[tag+next : tag+next+1]
		tag += next + 1
		if quote[0] == '>' {
			return tag, longest
		}
		value := upTo(text[tag:], string(quote))
		longest, tag = max(longest, value), min(tag+value+1, len(text))
	}
	return tag, longest
}

// upTo is how many bytes stand before an end, or all when it does not come.
func upTo(text []byte, end string) int {
	if at := bytes.Index(text, []byte(end)); at >= 0 {
		return at
	}
	return len(text)
}
