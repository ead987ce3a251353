package main

import (
	"os"

	"github.com/imageconform/imageconform/suites/target"
)

// openSpool gives a run a file for the bodies of long lists, beside the reports:
// a folder for temporary files may itself be in memory. The file has no name
// where the system lets it have none, so that nothing is left of a run that is
// killed.
func openSpool(dir string) (spool *target.Spool, done func(), err error) {
	file, err := os.CreateTemp(dir, temporaryFiles)
	if err != nil {
		return nil, nil, harness("the reports cannot be written: %w", err)
	}
	remove := func() { _ = os.Remove(file.Name()) }
	remove()
	return target.NewSpool(file), func() {
		_ = file.Close()
		remove()
	}, nil
}
