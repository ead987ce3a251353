package schemas

import "slices"

// scalarNames are the simple members of an image in the order of the documents.
var scalarNames = []string{"id", "name", "status", "created", "updated", "progress", "minDisk", "minRam"}

// Scalars are the simple members of an image, under the names they have in JSON:
// id, name, status, created, updated, progress, minDisk, minRam.
type Scalars struct {
	texts [8]string
	kinds [8]Kind
}

// ScalarsOf are the values of some names. It panics if there is no such member.
func ScalarsOf(values map[string]Scalar) Scalars {
	var s Scalars
	for name, value := range values {
		s.Set(name, value)
	}
	return s
}

// Get is the value of a name, absent if the image has none.
func (s Scalars) Get(name string) Scalar {
	at := slices.Index(scalarNames, name)
	if at < 0 {
		return Scalar{}
	}
	return Scalar{s.texts[at], s.kinds[at]}
}

// Set changes the value of a name. It panics if there is no such member.
func (s *Scalars) Set(name string, value Scalar) {
	at := slices.Index(scalarNames, name)
	s.texts[at], s.kinds[at] = value.Text, value.Kind
}

// Names are those of the values that are present, in the order of the documents.
func (s Scalars) Names() []string {
	var names []string
	for at, name := range scalarNames {
		if s.kinds[at] != Absent {
			names = append(names, name)
		}
	}
	return names
}

// Equal reports whether all values are equal, as they are written.
func (s Scalars) Equal(t Scalars) bool { return s == t }
