package main

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"net"
	"time"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
)

// serving is how a reference deployment is served.
type serving struct {
	listen, data                string
	images, maxLimit            int
	noTenant, control, identity bool
	tokenLife, churn            time.Duration
	without                     []string
}

func (p *program) serveCommand() *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the reference deployment on loopback",
		Long: `Serve the reference deployment on loopback until it is interrupted.

Standard output says where it is and which tokens it knows, as assignments of a shell;
with --identity, where to sign in and how, as a clouds.yaml.`,
		Example: `  imageconform serve --control > deployment.env &
  set -a; . ./deployment.env; set +a
  imageconform run --require all

  imageconform serve --identity --token-life 5s > clouds.yaml &
  imageconform run --os-cloud demo`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.serve(cmd, s) },
	}
	f := cmd.Flags()
	f.StringVar(&s.listen, "listen", "127.0.0.1:0", "loopback `address` to listen on; port 0 takes a free one")
	f.StringVar(&s.data, "data", "rich", "`set` of images: document, the seven of the examples, or rich, which decides every requirement")
	f.IntVar(&s.images, "images", 0, "serve `N` generated images instead of a set")
	f.IntVar(&s.maxLimit, "max-limit", refserver.DefaultMaxLimit, "most images `N` of a page; a greater limit is answered with 413")
	f.BoolVar(&s.noTenant, "no-tenant", false, "serve /v2/images/detail, without the tenant in the path")
	f.BoolVar(&s.control, "control", false, "open the control endpoint, which brings about 203, 403, 413, 500 and 503")
	f.BoolVar(&s.identity, "identity", false, "open an identity service as Keystone is one, to sign in to")
	f.DurationVar(&s.tokenLife, "token-life", refserver.DefaultTokenLife, "how long a token of the identity service is valid, a `DURATION`")
	f.DurationVar(&s.churn, "churn", 0, "create, change or delete an image every so often, a `DURATION`; 0 for never")
	f.StringSliceVar(&s.without, "without", nil, "serve without these `features`, of those that imageconform features lists")
	complete(cmd, "without", completeFeatures(""))
	cmd.MarkFlagsMutuallyExclusive("data", "images")
	return cmd
}

// serve starts the deployment, says where it is, and waits for a signal.
func (p *program) serve(cmd *cobra.Command, s serving) error {
	if cmd.Flags().Changed("token-life") && !s.identity {
		return usage("--token-life is given, but not --identity, whose tokens it is about")
	}
	options, err := s.options(cmd.Flags().Changed("images"))
	if err != nil {
		return err
	}
	if err := ownMachine(s.listen); err != nil {
		return err
	}
	d, err := refserver.Start(cmd.Context(), s.listen, options)
	if err != nil {
		return harness("%w", err)
	}
	say := assignments
	if s.identity {
		say = cloudsFile
	}
	if _, err := p.out.Write(say(d, s.control, options.LinkPrefix)); err != nil {
		return d.Close()
	}
	<-cmd.Context().Done()
	if err := d.Close(); err != nil {
		return harness("%w", err)
	}
	return nil
}

// ownMachine refuses to listen where other machines could ask.
func ownMachine(listen string) error {
	if addr, err := net.ResolveTCPAddr("tcp", listen); err != nil || !addr.IP.IsLoopback() {
		return usage("--listen: %q is not a loopback address", listen).hinted("such as 127.0.0.1:0 or [::1]:8774")
	}
	return nil
}

func (s serving) options(generated bool) (refserver.Options, error) {
	name := s.data
	if generated {
		name = fmt.Sprintf("generated:%d", s.images)
	}
	set, err := fixtures.ByName(name)
	switch {
	case generated && s.images < 0:
		return refserver.Options{}, usage("--images: want no negative number")
	case err != nil || s.data != "document" && s.data != "rich":
		return refserver.Options{}, usage("--data: want document or rich, not %q", s.data)
	case s.maxLimit < 1:
		return refserver.Options{}, usage("--max-limit: want at least 1")
	case s.tokenLife < time.Second:
		return refserver.Options{}, usage("--token-life: want at least 1s")
	case s.churn != 0 && s.churn < time.Millisecond:
		return refserver.Options{}, usage("--churn: want at least 1ms, or 0")
	}
	o := refserver.Options{
		Set: set, NoTenant: s.noTenant, Control: s.control, MaxLimit: s.maxLimit, Clock: time.Now, Secret: rand.Text(),
		Identity: s.identity, TokenLife: s.tokenLife, Churn: refserver.Churn{Every: s.churn},
	}
	if name == "document" {
		// The links of the documents' examples are those of another host.
		o.LinkPrefix = set.LinkPrefix
	}
	return s.lacking(o)
}

// lacking takes features away from a deployment.
func (s serving) lacking(o refserver.Options) (refserver.Options, error) {
	for _, name := range s.without {
		f, err := requirement.ParseFeature(name)
		if err != nil {
			return o, usage("--without: %w", err).hinted(nearFeature(name))
		}
		for _, a := range refserver.Absences() {
			if a.Feature == string(f) {
				o = a.Apply(o)
			}
		}
	}
	return o, nil
}

// assignments are what a client needs, under the names that `run` reads.
func assignments(d *refserver.Deployment, control bool, public string) []byte {
	c := d.Credentials()
	lines := [][2]string{
		{"IMAGECONFORM_TARGET", d.URL + c.Path},
		{"IMAGECONFORM_TOKEN", c.Demo.Token},
		{"IMAGECONFORM_OTHER_TARGET", d.URL + c.OtherPath},
		{"IMAGECONFORM_OTHER_TOKEN", c.Other.Token},
		{"IMAGECONFORM_FORBIDDEN_TOKEN", c.Restricted.Token},
	}
	return shell(append(lines, settingsBeside(d, control, public)...))
}

// shell are settings as assignments of a shell.
func shell(lines [][2]string) []byte {
	var b bytes.Buffer
	for _, l := range lines {
		fmt.Fprintf(&b, "%s=%s\n", l[0], l[1])
	}
	return b.Bytes()
}

// settingsBeside are what a client needs besides an endpoint and credentials.
func settingsBeside(d *refserver.Deployment, control bool, public string) [][2]string {
	var lines [][2]string
	if control {
		lines = append(lines,
			[2]string{"IMAGECONFORM_CONTROL", d.URL + refserver.ControlPath},
			[2]string{"IMAGECONFORM_CONTROL_TOKEN", d.Credentials().ControlToken})
	}
	if public != "" {
		lines = append(lines, [2]string{"IMAGECONFORM_PUBLIC_URL", public})
	}
	return lines
}
