package suites
import ("testing";"fmt")
func TestShapeTmp(t *testing.T) {
	for name, d := range map[string]deployment{"rich":rich(), "3":plain(3), "0":plain(0), "1": plain(1)} {
		for _, a := range bodyAreas { fmt.Println(name, a, run(t, d, a).Exchanges) }
		all := run(t, d, "*").Exchanges
		others := run(t, d, "URI-*","MTH-*","AUTH-*","NEG-*","CS-*","SRV-*","NAM-*","STA-*","TYP-*","CMB-*","LIM-*","MRK-*","PAG-*","ORD-*","HDR-*","ERR-*","RAT-*").Exchanges
		fmt.Println(name, "all", all, "without mine", others)
	}
}
