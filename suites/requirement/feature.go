package requirement

import (
	"fmt"
	"slices"
	"strings"
)

// Feature names something that a deployment may have or not, by which rows
// apply to it or do not. An operator declares what is known of it.
type Feature string

// The features. What each is stands in their table.
const (
	XMLFormat          Feature = "xml"
	SecondTenant       Feature = "second-tenant"
	RestrictedUsers    Feature = "restricted-users"
	Servers            Feature = "servers"
	SavingImages       Feature = "saving-images"
	ErrorImages        Feature = "error-images"
	DeletedImages      Feature = "deleted-images"
	ChangedImages      Feature = "changed-images"
	Metadata           Feature = "metadata"
	NullMetadata       Feature = "null-metadata"
	StructuredMetadata Feature = "structured-metadata"
	PagedMetadata      Feature = "paged-metadata"
	ExtensionStatuses  Feature = "extension-statuses"
	ExtensionMembers   Feature = "extension-members"
	ImageFaults        Feature = "image-faults"
	PageMaximum        Feature = "page-maximum"
	LimitMaximum       Feature = "limit-maximum"
	PreviousLinks      Feature = "previous-links"
	RequestIDs         Feature = "request-ids"
	ContentLength      Feature = "content-length"
	Compression        Feature = "compression"
	Redirects          Feature = "redirects"
	Cache              Feature = "cache"
	Validators         Feature = "validators"
	CachingHeaders     Feature = "caching-headers"
	RateLimiting       Feature = "rate-limiting"
)

// featureTitles say what a deployment with the feature does or has, in the
// order of the list.
var featureTitles = []struct {
	feature Feature
	title   string
}{
	{XMLFormat, "answers in XML too"},
	{SecondTenant, "has a second tenant, whose images the first does not see"},
	{RestrictedUsers, "has users who may not list images, and answers them 403"},
	{Servers, "has images made from servers"},
	{SavingImages, "lists images in status SAVING"},
	{ErrorImages, "lists images in status ERROR"},
	{DeletedImages, "remembers deleted images, and lists them with changes-since"},
	{ChangedImages, "changes images after their creation"},
	{Metadata, "has images with metadata"},
	{NullMetadata, "gives metadata values as null"},
	{StructuredMetadata, "gives metadata values as lists or objects"},
	{PagedMetadata, "pages the metadata of an image through metadata_links"},
	{ExtensionStatuses, "gives images statuses of extensions"},
	{ExtensionMembers, "gives images members of extensions"},
	{ImageFaults, "describes why an image failed in a fault"},
	{PageMaximum, "cuts a list without a limit into pages by itself"},
	{LimitMaximum, "refuses a limit above its maximum with 413"},
	{PreviousLinks, "writes links to the page before"},
	{RequestIDs, "sends X-Compute-Request-Id"},
	{ContentLength, "sends Content-Length"},
	{Compression, "compresses answers for clients that accept it"},
	{Redirects, "redirects this operation"},
	{Cache, "answers from a cache, with 203 or an Age header"},
	{Validators, "sends ETag or Last-Modified"},
	{CachingHeaders, "sends headers by which an answer may be cached"},
	{RateLimiting, "limits the rate of requests"},
}

// Features lists every feature in the order of their table.
func Features() []Feature {
	all := make([]Feature, len(featureTitles))
	for i, f := range featureTitles {
		all[i] = f.feature
	}
	return all
}

// Title says what a deployment with the feature does or has.
func (f Feature) Title() string {
	for _, known := range featureTitles {
		if known.feature == f {
			return known.title
		}
	}
	return ""
}

// ParseFeature reads a feature's name in any case; another word is an error.
func ParseFeature(name string) (Feature, error) {
	f := Feature(strings.ToLower(name))
	if f.Title() == "" {
		return "", fmt.Errorf("there is no feature %q", name)
	}
	return f, nil
}

// Governed lists, in catalogue order, the rows that apply only to deployments
// with the feature.
func (f Feature) Governed() []Requirement {
	return slices.DeleteFunc(All(), func(r Requirement) bool { return !slices.Contains(r.Conditions(), f) })
}

// Conditions are the features that a deployment needs to have, all of them,
// for the row to apply to it: those that the row names, and XML where the row
// speaks of nothing else.
func (r Requirement) Conditions() []Feature {
	conditions := slices.Clone(r.Features)
	if r.Format == XML && !slices.Contains(conditions, XMLFormat) {
		conditions = append([]Feature{XMLFormat}, conditions...)
	}
	return conditions
}
