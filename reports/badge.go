package reports

import (
	"bytes"
	"fmt"
	"io"
	"text/template"

	"github.com/imageconform/imageconform/suites/verdict"
)

// badge is a label of two fields, each with its width in pixels.
var badge = template.Must(template.New("badge").Parse(`<svg xmlns="http://www.w3.org/2000/svg" width="{{.Width}}" height="20" role="img" aria-label="{{.Left}}: {{.Right}}">
  <title>{{.Left}}: {{.Right}}</title>
  <clipPath id="round"><rect width="{{.Width}}" height="20" rx="4"/></clipPath>
  <g clip-path="url(#round)">
    <rect width="{{.LeftWidth}}" height="20" fill="#4a5058"/>
    <rect x="{{.LeftWidth}}" width="{{.RightWidth}}" height="20" fill="{{.Color}}"/>
  </g>
  <g fill="#fff" font-family="Verdana, DejaVu Sans, Geneva, sans-serif" font-size="11">
    <text x="8" y="14" textLength="{{.LeftText}}" lengthAdjust="spacingAndGlyphs">{{.Left}}</text>
    <text x="{{.RightAt}}" y="14" textLength="{{.RightText}}" lengthAdjust="spacingAndGlyphs">{{.Right}}</text>
  </g>
</svg>
`))

// Badge writes the verdict as a small picture for a readme. It holds no foreign
// text.
func Badge(w io.Writer, r Report) error {
	v := r.Verdict
	// White upon each has a contrast of at least 4.5 to 1.
	color := map[verdict.Word]string{verdict.Conformant: "#1b7a4b", verdict.Nonconformant: "#b3262e", verdict.Incomplete: "#7440a8"}[v.Word]
	right := fmt.Sprintf("%s %d/%d", v.Word, v.Decided, v.Must)
	if v.Policy.Partial {
		right = fmt.Sprintf("%s (partial) %d/%d", v.Word, v.Decided, v.Must)
	}
	const left, beside = "images/detail", 8
	leftText, rightText := textWidth(left), textWidth(right)
	var b bytes.Buffer
	if err := badge.Execute(&b, map[string]any{
		"Left": left, "Right": right, "Color": color,
		"LeftText": leftText, "RightText": rightText, "RightAt": leftText + 3*beside,
		"LeftWidth": leftText + 2*beside, "RightWidth": rightText + 2*beside, "Width": leftText + rightText + 4*beside,
	}); err != nil {
		return fmt.Errorf("draw the badge: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// textWidth is about how wide a text is in Verdana of 11 pixels; textLength
// makes it exactly so.
func textWidth(text string) int {
	tenths := 0
	for _, r := range text {
		switch r {
		case 'i', 'l', 'j', ' ', '.', '(', ')', '/':
			tenths += 38
		case 'm', 'w':
			tenths += 104
		case 'f', 't', 'r':
			tenths += 46
		default:
			tenths += 70
		}
	}
	return tenths / 10
}
