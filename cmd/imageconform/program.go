package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports/certificate"
	"github.com/imageconform/imageconform/suites/target/keystone"
)

// program is one run of the command: what it reads, writes and knows.
type program struct {
	in       io.Reader
	out, err *output
	env      map[string]string
	clock    func() time.Time
	secrets  *secrets
	// build says what program this is.
	build func() (certificate.Build, error)
	// away is held while the deployment is in a state.
	away sync.Mutex
}

// run is the whole command. It returns the exit code and never panics.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, env []string, clock func() time.Time) int {
	// A reader of stdout that went away is an error of a write, not the end.
	signal.Ignore(syscall.SIGPIPE)
	return newProgram(stdin, stdout, stderr, env, clock).run(args)
}

func (p *program) run(args []string) int {
	return p.guarded(func() int { return p.execute(args) })
}

func newProgram(stdin io.Reader, stdout, stderr io.Writer, env []string, clock func() time.Time) *program {
	p := &program{in: stdin, env: map[string]string{}, clock: clock, secrets: &secrets{}, build: thisBuild}
	for _, pair := range env {
		name, value, _ := strings.Cut(pair, "=")
		p.env[name] = value
	}
	for _, s := range settings {
		if s.secret() {
			p.secrets.add(p.env[s.env])
		}
	}
	for _, name := range keystone.SecretVariables() {
		p.secrets.add(p.env[name])
	}
	p.out = &output{to: stdout, secrets: p.secrets}
	p.err = &output{to: stderr, secrets: p.secrets}
	return p
}

// guarded turns a panic, and output that nobody received, into exit code 5.
func (p *program) guarded(do func() int) (code int) {
	defer func() {
		if cause := recover(); cause != nil {
			p.say(harness("a bug in imageconform: %v", cause).hinted("please report it with the lines that follow"))
			p.err.printf("%s", debug.Stack())
			code = exitHarness
		}
	}()
	code = do()
	if p.out.failed != nil {
		return p.say(harness("standard output could not be written: %w", p.out.failed))
	}
	return code
}

// execute runs the subcommand that the arguments name.
func (p *program) execute(args []string) int {
	if err := refuseSecrets(args); err != nil {
		return p.complain(err)
	}
	signals := []os.Signal{syscall.SIGINT, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as under nohup
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	defer stop()
	// The first signal ends the run in order, a second one ends it at once.
	context.AfterFunc(ctx, func() { p.interrupted(stop) })

	root := p.root()
	root.SetArgs(args)
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	return p.complain(root.ExecuteContext(ctx))
}

// complain reports an error on stderr and returns its exit code.
func (p *program) complain(err error) int {
	if err == nil {
		return exitConformant
	}
	if p.out.failed != nil && errors.Is(err, p.out.failed) {
		// guarded says so, once, whichever command it was.
		return exitHarness
	}
	var f *failure
	if !errors.As(err, &f) {
		// What cobra finds wrong by itself is always how it was called.
		f = &failure{code: exitUsage, err: err}
	}
	return p.say(f)
}

// say writes an error and its hint, and returns the exit code.
func (p *program) say(f *failure) int {
	if f.err != nil {
		p.err.printf("imageconform: error: %s\n", oneLine(f.err.Error()))
	}
	if f.hint != "" {
		p.err.printf("imageconform: hint: %s\n", oneLine(f.hint))
	}
	return f.code
}

// warn says something on stderr that does not end the run.
func (p *program) warn(format string, args ...any) {
	p.err.printf("imageconform: warning: %s\n", oneLine(fmt.Sprintf(format, args...)))
}

// root is the command with all its subcommands.
func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "imageconform",
		Short: "Judge an OpenStack Compute v2 deployment's GET images/detail",
		Long: `imageconform tells whether GET /v2/{tenant_id}/images/detail of an OpenStack Compute
deployment does what the documents of the API say, in JSON and in XML.

It only reads: it looks at what the deployment lists, asks questions whose answers
follow from that or from the documents, and judges each answer. Only seed writes.

Exit codes: 0 conformant, 1 nonconformant, 2 usage or configuration error,
3 incomplete, 4 target not reachable or credentials refused, 5 imageconform itself
failed, 6 a bundle is refused, 130 interrupted.`,
		Example: `  imageconform run                  judge the bundled reference deployment
  imageconform run --os-cloud NAME  judge the compute of a cloud of clouds.yaml
  export IMAGECONFORM_TOKEN         never given on the command line
  imageconform run --target http://cloud.example:8774/v2/TENANT
  imageconform explain LIM-04       what a requirement asks, accepts, and why`,
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		Args:                       cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("no command is given").hinted("imageconform --help lists them; imageconform run judges")
			}
			return unknownCommand(cmd, args[0])
		},
	}
	root.AddCommand(
		p.doctorCommand(), p.runCommand(), p.rerunCommand(), p.reportCommand(), p.diffCommand(),
		p.listCommand(), p.explainCommand(), p.featuresCommand(), p.profilesCommand(),
		p.serveCommand(), p.replayCommand(), p.seedCommand(),
		p.keygenCommand(), p.verifyCommand(), p.countersignCommand(),
		p.selftestCommand(), p.versionCommand(),
	)
	root.SetHelpCommand(helpCommand())
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", ".FlagUsagesWrapped 100"))
	return root
}

// helpCommand is cobra's, but for a topic that does not exist.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Show the help of a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			topic, rest, err := cmd.Root().Find(args)
			if err != nil || len(args) > 0 && (topic == cmd.Root() || len(rest) > 0) {
				return unknownCommand(cmd.Root(), strings.Join(args, " "))
			}
			return topic.Help()
		},
	}
}

func unknownCommand(root *cobra.Command, name string) error {
	f := usage("there is no command %q", name)
	if near := root.SuggestionsFor(name); len(near) > 0 {
		return f.hinted("did you mean " + strings.Join(near, " or ") + "?")
	}
	return f.hinted("imageconform --help lists the commands")
}

// exactly wants so many arguments, and says otherwise what they are for.
func exactly(n int, what, example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return usage("%s, and %d are given", what, len(args)).hinted(example)
		}
		return nil
	}
}

// none refuses arguments without repeating them: a token may be among them.
func none(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%s takes no arguments, and %d are given", cmd.CommandPath(), len(args))
	}
	return nil
}
