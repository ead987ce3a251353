package main

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// point is a place of a plot, in terms of its axes.
type point struct{ x, y float64 }

// line is one series of a plot.
type line struct {
	name   string
	points []point
}

// plot draws a line over an axis from zero, as SVG that needs nothing else.
func plot(title, axis string, of line) string {
	const width, height, left, bottom, top = 420.0, 260.0, 56.0, 40.0, 34.0
	most := point{1e-9, 1e-9}
	for _, p := range of.points {
		most.x, most.y = math.Max(most.x, p.x), math.Max(most.y, p.y)
	}
	most.x, most.y = round(most.x), round(most.y)
	at := func(p point) string {
		x := left + p.x/most.x*(width-left-16)
		y := height - bottom - p.y/most.y*(height-bottom-top)
		return fmt.Sprintf("%.1f,%.1f", x, y)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%.0f" viewBox="0 0 %.0f %.0f" role="img" font-family="sans-serif" font-size="11">`,
		width, height, width, height)
	fmt.Fprintf(&b, "\n<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n", html.EscapeString(title))
	fmt.Fprintf(&b, "<text x=\"%.0f\" y=\"18\" font-size=\"13\">%s</text>\n", left, html.EscapeString(title))
	for i := range 5 {
		part := float64(i) / 4
		x, y := left+part*(width-left-16), height-bottom-part*(height-bottom-top)
		fmt.Fprintf(&b, "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#ddd\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
			left, y, width-16, left-6, y+4, tick(part*most.y))
		fmt.Fprintf(&b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", x, height-bottom+16, tick(part*most.x))
	}
	fmt.Fprintf(&b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", (width+left)/2, height-6, html.EscapeString(axis))
	places := make([]string, len(of.points))
	for i, p := range of.points {
		places[i] = at(p)
	}
	fmt.Fprintf(&b, "<polyline points=\"%s\" fill=\"none\" stroke=\"#0a58ca\" stroke-width=\"2\"><title>%s</title></polyline>\n", strings.Join(places, " "), html.EscapeString(of.name))
	if len(of.points) <= 8 {
		for _, p := range places {
			x, y, _ := strings.Cut(p, ",")
			fmt.Fprintf(&b, "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"#0a58ca\"/>\n", x, y)
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// round is the next number that is easy to read.
func round(x float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(x)))
	for _, step := range []float64{1, 2, 4, 5, 8, 10} {
		if x <= step*unit {
			return step * unit
		}
	}
	return x
}

// tick writes a number of an axis.
func tick(x float64) string {
	switch {
	case x >= 1e6:
		return fmt.Sprintf("%gM", x/1e6)
	case x >= 1e4:
		return fmt.Sprintf("%gk", x/1e3)
	}
	return fmt.Sprintf("%.3g", x)
}
