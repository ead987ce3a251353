package requirement

// Area groups the requirements about one subject; it is the first part of their
// ids, such as "LIM".
type Area string

// areas holds every area with its title, in catalogue order.
var areas = []struct {
	area  Area
	title string
}{
	{"URI", "Request URI"},
	{"MTH", "Method"},
	{"AUTH", "Authentication and tenancy"},
	{"NEG", "Content negotiation"},
	{"CS", "Changes since"},
	{"SRV", "Server"},
	{"NAM", "Name"},
	{"STA", "Status"},
	{"TYP", "Type"},
	{"CMB", "Combination"},
	{"LIM", "Limit"},
	{"MRK", "Marker"},
	{"PAG", "Pagination"},
	{"ORD", "Order"},
	{"JSN", "JSON body"},
	{"LNK", "Links"},
	{"MET", "Metadata"},
	{"SUB", "Server of an image"},
	{"XML", "XML body"},
	{"EQV", "JSON and XML equivalence"},
	{"HDR", "Headers"},
	{"ERR", "Faults"},
	{"RAT", "Rate limits"},
}

// Areas lists the areas in catalogue order.
func Areas() []Area {
	all := make([]Area, 0, len(areas))
	for _, a := range areas {
		all = append(all, a.area)
	}
	return all
}

// Title is the area's name in words, such as "Limit", or "" for an unknown area.
func (a Area) Title() string {
	for _, known := range areas {
		if known.area == a {
			return known.title
		}
	}
	return ""
}
