package main

import (
	"context"
	"crypto/rand"
	"errors"
	"net"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/target"
)

func (p *program) replayCommand() *cobra.Command {
	var listen string
	cmd := &cobra.Command{
		Use:   "replay EVIDENCE",
		Short: "Serve a recorded deployment on loopback",
		Long: `Serve the deployment that a run recorded as evidence.har, until it is interrupted: each
question gets the answer that it got then. A run over it with the settings of that run
comes to the same verdict, and a finding can be seen without the deployment.

Standard output says where it is and which tokens it knows, as assignments of a shell;
those that the deployment knew are in no recording. A request that was not recorded
gets no answer, and a line on standard error.`,
		Example: `  imageconform replay reports/out/evidence.har > recorded.env &
  set -a; . ./recorded.env; set +a
  imageconform run`,
		Args: exactly(1, "one recording is served", "imageconform replay reports/out/evidence.har"),
		RunE: func(cmd *cobra.Command, args []string) error { return p.replay(cmd.Context(), args[0], listen) },
	}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:0", "loopback `address` to listen on; port 0 takes a free one")
	return cmd
}

// replay serves a recording, says where it is, and waits for a signal.
func (p *program) replay(ctx context.Context, name, listen string) error {
	if err := ownMachine(listen); err != nil {
		return err
	}
	r, err := p.recorded(name)
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
	if err != nil {
		return harness("listen on %s: %w", listen, err)
	}
	defer func() { _ = listener.Close() }()
	tokens := map[target.Identity]target.Token{}
	for _, id := range r.Head.Identities {
		tokens[id] = target.Token(rand.Text())
	}
	server, err := recording.NewServer(r, recording.ServerOptions{
		Authority: "http://" + listener.Addr().String(), Tokens: tokens, Control: target.Token(rand.Text()),
		Missed: func(question string) { p.warn("the recording has no answer to %s", question) },
	})
	if err != nil {
		return usage("%s: %w", name, err)
	}
	p.err.printf("imageconform: serving %d exchanges with %s, recorded %s\n", len(r.Entries), r.Head.Target, r.Head.Started.Format("2006-01-02 15:04:05Z"))
	if _, err := p.out.Write(shell(server.Settings())); err != nil {
		return nil
	}
	if err := server.Serve(ctx, listener); err != nil {
		return harness("serve the recording: %w", err)
	}
	return nil
}

// recorded reads a recording; a folder stands for the evidence in it.
func (p *program) recorded(name string) (*recording.Recording, error) {
	file := name
	if reportIn(name) != name {
		file = filepath.Join(name, evidenceFile)
	}
	from, err := p.open(file)
	if err != nil {
		return nil, usage("the recording could not be read: %w", err)
	}
	defer func() { _ = from.Close() }()
	r, err := recording.Read(from)
	switch {
	case errors.Is(err, recording.ErrRecording):
		return nil, usage("%s: %w", file, err).hinted("a run writes it as evidence.har into the folder that --out names")
	case err != nil:
		return nil, usage("%s: %w", file, err)
	}
	switch {
	case r.Head.Partial:
		p.warn("%s holds only exchanges in which something was found", file)
	case r.End == nil:
		p.warn("%s ends before its run did", file)
	}
	return r, nil
}
