package main

import (
	"bytes"
	"strings"
	"text/tabwriter"
)

// table sets lines of cells in columns.
func table(lines [][]string) []byte {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, cells := range lines {
		// A buffer takes everything.
		_, _ = w.Write([]byte(strings.Join(cells, "\t") + "\n"))
	}
	_ = w.Flush()
	return b.Bytes()
}
