package schemas

import "slices"

// Kind is the form in which a scalar stands in a document.
type Kind uint8

// The kinds. XML attributes and texts are always String.
const (
	Absent    Kind = iota // not in the document
	Null                  // JSON null
	String                // JSON string, XML attribute or text
	Integer               // JSON number written without fraction and exponent
	Number                // any other JSON number
	Boolean               // JSON true or false
	Composite             // JSON array or object, XML element with children
)

// String names the kind as a JSON schema would, plus "absent" and "composite".
func (k Kind) String() string {
	switch k {
	case Absent:
		return "absent"
	case Null:
		return "null"
	case String:
		return "string"
	case Integer:
		return "integer"
	case Number:
		return "number"
	case Boolean:
		return "boolean"
	case Composite:
		return "composite"
	}
	return "unknown"
}

// Scalar is one value as the document writes it.
type Scalar struct {
	// Text is the string itself, the number as it is written, true or false,
	// or compact JSON for a composite; empty for null and absent.
	Text string
	Kind Kind
}

// Present says whether the document has the value, be it null.
func (s Scalar) Present() bool { return s.Kind != Absent }

// Link is one link of an image, a server or the collection.
type Link struct {
	*Relation
	Href Scalar
}

// Relation is what links of different targets have in common. It is shared by
// all that do, and not to be written to.
type Relation struct {
	Rel, Type Scalar
	// Where is the place of the link in its image, or in the document if it is
	// one of the collection.
	Where string
}

// LinkKey is what makes two links the same in two documents.
type LinkKey struct{ Rel, Href, Type Scalar }

// Key gives the comparable part of the link, for comparing links as a multiset.
func (l Link) Key() LinkKey { return LinkKey{l.Rel, l.Href, l.Type} }

// Server is the server an image was made from.
type Server struct {
	ID string
	// Named says that it has a name, which the documents do not give it.
	Named bool
	Links []Link
	// Where is its place in the image.
	Where string
}

// Content is what a document says of one image, whatever the format. It is read
// leniently: what is missing or odd is empty here and a Problem of some rule.
type Content struct {
	Scalars Scalars
	// HasMetadata says whether there is a metadata object or element at all.
	HasMetadata bool
	// Metadata is nil if there is none. A JSON null has Kind Null and an empty text.
	Metadata map[string]Scalar
	links    *linkSet
	// Server is nil if the image has none.
	Server *Server
	// Extra names, sorted, the members or attributes that are neither known
	// nor marked as an extension by a prefix.
	Extra []string
	// checked is what the rules find in the image, nil if they were not held
	// against it alone.
	checked *findings
}

// Image is one image at its place in a document. Images of equal texts share
// their content, which is therefore not to be written to.
type Image struct {
	*Content
	Where string
}

// Scalar gives one of the simple members by its JSON name.
func (i Image) Scalar(name string) Scalar {
	if i.Content == nil {
		return Scalar{}
	}
	return i.Scalars.Get(name)
}

// ID is the text of the member id, empty if there is none.
func (i Image) ID() string { return i.Scalar("id").Text }

// Name is the text of the member name, empty if there is none.
func (i Image) Name() string { return i.Scalar("name").Text }

// Status is the text of the member status, empty if there is none.
func (i Image) Status() string { return i.Scalar("status").Text }

// Created is the text of the member created, empty if there is none.
func (i Image) Created() string { return i.Scalar("created").Text }

// Updated is the text of the member updated, empty if there is none.
func (i Image) Updated() string { return i.Scalar("updated").Text }

// Progress is the text of the member progress (percent), empty if there is none.
func (i Image) Progress() string { return i.Scalar("progress").Text }

// MinDisk is the text of the member minDisk (GB), empty if there is none.
func (i Image) MinDisk() string { return i.Scalar("minDisk").Text }

// MinRAM is the text of the member minRam (MB), empty if there is none.
func (i Image) MinRAM() string { return i.Scalar("minRam").Text }

// Images is a listing: one page of the collection.
type Images struct {
	Images []Image
	// Links are the links of the collection: the JSON member images_links, or
	// the link elements below the XML root.
	Links []Link
	// Namespace is the namespace of the XML root, empty for JSON.
	Namespace string
}

// Next gives the target of the first link with the relation next; ok is false
// if there is no such link.
func (i Images) Next() (href string, ok bool) { return i.Link("next") }

// Link gives the target of the first link with one of the relations.
func (i Images) Link(relations ...string) (href string, ok bool) {
	for _, link := range i.Links {
		if slices.Contains(relations, link.Rel.Text) {
			return link.Href.Text, true
		}
	}
	return "", false
}

// Fault is an error document.
type Fault struct {
	// Name is the fault name, the only member in JSON and the root in XML.
	Name string
	// Code is the member or attribute code as it is written.
	Code       string
	CodeKind   Kind
	Message    string
	HasMessage bool
	Details    string
	// RetryAfter is the text of retryAfter or retryAt, if the fault has one.
	RetryAfter string
	// RetryAfterForm says where it stands: "member" in JSON, "attribute" or
	// "element" in XML, empty if nowhere.
	RetryAfterForm string
	// Namespace is the namespace of the XML root, empty for JSON.
	Namespace string
}
