package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var shellBlock = regexp.MustCompile("(?s)```sh\n(.*?)```")

var keyNames = regexp.MustCompile(` (submitter|authority)\b`)

// TestReadmeCommands runs every command that the README shows, as it shows
// it, from the top of the project: against a reference deployment where the
// command wants a target. Of make it runs what the targets would run, since
// they are this very test; what serves is served, used and stopped.
func TestReadmeCommands(t *testing.T) {
	top, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join(top, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var script strings.Builder
	script.WriteString(served("deployment", "imageconform serve --control"))
	fmt.Fprintf(&script, "cp stdout $WORK/deployment.env\nsource $WORK/deployment.env\nidentity\ncd %s\n", top)
	blocks := shellBlock.FindAllStringSubmatch(string(readme), -1)
	if len(blocks) == 0 {
		t.Fatal("the README shows no command")
	}
	for i, block := range blocks {
		for _, line := range strings.Split(strings.TrimSpace(block[1]), "\n") {
			// Only a known build certifies, and no key goes beside the source.
			line = strings.ReplaceAll(line, "imageconform run --certify", "released run --certify")
			line = keyNames.ReplaceAllString(line, " $$WORK/$1")
			// The reports of this test are not those of whoever runs it.
			line = strings.ReplaceAll(line, "reports/out", "$IMAGECONFORM_OUT")
			switch {
			case strings.HasPrefix(line, "make "):
				fmt.Fprintf(&script, "exec %s\n", strings.Replace(line, "make ", "make -n ", 1))
			case strings.HasPrefix(line, "imageconform serve"), strings.HasPrefix(line, "imageconform replay"):
				name := fmt.Sprintf("block%d", i)
				line, _, _ = strings.Cut(line, " >")
				script.WriteString(served(name, line) + stopped(name))
			case strings.Contains(line, "--os-cloud"):
				// Where tokens are given nobody signs in.
				fmt.Fprintf(&script, "exec env -u IMAGECONFORM_TARGET -u IMAGECONFORM_TOKEN -u IMAGECONFORM_OTHER_TARGET -u IMAGECONFORM_OTHER_TOKEN -u IMAGECONFORM_FORBIDDEN_TOKEN sh -eu -c %s\n", quoted(line))
			case strings.HasPrefix(line, "export "):
				fmt.Fprintf(&script, "exec sh -eu -c '%s'\n", line)
			default:
				fmt.Fprintf(&script, "exec sh -eu -c %s\n", quoted(line))
			}
		}
	}
	script.WriteString(stopped("deployment"))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "readme.txtar"), []byte(script.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	testscript.Run(t, testscript.Params{
		Dir: dir, RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"HOME", "GOCACHE", "GOMODCACHE", "GOFLAGS", "GOPROXY"} {
				if value, set := os.LookupEnv(name); set {
					env.Setenv(name, value)
				}
			}
			env.Setenv("IMAGECONFORM_OUT", out)
			env.Setenv("OS_CLIENT_CONFIG_FILE", filepath.Join(env.WorkDir, "clouds.yaml"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"source": source, "identity": identity},
	})
}

// served is a script that starts a deployment and reads what it says first.
func served(name, line string) string {
	return fmt.Sprintf("exec mkfifo $WORK/%s\nexec sh -c 'exec %s > $WORK/%s' &%s&\nexec head -n 7 $WORK/%s\nstdout '(IMAGECONFORM_TARGET=|auth_url: )http'\n",
		name, line, name, name, name)
}

func stopped(name string) string { return fmt.Sprintf("kill -INT %s\nwait %s\n", name, name) }

// quoted is a line as one word of testscript.
func quoted(line string) string { return "'" + strings.ReplaceAll(line, "'", "''") + "'" }
