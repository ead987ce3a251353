package certificate

import (
	"encoding/hex"
	"fmt"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"
)

// rootOf is the Merkle tree hash of RFC 6962 over the exchanges in their order,
// in hexadecimal: with it a single exchange can be shown to belong to a
// certificate without the others.
func rootOf(entries [][]byte) (string, error) {
	hasher := rfc6962.DefaultHasher
	tree := (&compact.RangeFactory{Hash: hasher.HashChildren}).NewEmptyRange(0)
	for _, entry := range entries {
		if err := tree.Append(hasher.HashLeaf(entry), nil); err != nil {
			return "", fmt.Errorf("hash the exchanges: %w", err)
		}
	}
	if len(entries) == 0 {
		return hex.EncodeToString(hasher.EmptyRoot()), nil
	}
	root, err := tree.GetRootHash(nil)
	if err != nil {
		return "", fmt.Errorf("hash the exchanges: %w", err)
	}
	return hex.EncodeToString(root), nil
}
