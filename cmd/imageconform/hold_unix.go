//go:build unix

package main

import (
	"errors"
	"os"
	"syscall"
)

// hold keeps other runs out of a folder until it is released, or this process
// ends in whatever way: the lock is on the folder itself, and leaves no file.
// Where the system has no such locks nobody is kept out.
func hold(dir string) (release func(), err error) {
	folder, err := os.Open(dir) //nolint:gosec // the folder is the user's choice
	if err != nil {
		return nil, harness("the folder of the reports cannot be read: %w", err)
	}
	err = syscall.Flock(int(folder.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		_ = folder.Close()
		return nil, usage("another run writes into %s", dir).hinted("--out names another folder; or wait until that run is done")
	}
	return func() { _ = folder.Close() }, nil
}
