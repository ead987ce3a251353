package schemas

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/antchfx/xmlquery"
	"github.com/antchfx/xpath"
)

// XMLRules lists the requirements that have rows of XPath, in the order of the
// table. Those named ERR are about faults, the others about listings.
func XMLRules() []string {
	var names []string
	for _, rule := range xmlRules {
		if !slices.Contains(names, rule.ID) {
			names = append(names, rule.ID)
		}
	}
	return names
}

// CheckXML holds one rule of XMLRules against a document of ReadXML. It tells how
// many nodes the rule looked at (the most that one of its rows did; 0 means there
// was nothing to look at, as in a nil document) and where the document departs
// from the rule, at most a thousand times. It panics if there is no such rule. It
// may be called from several goroutines.
func CheckXML(rule string, root *xmlquery.Node) (ranged int, problems []Problem) {
	pool, ok := xmlChecks()[rule]
	if !ok {
		panic(fmt.Sprintf("schemas: no XML rule %q", rule))
	}
	element := rootElement(root)
	if element == nil {
		return 0, nil
	}
	var check xmlCheck
	if space := element.NamespaceURI; space == ComputeNamespace {
		compiled := pool.Get().(*xmlCheck)
		defer pool.Put(compiled)
		check = *compiled
	} else {
		check = compileXML(rule, space)
	}
	for _, row := range check {
		count, found := row.check(root)
		ranged = max(ranged, count)
		problems = append(problems, found...)
	}
	return ranged, problems[:min(len(problems), maxProblems)]
}

// xmlCheck is the compiled rows of one rule.
type xmlCheck []xmlRow

type xmlRow struct {
	xmlRule
	each, must *xpath.Expr
}

// xmlChecks holds the compiled rules for the right namespace. They are pooled
// because Evaluate works on the compiled query itself: an expression must not be
// used by two goroutines at once.
var xmlChecks = sync.OnceValue(func() map[string]*sync.Pool {
	pools := map[string]*sync.Pool{}
	for _, id := range XMLRules() {
		pools[id] = &sync.Pool{New: func() any {
			check := compileXML(id, ComputeNamespace)
			return &check
		}}
	}
	return pools
})

// rowsFor gives the compiled rows of the whole table, for the namespace of a root;
// done gives them back.
func rowsFor(space string) (rows xmlCheck, done func()) {
	if space != ComputeNamespace {
		otherTables.Lock()
		defer otherTables.Unlock()
		if otherTables.of != space || otherTables.rows == nil {
			otherTables.of, otherTables.rows = space, newTables(space)
		}
		rows := otherTables.rows
		check := rows.Get().(*xmlCheck)
		return *check, func() { rows.Put(check) }
	}
	check := tables.Get().(*xmlCheck)
	return *check, func() { tables.Put(check) }
}

// tables are the whole table for the right namespace; otherTables for the wrong
// one that was met last.
var (
	tables      = newTables(ComputeNamespace)
	otherTables struct {
		sync.Mutex
		of   string
		rows *sync.Pool
	}
)

func newTables(space string) *sync.Pool {
	return &sync.Pool{New: func() any {
		var check xmlCheck
		for _, row := range xmlRules {
			check = append(check, compileRow(row, space))
		}
		return &check
	}}
}

// compileXML compiles the rows of a rule for the namespace of a root. It panics
// if an expression is broken, which a test makes sure of.
func compileXML(rule, space string) xmlCheck {
	var check xmlCheck
	for _, row := range xmlRules {
		if row.ID != rule {
			continue
		}
		check = append(check, compileRow(row, space))
	}
	return check
}

func compileRow(row xmlRule, space string) xmlRow {
	compiled := xmlRow{xmlRule: row, each: compileXPath(row.Each, space)}
	if row.Must != "" {
		compiled.must = compileXPath("boolean("+row.Must+")", space)
	}
	return compiled
}

func compileXPath(expression, space string) *xpath.Expr {
	text := strings.ReplaceAll(expression, "{C}", literal(space))
	// Where the root has no namespace, q must not match proper attributes.
	names := map[string]string{"c": space, "q": cmp.Or(space, ComputeNamespace), "a": AtomNamespace}
	compiled, err := xpath.CompileWithNS(text, names)
	if err != nil {
		panic(fmt.Sprintf("schemas: compile %s: %v", text, err))
	}
	return compiled
}

// literal writes a string in XPath 1.0, which knows no escapes. A namespace with
// both kinds of quotation marks, which no URI has, loses one.
func literal(s string) string {
	if !strings.Contains(s, "'") {
		return "'" + s + "'"
	}
	return `"` + strings.ReplaceAll(s, `"`, "") + `"`
}

// check holds the row against a document.
func (r xmlRow) check(root *xmlquery.Node) (ranged int, problems []Problem) {
	nodes := r.each.Select(xmlquery.CreateXPathNavigator(root))
	for nodes.MoveNext() {
		ranged++
		at := nodes.Current().Copy().(*xmlquery.NodeNavigator)
		got, ok := r.holds(at)
		if ok || len(problems) == maxProblems {
			continue
		}
		where := nodePath(at)
		if r.Missing != "" {
			where += "/" + r.Missing
		}
		problems = append(problems, Problem{r.ID, where, r.Want, got})
	}
	return ranged, problems
}

// holds evaluates the conditions of the row on one node.
func (r xmlRow) holds(at *xmlquery.NodeNavigator) (got string, ok bool) {
	if r.Fine != nil {
		return r.Fine(at.Current())
	}
	if r.Valid != nil {
		text := at.Value()
		return quote(text), r.Valid(text)
	}
	if holds, _ := r.must.Evaluate(at.Copy()).(bool); holds {
		return "", true
	}
	if r.Missing != "" {
		return absent, false
	}
	return showNode(at), false
}

// showNode shows an attribute with its value, an element with its start tag.
func showNode(at *xmlquery.NodeNavigator) string {
	if at.NodeType() == xpath.AttributeNode {
		return show(at.LocalName() + "=" + `"` + at.Value() + `"`)
	}
	element := at.Current()
	var b strings.Builder
	b.WriteString("<" + element.Data)
	if element.NamespaceURI != ComputeNamespace {
		fmt.Fprintf(&b, " xmlns=%q", element.NamespaceURI)
	}
	for _, attr := range element.Attr {
		fmt.Fprintf(&b, ` %s="%s"`, written(attr.Name), attr.Value)
	}
	b.WriteString(">")
	return show(b.String())
}

// nodePath gives the place of a node by local names, each but the root with its
// position among the siblings of that local name.
func nodePath(at *xmlquery.NodeNavigator) string {
	path := ""
	if at.NodeType() == xpath.AttributeNode {
		path = "/@" + at.LocalName()
	}
	for node := at.Current(); node != nil && node.Type == xmlquery.ElementNode; node = node.Parent {
		step := "/" + show(node.Data)
		if node.Parent != nil && node.Parent.Type == xmlquery.ElementNode {
			position := 1
			for before := node.PrevSibling; before != nil; before = before.PrevSibling {
				if before.Type == xmlquery.ElementNode && before.Data == node.Data {
					position++
				}
			}
			step += fmt.Sprintf("[%d]", position)
		}
		path = step + path
	}
	return path
}
