//go:build unix

package target

import (
	"os/exec"
	"syscall"
)

// inGroup makes a command the head of a process group of its own, so that a
// signal of the terminal does not reach it, and so that it ends with all that it
// started. The returned function ends what is left of the group.
func inGroup(cmd *exec.Cmd) (end func()) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	return func() {
		if cmd.Process != nil {
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		}
	}
}
