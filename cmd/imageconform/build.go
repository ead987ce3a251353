package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/imageconform/imageconform/reports/certificate"
)

// Reasons why a build cannot certify.
var (
	errUnknownBuild = errors.New("this build of imageconform does not say which source it was made of")
	errDirtyBuild   = errors.New("this build of imageconform was made of a source with changes that nobody else has")
)

// thisBuild identifies the running program. A build that nobody could make
// again is an error.
func thisBuild() (certificate.Build, error) {
	info, _ := debug.ReadBuildInfo()
	b, err := buildOf(info)
	if err != nil {
		return b, err
	}
	b.Version, b.Go = version(), runtime.Version()
	path, err := os.Executable()
	if err != nil {
		return b, fmt.Errorf("find the program's file: %w", err)
	}
	file, err := os.Open(path) //nolint:gosec // it is the running program
	if err != nil {
		return b, fmt.Errorf("read the program's file: %w", err)
	}
	defer func() { _ = file.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return b, fmt.Errorf("read the program's file: %w", err)
	}
	b.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return b, nil
}

// buildOf is what a build recorded of its source: a commit, or a published
// version of the module.
func buildOf(info *debug.BuildInfo) (certificate.Build, error) {
	var b certificate.Build
	if info == nil {
		return b, errUnknownBuild
	}
	said := map[string]string{}
	for _, s := range info.Settings {
		said[s.Key] = s.Value
	}
	b.Revision, b.Time = said["vcs.revision"], said["vcs.time"]
	switch {
	case said["vcs.modified"] == "true":
		return b, errDirtyBuild
	case b.Revision == "" && info.Main.Sum != "":
		b.Revision = info.Main.Version + " " + info.Main.Sum
	case b.Revision == "":
		return b, errUnknownBuild
	}
	return b, nil
}
