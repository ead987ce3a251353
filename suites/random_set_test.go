package suites

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/imageconform/imageconform/fixtures"
)

// randomSet is a collection as no table would have it: few moments and names
// shared by many images, seconds and days apart, of any owner and status.
func randomSet(t *rapid.T) fixtures.Set {
	set := fixtures.Document()
	set.Name = "random"
	set.Images = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) fixtures.Image { return randomImage(t, set) }), 0, 24).Draw(t, "images")
	seen := map[string]bool{}
	set.Images = slices.DeleteFunc(set.Images, func(i fixtures.Image) bool {
		twice := seen[i.ID]
		seen[i.ID] = true
		return twice
	})
	return set
}

var (
	randomServers = []string{"a36b0670-6969-4492-85a8-b543d08129aa", "5e214499-990e-4ef9-8e6f-44b1075164cb", "00000000-0000-4000-8000-000000000000"}
	randomSteps   = []time.Duration{0, time.Second, 59 * time.Second, time.Minute, time.Hour, 5*time.Hour + 30*time.Minute, 24 * time.Hour, 365 * 24 * time.Hour}
	randomNames   = func() []string {
		var names []string
		for _, i := range fixtures.Rich().Images {
			names = append(names, i.Name)
		}
		return names
	}()
)

// randomText is any text that both formats can hold. White space other than
// blanks is left to the tests of the readers, since no query asks for it.
func randomText() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom(randomNames), rapid.StringMatching(`[ -~]{1,12}`), rapid.StringMatching(`[\x{a1}-\x{2fff}\x{10000}-\x{1f9ff}]{1,6}`))
}

func randomImage(t *rapid.T, set fixtures.Set) fixtures.Image {
	step := func(label string) time.Duration { return rapid.SampledFrom(randomSteps).Draw(t, label) }
	created := time.Date(2012, 2, 28, 23, 59, 58, 0, time.UTC).Add(step("created") + step("and"))
	image := fixtures.Image{
		ID: fmt.Sprintf("%08x-%04x-4000-8000-%012x", rapid.Uint32().Draw(t, "id"), rapid.Uint16().Draw(t, "of"), rapid.Uint32().Draw(t, "it")),
		// Most names are of few, so that images share them.
		Name:    rapid.OneOf(rapid.SampledFrom([]string{"a", "b", "A & B", "é+"}), randomText()).Draw(t, "name"),
		Created: created, Updated: created.Add(step("updated")),
		MinDisk: rapid.IntRange(0, 100).Draw(t, "minDisk"), MinRAM: rapid.IntRange(0, 1<<20).Draw(t, "minRam"),
		Owner:  rapid.SampledFrom([]string{set.Tenant, set.Tenant, set.Tenant, set.OtherTenant}).Draw(t, "owner"),
		Public: rapid.IntRange(0, 4).Draw(t, "public") == 0,
		Metadata: rapid.MapOfN(randomText(), rapid.Ptr(rapid.OneOf(rapid.Just(""), randomText()), true), 0, 3).
			Draw(t, "metadata"),
	}
	if rapid.IntRange(0, 2).Draw(t, "snapshot") == 0 {
		image.Server = rapid.SampledFrom(randomServers).Draw(t, "server")
	}
	if rapid.IntRange(0, 4).Draw(t, "shared") == 0 {
		image.Members = []string{set.Tenant}
	}
	image.Status = rapid.SampledFrom([]string{"ACTIVE", "ACTIVE", "ACTIVE", "SAVING", "ERROR", "UNKNOWN", "DELETED"}).Draw(t, "status")
	switch image.Status {
	case "ACTIVE":
		image.Progress = 100
	case "SAVING":
		image.Progress = rapid.IntRange(0, 99).Draw(t, "progress")
	}
	return image
}
