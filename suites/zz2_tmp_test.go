package suites

import ("testing";"fmt";"github.com/imageconform/imageconform/fixtures";"github.com/imageconform/imageconform/suites/requirement";"github.com/imageconform/imageconform/fixtures/refserver")

func TestYY(t *testing.T) {
	r := reference(refserver.Options{Set:fixtures.Generate(10000)})
	res := run(t, r, "TYP-07","CMB-02")
	v := res.View.As(requirement.JSON)
	c := choicesOf(v)
	for _, l := range [][]interface{ String() string }{} { _ = l }
	for _, x := range c.since { fmt.Println(x, len(v.Baseline().Both(x))) }
	for _, x := range c.server { fmt.Println(x, len(v.Baseline().Both(x)), len(v.Baseline().Both(x,c.name[0])),len(v.Baseline().Both(x,c.name[1]))) }
	for _, x := range c.name { fmt.Println(x, len(v.Baseline().Both(x))) }
}
