package schemas

import (
	"slices"
	"sort"

	"github.com/antchfx/xmlquery"
)

// retryNames are the names under which faults repeat the time to wait: the later
// guide and the samples say retryAfter, the XML schema says retryAt.
var retryNames = []string{"retryAfter", "retryAt"}

// notFaults are the members and roots that mark a document as something else.
var notFaults = []string{"images", "image"}

// FaultFromJSON reads an error document from a value of ReadJSON. It reports
// false if no member of the value looks like a fault: an object, in a document
// that is not a listing or an image. Of several it takes the first by name that
// has a code or a message.
func FaultFromJSON(value any) (Fault, bool) {
	root, _ := value.(map[string]any)
	var names []string
	for name, member := range root {
		if slices.Contains(notFaults, name) {
			return Fault{}, false
		}
		if _, ok := member.(map[string]any); ok {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return Fault{}, false
	}
	sort.Strings(names)
	chosen := names[0]
	for _, name := range names {
		members := root[name].(map[string]any)
		if members["code"] != nil || members["message"] != nil {
			chosen = name
			break
		}
	}
	return faultFromJSON(chosen, root[chosen].(map[string]any)), true
}

func faultFromJSON(name string, members map[string]any) Fault {
	code := scalarFromJSONMember(members, "code")
	message := scalarFromJSONMember(members, "message")
	fault := Fault{
		Name:       name,
		Code:       code.Text,
		CodeKind:   code.Kind,
		Message:    message.Text,
		HasMessage: message.Present(),
		Details:    scalarFromJSONMember(members, "details").Text,
	}
	for _, retry := range retryNames {
		if member := scalarFromJSONMember(members, retry); member.Present() {
			fault.RetryAfter, fault.RetryAfterForm = member.Text, "member"
			break
		}
	}
	return fault
}

// FaultFromXML reads an error document from a document node of ReadXML. It
// reports false if the root is a listing or an image, or has neither a code nor
// a message. The namespace of the root does not matter; it is in the result.
func FaultFromXML(root *xmlquery.Node) (Fault, bool) {
	element := rootElement(root)
	if element == nil || slices.Contains(notFaults, element.Data) {
		return Fault{}, false
	}
	space := element.NamespaceURI
	message, details := childNamed(element, space, "message"), childNamed(element, space, "details")
	code := attribute(element, space, "code")
	if message == nil && !code.Present() {
		return Fault{}, false
	}
	fault := Fault{Name: element.Data, Code: code.Text, CodeKind: code.Kind, Namespace: space}
	if message != nil {
		fault.Message, fault.HasMessage = message.InnerText(), true
	}
	if details != nil {
		fault.Details = details.InnerText()
	}
	for _, retry := range retryNames {
		if value := attribute(element, space, retry); value.Present() {
			fault.RetryAfter, fault.RetryAfterForm = value.Text, "attribute"
			return fault, true
		}
	}
	for _, retry := range retryNames {
		if child := childNamed(element, space, retry); child != nil {
			fault.RetryAfter, fault.RetryAfterForm = child.InnerText(), "element"
			return fault, true
		}
	}
	return fault, true
}
