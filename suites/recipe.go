package suites

import (
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// recipe is how to provide what a judgement lacks, if it lacks anything.
func recipe(row requirement.Requirement, j oracle.Judgement) requirement.Recipe {
	switch {
	case j.Missing == "" && (j.Ranged > 0 || len(j.Findings) > 0 || j.Inconclusive != ""):
		return requirement.Recipe{}
	case j.Recipe.IsZero():
		return row.Recipe
	}
	return j.Recipe
}

// recipeOf is how to name an identity that a requirement needs.
func recipeOf(row requirement.Requirement, id target.Identity) requirement.Recipe {
	switch {
	case row.Need == requirement.Identity:
		return row.Recipe
	case id == target.Forbidden:
		return requirement.RecipeForbidden
	}
	return requirement.RecipeOther
}
