package schemas

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// jsonRule is what a schema file needs beside it: how many things of the rule a
// document holds, and what draft 7 cannot say.
type jsonRule struct {
	ID string
	// Whole says that it is about what is around the images, and not about each.
	Whole bool
	// Ranged counts what the rule looks at.
	Ranged func(jsonDocument) int
	// Beyond finds what the schema cannot; nil if there is no such thing.
	Beyond func(jsonDocument) []Problem
}

// jsonRules is the table of rules, in the order of the catalogue. A rule is
// precise to its requirement: it passes over what another one owns, so that a
// defect breaks as few rules as it can. Absence belongs to JSN-15, or to JSN-14
// for metadata; null and wrong types to the rule of the member.
var jsonRules = []jsonRule{
	{ID: "PAG-01", Whole: true, Ranged: jsonDocument.pageLinks, Beyond: manyNextLinks},
	{ID: "PAG-15", Whole: true, Ranged: jsonDocument.pageLinks},
	{ID: "JSN-01", Whole: true, Ranged: one},
	{ID: "JSN-02", Whole: true, Ranged: one},
	{ID: "JSN-03", Ranged: having("id")},
	{ID: "JSN-04", Ranged: having("name")},
	{ID: "JSN-05", Ranged: having("status")},
	{ID: "JSN-06", Ranged: having("created", "updated")},
	{ID: "JSN-07", Ranged: having("created", "updated")},
	{ID: "JSN-09", Ranged: having("progress"), Beyond: writtenAsIntegers("progress")},
	{ID: "JSN-10", Ranged: withStatus("ACTIVE")},
	{ID: "JSN-11", Ranged: withStatus("SAVING")},
	{ID: "JSN-12", Ranged: having("minDisk", "minRam"), Beyond: writtenAsIntegers("minDisk", "minRam")},
	{ID: "JSN-13", Ranged: having("links")},
	{ID: "JSN-14", Ranged: jsonDocument.objects},
	{ID: "JSN-15", Ranged: jsonDocument.items},
	{ID: "JSN-16", Ranged: having("server")},
	{ID: "JSN-17", Ranged: jsonDocument.extensions},
	{ID: "JSN-18", Ranged: jsonDocument.objects},
	{ID: "JSN-19", Ranged: having("fault")},
	{ID: "JSN-20", Ranged: having("metadata_links")},
	{ID: "JSN-22", Ranged: jsonDocument.objects},
	{ID: "LNK-01", Ranged: jsonDocument.links},
	{ID: "LNK-02", Ranged: jsonDocument.linkLists, Beyond: manyImageLinks("self", "bookmark")},
	{ID: "LNK-03", Ranged: jsonDocument.linkLists, Beyond: manyImageLinks("alternate")},
	{ID: "LNK-04", Ranged: jsonDocument.alternates},
	{ID: "LNK-05", Ranged: jsonDocument.links},
	{ID: "LNK-13", Ranged: jsonDocument.links},
	{ID: "MET-01", Ranged: jsonDocument.metadataItems},
	{ID: "MET-03", Ranged: jsonDocument.metadataItems},
	{ID: "MET-05", Ranged: jsonDocument.metadataItems},
	{ID: "MET-07", Ranged: having("metadata")},
	{ID: "SUB-01", Ranged: jsonDocument.servers},
	{ID: "SUB-02", Ranged: jsonDocument.servers, Beyond: manyServerLinks},
	{ID: "ERR-02", Whole: true, Ranged: one, Beyond: codeWrittenAsInteger},
}

// jsonDocument is a value of ReadJSON, seen as a listing or a fault.
type jsonDocument struct{ value any }

// member gives a member of a value, nil if there is none or the value is no object.
func member(value any, name string) any {
	object, _ := value.(map[string]any)
	return object[name]
}

// images gives the items of the listing.
func (d jsonDocument) images() []any {
	items, _ := member(d.value, "images").([]any)
	return items
}

// sum adds up a count over the images that are objects.
func (d jsonDocument) sum(count func(image map[string]any) int) int {
	total := 0
	for _, item := range d.images() {
		if image, ok := item.(map[string]any); ok {
			total += count(image)
		}
	}
	return total
}

func one(jsonDocument) int { return 1 }

func (d jsonDocument) items() int { return len(d.images()) }

func (d jsonDocument) objects() int {
	return d.sum(func(map[string]any) int { return 1 })
}

// having counts the members of images that have one of these names.
func having(names ...string) func(jsonDocument) int {
	return func(d jsonDocument) int {
		return d.sum(func(image map[string]any) int {
			count := 0
			for _, name := range names {
				if _, ok := image[name]; ok {
					count++
				}
			}
			return count
		})
	}
}

func withStatus(status string) func(jsonDocument) int {
	return func(d jsonDocument) int {
		return d.sum(func(image map[string]any) int {
			if image["status"] == status {
				return 1
			}
			return 0
		})
	}
}

func (d jsonDocument) links() int {
	return d.sum(func(image map[string]any) int {
		links, _ := image["links"].([]any)
		return len(links)
	})
}

func (d jsonDocument) linkLists() int {
	return d.sum(func(image map[string]any) int {
		if _, ok := image["links"].([]any); ok {
			return 1
		}
		return 0
	})
}

func (d jsonDocument) alternates() int {
	return d.sum(func(image map[string]any) int { return countRelation(image["links"], "alternate") })
}

func (d jsonDocument) extensions() int {
	return d.sum(func(image map[string]any) int {
		count := 0
		for name := range image {
			if strings.Contains(name, ":") {
				count++
			}
		}
		return count
	})
}

func (d jsonDocument) metadataItems() int {
	return d.sum(func(image map[string]any) int {
		metadata, _ := image["metadata"].(map[string]any)
		return len(metadata)
	})
}

// servers counts the servers that are not null, which is JSN-16's.
func (d jsonDocument) servers() int {
	return d.sum(func(image map[string]any) int {
		if image["server"] != nil {
			return 1
		}
		return 0
	})
}

func (d jsonDocument) pageLinks() int {
	root, _ := d.value.(map[string]any)
	if _, ok := root["images_links"]; ok {
		return 1
	}
	return 0
}

func countRelation(links any, relation string) int {
	items, _ := links.([]any)
	count := 0
	for _, item := range items {
		if member(item, "rel") == relation {
			count++
		}
	}
	return count
}

// repeated reports relations that occur more than once in an array of links.
func repeated(links any, where string, relations ...string) []Problem {
	var problems []Problem
	for _, relation := range relations {
		if count := countRelation(links, relation); count > 1 {
			problems = append(problems, Problem{
				Where: where,
				Want:  "one link with the relation " + relation, Got: strconv.Itoa(count),
			})
		}
	}
	return problems
}

func manyImageLinks(relations ...string) func(jsonDocument) []Problem {
	return func(d jsonDocument) []Problem {
		var problems []Problem
		for n, item := range d.images() {
			problems = append(problems, repeated(member(item, "links"), fmt.Sprintf("/images/%d/links", n), relations...)...)
		}
		return problems
	}
}

func manyServerLinks(d jsonDocument) []Problem {
	var problems []Problem
	for n, item := range d.images() {
		links := member(member(item, "server"), "links")
		problems = append(problems, repeated(links, fmt.Sprintf("/images/%d/server/links", n), "self", "bookmark")...)
	}
	return problems
}

func manyNextLinks(d jsonDocument) []Problem {
	return repeated(member(d.value, "images_links"), "/images_links", "next")
}

// fractional reports a number that a schema takes for an integer and a typed
// client does not, such as 100.0.
func fractional(value any, where string) []Problem {
	number, ok := value.(json.Number)
	if !ok || isIntegerLiteral(number) || !isWhole(number) {
		return nil
	}
	return []Problem{{Where: where, Want: "an integer without fraction or exponent", Got: show(number.String())}}
}

// isWhole says whether the value of a number is an integer, so that those that
// the schema has refused already are not reported twice.
func isWhole(number json.Number) bool {
	value, ok := new(big.Rat).SetString(number.String())
	return ok && value.IsInt()
}

func writtenAsIntegers(names ...string) func(jsonDocument) []Problem {
	return func(d jsonDocument) []Problem {
		var problems []Problem
		for n, item := range d.images() {
			for _, name := range names {
				problems = append(problems, fractional(member(item, name), fmt.Sprintf("/images/%d/%s", n, name))...)
			}
		}
		return problems
	}
}

func codeWrittenAsInteger(d jsonDocument) []Problem {
	var problems []Problem
	root, _ := d.value.(map[string]any)
	for name, fault := range root {
		problems = append(problems, fractional(member(fault, "code"), pointer(pointer("", name), "code"))...)
	}
	return problems
}
