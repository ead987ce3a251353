package requirement

// Recipe is how to provide what a requirement needs to be decided.
type Recipe struct {
	// Text says what to do, in words.
	Text string `json:"text"`
	// Command does it, its words in capitals to be filled in; empty where no
	// command does.
	Command string `json:"command,omitempty"`
}

// IsZero reports whether there is no recipe.
func (r Recipe) IsZero() bool { return r == Recipe{} }

// String is the recipe in one line.
func (r Recipe) String() string {
	if r.Command == "" {
		return r.Text
	}
	return r.Text + ": " + r.Command
}

// Recipes that a planner names, where it finds something missing.
var (
	// RecipeImages is for what any deployment with a handful of images has.
	RecipeImages = Recipe{"keep a handful of ACTIVE images of different names and creation times", createImage + " NAME"}
	// RecipeOther is for a second tenant.
	RecipeOther = Recipe{
		"name a user of another tenant, by the token in IMAGECONFORM_OTHER_TOKEN, and give that tenant a private image",
		"imageconform run --other-target URL",
	}
	// RecipeForbidden is for a user who may not list.
	RecipeForbidden = Recipe{
		"name a user of this tenant who may not list images, by the token in IMAGECONFORM_FORBIDDEN_TOKEN, or have a control " +
			"endpoint or hook make the deployment answer 403",
		"export IMAGECONFORM_FORBIDDEN_TOKEN",
	}
	// RecipeWithoutXML is for a deployment that answers in JSON alone.
	RecipeWithoutXML = Recipe{"declare that the deployment has no XML, if that is so", "imageconform run --feature xml=absent"}
)

// createImage makes an image that is ACTIVE at once.
const createImage = "openstack image create --disk-format raw --container-format bare --file FILE"

// Recipes for particular images.
var (
	recipeNamesakes       = Recipe{"give two images the same name", createImage + " NAME; " + createImage + " NAME"}
	recipeOddNames        = Recipe{"name images with a space, with & and <, with + and %, and with letters beyond ASCII", createImage + " 'a b & <c> 50%+é'"}
	recipeSnapshot        = Recipe{"create an image from a server", "openstack server image create --name NAME SERVER"}
	recipeTwoServers      = Recipe{"create images from two servers, and keep one from none", "openstack server image create --name NAME SERVER"}
	recipeVolumeSnapshot  = Recipe{"take a snapshot of a server that boots from a volume", "openstack server image create --name NAME SERVER"}
	recipeSaving          = Recipe{"keep an image in status SAVING: one without data, or one that is being uploaded", "openstack image create --disk-format raw --container-format bare NAME"}
	recipeError           = Recipe{Text: "give an image the status ERROR"}
	recipeDeleted         = Recipe{"delete an image shortly before the run", createImage + " NAME && openstack image delete NAME"}
	recipeChanged         = Recipe{"change a property of an image well after its creation", "openstack image set --property changed=yes NAME"}
	recipeProperty        = Recipe{"give an image a property", "openstack image set --property note=text NAME"}
	recipeProperties      = Recipe{"give an image two or more properties", "openstack image set --property first=1 --property second=2 NAME"}
	recipeTypedProperties = Recipe{"give an image properties such as auto_disk_config True and a number", "openstack image set --property auto_disk_config=True --property number=7 NAME"}
	recipeSpecialProperty = Recipe{"give an image a property whose value holds <, & and letters beyond ASCII", "openstack image set --property 'note=a < b & é' NAME"}
	recipeNoProperty      = Recipe{"keep an image without any property", createImage + " NAME"}
	recipeNullProperty    = Recipe{Text: "give an image a property without a value"}
	recipePageMaximum     = Recipe{
		Text: "list more images than the deployment returns at once, 1000 by default in Nova, or lower that maximum",
	}
	recipeMarker = Recipe{Text: "delete the marker image between two pages of a walk"}
)

// Recipes for rate limits.
var (
	recipeOverLimit = Recipe{
		"have a control endpoint or hook make the deployment answer 413, or let a burst of requests run into its own rate limit",
		"imageconform run --probe-rate-limit",
	}
	recipeTwoLimits = Recipe{
		"name a user of another tenant, by the token in IMAGECONFORM_OTHER_TOKEN, and have a control endpoint or hook make the " +
			"deployment answer 413, or let a burst of requests run into its own rate limit",
		"imageconform run --other-target URL --probe-rate-limit",
	}
)

// recipeState is for a state that no client can provoke.
func recipeState(status string) Recipe {
	return Recipe{"run against a deployment whose control endpoint or hook can make it answer " + status, "imageconform run --control URL"}
}

// recipeWhere is for what depends on a feature: to have it, or to declare that
// it is absent.
func recipeWhere(f Feature) Recipe {
	return Recipe{
		"run against a deployment that " + f.Title() + ", or declare that this one does not",
		"imageconform run --feature " + string(f) + "=absent",
	}
}
