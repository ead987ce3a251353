package suites
import ("testing";"fmt")
var mine = []string{"JSN-*","LNK-*","MET-*","SUB-*","XML-*","EQV-*"}
func TestShapeTmp(t *testing.T) {
	for name, d := range map[string]deployment{"rich":rich(),"rich alone":rich().alone(),"0":plain(0),"1":plain(1),"3":plain(3)} {
		r := run(t, d, mine...)
		fmt.Println("=====", name, "exchanges", r.Exchanges)
		for _, j := range r.Judged {
			if len(j.Findings)>0 || j.Missing!="" || j.Inconclusive!="" || j.Ranged==0 || name=="rich" {
				fmt.Println(j.Requirement, j.Spec, j.Format, "ranged", j.Ranged, "missing:", j.Missing, j.Inconclusive, j.Observed)
				for _, f := range j.Findings { fmt.Print(f) }
			}
		}
	}
}
