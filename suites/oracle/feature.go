package oracle

import (
	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// Sighting says whether a run met a feature of the deployment, and where.
type Sighting struct {
	Feature requirement.Feature `json:"feature"`
	// Asked says that something was asked that would have shown the feature.
	Asked bool `json:"asked"`
	// Seen is the first answer that showed it, nil when none did. What was seen
	// is its Got.
	Seen *Finding `json:"seen,omitempty"`
}

// Sight looks through the exchanges of a run for a feature.
func Sight(f requirement.Feature, v View, all []*Reading) Sighting {
	s := Sighting{Feature: f}
	sign := signs[f]
	for _, r := range all {
		if _, ours := v.asked(r); r.Status == 0 || !ours && !sign.anyone {
			continue
		}
		s.Asked = s.Asked || sign.asked != nil && sign.asked(r)
		if what, where := sign.shown(r); what != "" {
			var j Judgement
			j.Find(r, where, "", what)
			s.Asked, s.Seen = true, &j.Findings[0]
			return s
		}
	}
	return s
}

// sign tells a feature by an answer of the operation to a user who may ask.
type sign struct {
	// asked says that the answer would show the feature if the deployment had
	// it; nil where that is up to the images at hand.
	asked func(*Reading) bool
	// shown says what in an answer shows the feature and where, "" if nothing
	// does.
	shown func(*Reading) (what, where string)
	// anyone says that answers to other requests tell, too.
	anyone bool
}

// signs hold one of each feature.
var signs = map[requirement.Feature]sign{
	requirement.XMLFormat:          {asked: wantsXML, shown: of(showsXML)},
	requirement.SecondTenant:       {asked: byNeighbour, shown: of(listsForNeighbour)},
	requirement.RestrictedUsers:    {asked: mayBeForbidden, shown: of(knowsForbidden), anyone: true},
	requirement.Servers:            {shown: inImages(fromServer)},
	requirement.SavingImages:       {shown: inImages(withStatus("SAVING"))},
	requirement.ErrorImages:        {shown: inImages(withStatus("ERROR"))},
	requirement.DeletedImages:      {shown: inImages(withStatus(Deleted))},
	requirement.ChangedImages:      {shown: inImages(changedLater)},
	requirement.Metadata:           {shown: inImages(withMetadata)},
	requirement.NullMetadata:       {shown: inImages(withValue(schemas.Null, "null"))},
	requirement.StructuredMetadata: {shown: inImages(withValue(schemas.Composite, "a list or an object"))},
	requirement.PagedMetadata:      {shown: counted("JSN-20", "an image with metadata_links")},
	requirement.ExtensionStatuses:  {shown: inImages(withOtherStatus)},
	requirement.ExtensionMembers:   {asked: (*Reading).Lists, shown: counted("JSN-17", "an image with a member of an extension")},
	requirement.ImageFaults:        {shown: counted("JSN-19", "an image with a fault")},
	requirement.PageMaximum:        {shown: of(cutsByItself)},
	requirement.LimitMaximum:       {asked: asksTooMuch, shown: of(refusesLimit)},
	requirement.PreviousLinks:      {asked: behindMarker, shown: of(pagesBack)},
	requirement.RequestIDs:         {asked: answered, shown: inHeader("X-Compute-Request-Id"), anyone: true},
	requirement.ContentLength:      {asked: (*Reading).mayHaveBody, shown: of(announces), anyone: true},
	requirement.Compression:        {asked: wantsGzip, shown: of(compressed)},
	requirement.Redirects:          {asked: answered, shown: of(redirected)},
	requirement.Cache:              {asked: inState(target.Cached), shown: of(fromCache)},
	requirement.Validators:         {asked: (*Reading).Lists, shown: inHeader("ETag", "Last-Modified")},
	requirement.CachingHeaders:     {asked: (*Reading).Lists, shown: of(mayBeCached)},
	requirement.RateLimiting:       {asked: inState(target.Limited), shown: of(limits), anyone: true},
}
