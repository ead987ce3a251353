package main

import (
	"errors"
	"os"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/reports/certificate"
)

// released is the command as a build of a known source, which tests are not.
func released() {
	p := newProgram(os.Stdin, os.Stdout, os.Stderr, os.Environ(), time.Now)
	p.build = func() (certificate.Build, error) {
		return certificate.Build{
			Version: version(), Revision: "03bd42ea66944383bea2c9e3cc2bbd4958c729e8", Time: "2026-11-23T21:31:14Z", Go: "go1.26.8",
			SHA256: strings.Repeat("5a", 32),
		}, nil
	}
	os.Exit(p.run(os.Args[1:]))
}

func TestBuildsThatCertify(t *testing.T) {
	said := func(pairs ...string) *debug.BuildInfo {
		info := &debug.BuildInfo{}
		for i := 0; i < len(pairs); i += 2 {
			info.Settings = append(info.Settings, debug.BuildSetting{Key: pairs[i], Value: pairs[i+1]})
		}
		return info
	}
	installed := &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3", Sum: "h1:abc="}}
	for name, c := range map[string]struct {
		info *debug.BuildInfo
		want certificate.Build
		err  error
	}{
		"without any information": {nil, certificate.Build{}, errUnknownBuild},
		"without a source":        {said(), certificate.Build{}, errUnknownBuild},
		"of a changed source":     {said("vcs.revision", "03bd", "vcs.modified", "true"), certificate.Build{Revision: "03bd"}, errDirtyBuild},
		"of a commit":             {said("vcs.revision", "03bd", "vcs.modified", "false"), certificate.Build{Revision: "03bd"}, nil},
		"of a published version":  {installed, certificate.Build{Revision: "v1.2.3 h1:abc="}, nil},
	} {
		got, err := buildOf(c.info)
		if diff := cmp.Diff(c.want, got); diff != "" || !errors.Is(err, c.err) {
			t.Errorf("a build %s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}
