package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/fixtures/seed"
)

// seeding is what `seed` is asked to do.
type seeding struct {
	yes, dryRun, cleanup bool
	run                  string
	// again are the arguments that lead another call to the same cloud.
	again string
}

func (p *program) seedCommand() *cobra.Command {
	var s seeding
	cmd := &cobra.Command{
		Use:   "seed",
		Short: "Make images by which a deployment can decide more, and remove them",
		Long: `Make images in a project, through Glance, by which a deployment can decide more
requirements: snapshots, images that are not ready, names with markup. They are
private, hold a few bytes each, and are tagged imageconform from the request on that
creates them. Nothing is made without --yes.

--cleanup removes every image of the project that is tagged so, of this run or an
earlier one that did not come to its end. An interrupt or an error while images are
made removes those that were made.

Exit codes: 0 done, 2 usage or configuration error, 4 the cloud is not reachable or
refuses, 5 imageconform itself failed, 130 interrupted.`,
		Example: `  imageconform seed --dry-run
  imageconform seed --os-cloud demo --yes
  imageconform run --os-cloud demo --require all
  imageconform seed --os-cloud demo --cleanup`,
		Args: none,
	}
	f := cmd.Flags()
	f.BoolVar(&s.yes, "yes", false, "make the images")
	f.BoolVar(&s.dryRun, "dry-run", false, "show what would be made, or with --cleanup what would be removed, and change nothing")
	f.BoolVar(&s.cleanup, "cleanup", false, "remove every image of the project that seed has made")
	f.StringVar(&s.run, "run", "", "with --cleanup: remove only what the run `ID` has made")
	load := p.loads(cmd, "os-cloud", "os-region", "os-interface", "ca-file", "cert-file", "key-file", "insecure", "timeout", "quiet")
	cmd.MarkFlagsMutuallyExclusive("yes", "dry-run")
	cmd.MarkFlagsMutuallyExclusive("yes", "cleanup")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := s.check(); err != nil {
			return err
		}
		if s.dryRun && !s.cleanup {
			return p.showSeed()
		}
		l, err := load()
		if err != nil {
			return err
		}
		s.again = repeated(l)
		service, err := p.imageService(cmd.Context(), l)
		switch {
		case err != nil:
			return err
		case s.cleanup:
			return p.unseed(cmd.Context(), service, s)
		}
		s.run = strings.ToLower(rand.Text()[:runLength])
		return p.seed(cmd.Context(), service, s)
	}
	return cmd
}

// runLength is the length of a run's id: enough that two never meet.
const runLength = 10

var runID = regexp.MustCompile(`^[a-z0-9]{1,64}$`)

func (s seeding) check() error {
	switch {
	case !s.yes && !s.dryRun && !s.cleanup:
		return usage("nothing is made without --yes").hinted("--dry-run shows what would be made, --cleanup removes what was")
	case s.run != "" && !s.cleanup:
		return usage("--run is given, but not --cleanup").hinted("each run makes an id of its own")
	case s.run != "" && !runID.MatchString(s.run):
		return usage("--run: %q is no id of a run", s.run).hinted("imageconform seed --yes says it at its end")
	}
	return nil
}

// repeated are the flags of a setting that has to be given again.
func repeated(l loaded) string {
	var words []string
	for _, s := range settings {
		if o := l.origins[s.index]; o.kind == "flag" && s.name() != "timeout" && s.name() != "quiet" {
			words = append(words, "--"+s.flag+"="+s.show(&l.config))
		}
	}
	return strings.Join(words, " ")
}

// cleaning is the command that removes what a run has made.
func (s seeding) cleaning() string {
	return strings.TrimSpace("imageconform seed --cleanup --run " + s.run + " " + s.again)
}

// showSeed prints what would be made.
func (p *program) showSeed() error {
	lines := [][]string{{"IMAGE", "FATE", "WHAT FOR"}}
	for _, i := range seed.Images() {
		lines = append(lines, []string{i.Name, i.Fate.String(), i.For})
	}
	if _, err := p.out.Write(table(lines)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(p.out, "\n%d images would be made, private and tagged %s\n", len(seed.Images()), seed.Tag)
	return err
}

// seed makes the images. Unless all goes well it removes them again.
func (p *program) seed(ctx context.Context, service seed.Service, s seeding) error {
	made := 0
	err := service.Make(ctx, s.run, func(m seed.Made) {
		if m.Refused != nil {
			p.warn("%s is %s: %s", m.Name, orNotMade(m.Status), m.Refused)
		}
		if m.ID != "" {
			made++
			p.out.printf("%-11s  %s  %s\n", m.Status, m.ID, m.Name)
		}
	})
	switch {
	case p.out.failed != nil:
		err = p.out.failed
	case made == 0 && errors.Is(err, seed.ErrNotAllowed):
		return (&failure{code: exitTarget, err: err}).hinted("may this user create images in this project?")
	case err == nil:
		p.out.printf("run %s: %d images are made; this removes them: %s\n", s.run, made, s.cleaning())
		return nil
	}
	return p.giveUp(ctx, service, s, err)
}

func orNotMade(status string) string {
	if status == "" {
		return "not made"
	}
	return status
}
