package target

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

const (
	// endGrace is how long a command that is told to end may take to do so.
	endGrace = 5 * time.Second
	// mostOutput is how much of the end of a command's output is shown.
	mostOutput = 2 << 10
)

// runCommand runs a program to its end. A failure shows the end of what the
// program wrote. When the context ends first the program is told to end, and
// all that it started with it.
//
// The output goes to a file: a service that the program leaves running may keep
// writing to it, and is neither waited for nor broken.
func runCommand(ctx context.Context, command, environment []string) error {
	if len(command) == 0 {
		return errors.New("there is no command")
	}
	output, err := os.CreateTemp("", "imageconform-hook-*")
	if err != nil {
		return fmt.Errorf("keep the output: %w", err)
	}
	defer func() {
		_ = output.Close()
		_ = os.Remove(output.Name())
	}()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...) //nolint:gosec // the operator's own command
	cmd.Stdout, cmd.Stderr = output, output
	// Without this an empty environment would be that of the process.
	cmd.Env = append([]string{}, environment...)
	cmd.WaitDelay = endGrace
	end := inGroup(cmd)
	err = cmd.Run()
	if ctx.Err() != nil && err != nil {
		end()
		err = context.Cause(ctx)
		if errors.Is(err, context.Canceled) {
			err = errors.New("it was interrupted")
		}
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w%s", err, said(output))
}

// said is the end of what a command wrote, on one line.
func said(output *os.File) string {
	size, err := output.Seek(0, io.SeekEnd)
	if err != nil {
		return ""
	}
	text, err := io.ReadAll(io.LimitReader(io.NewSectionReader(output, max(0, size-mostOutput), mostOutput), mostOutput))
	lines := strings.FieldsFunc(strings.ToValidUTF8(string(text), "?"), func(r rune) bool { return r == '\n' || r == '\r' })
	if err != nil || len(lines) == 0 {
		return "; it wrote nothing"
	}
	if size > mostOutput && len(lines) > 1 {
		lines[0] = "..."
	}
	return "; it wrote: " + strings.Join(lines, " | ")
}
