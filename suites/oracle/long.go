package oracle

// On a long list values are chosen that few images have, though enough to tell:
// what is asked by them comes again and again, and all of it is downloaded.
const (
	longList = 300
	telling  = 5
)

// Long reports whether a list of so many images is a long one.
func Long(images int) bool { return images > longList }

// MoreTelling reports whether a value is to be chosen, of a list of so many
// images, that count of them have, rather than one that best of them have: the
// one that more have, or of a long list the one that fewer have.
func MoreTelling(images, count, best int) bool {
	if few := count >= telling; Long(images) && (few || best >= telling) {
		return few && (best < telling || count < best)
	}
	return count > best
}
