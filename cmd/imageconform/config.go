package main

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// Config is everything that can be set of a run. Each field can be given as
// a flag, an environment variable or a key of the configuration file, and the
// first of these that is given wins. Secrets have no flag: a command line can
// be read by every user of the machine.
type Config struct {
	Target         string        `flag:"target" env:"IMAGECONFORM_TARGET" yaml:"target" doc:"base URL of the deployment, such as http://host:8774/v2/TENANT; none judges the bundled reference deployment" arg:"URL"`
	Token          target.Token  `flag:"-" env:"IMAGECONFORM_TOKEN" yaml:"token" doc:"token of the user whose list is judged"`
	OtherTarget    string        `flag:"other-target" env:"IMAGECONFORM_OTHER_TARGET" yaml:"other-target" doc:"base URL of a second tenant" arg:"URL"`
	OtherToken     target.Token  `flag:"-" env:"IMAGECONFORM_OTHER_TOKEN" yaml:"other-token" doc:"token of a user of the second tenant"`
	ForbiddenToken target.Token  `flag:"-" env:"IMAGECONFORM_FORBIDDEN_TOKEN" yaml:"forbidden-token" doc:"token of a user who may not list images"`
	OSCloud        string        `flag:"os-cloud" env:"IMAGECONFORM_OS_CLOUD" openstack:"OS_CLOUD" yaml:"os-cloud" doc:"cloud of clouds.yaml to sign in to, whose compute is judged; also OS_CLOUD" arg:"NAME"`
	OSRegion       string        `flag:"os-region" env:"IMAGECONFORM_OS_REGION" openstack:"OS_REGION_NAME" yaml:"os-region" doc:"region of the cloud's compute; also OS_REGION_NAME" arg:"NAME"`
	OSInterface    string        `flag:"os-interface" env:"IMAGECONFORM_OS_INTERFACE" openstack:"OS_INTERFACE" yaml:"os-interface" doc:"interface of the cloud's compute: public, internal or admin; also OS_INTERFACE" arg:"WORD"`
	OtherOSCloud   string        `flag:"other-os-cloud" env:"IMAGECONFORM_OTHER_OS_CLOUD" yaml:"other-os-cloud" doc:"cloud of clouds.yaml that signs in to a second tenant" arg:"NAME"`
	ForbiddenCloud string        `flag:"forbidden-os-cloud" env:"IMAGECONFORM_FORBIDDEN_OS_CLOUD" yaml:"forbidden-os-cloud" doc:"cloud of clouds.yaml that signs in as a user who may not list images" arg:"NAME"`
	Control        string        `flag:"control" env:"IMAGECONFORM_CONTROL" yaml:"control" doc:"control endpoint that puts the deployment into states such as 503" arg:"URL"`
	ControlToken   target.Token  `flag:"-" env:"IMAGECONFORM_CONTROL_TOKEN" yaml:"control-token" doc:"token of the control endpoint"`
	Hooks          hooks         `flag:"-" env:"-" yaml:"hooks" doc:"commands that put the deployment into the states for 203, 403, 413, 500 and 503, and back"`
	PublicURL      string        `flag:"public-url" env:"IMAGECONFORM_PUBLIC_URL" yaml:"public-url" doc:"what the deployment's links begin with, where that is not the target's scheme and host" arg:"URL"`
	CAFile         string        `flag:"ca-file" env:"IMAGECONFORM_CA_FILE" openstack:"OS_CACERT" yaml:"ca-file" doc:"PEM file of certificate authorities to trust beside the system's" arg:"FILE"`
	CertFile       string        `flag:"cert-file" env:"IMAGECONFORM_CERT_FILE" openstack:"OS_CERT" yaml:"cert-file" doc:"PEM file of a client certificate to show" arg:"FILE"`
	KeyFile        string        `flag:"key-file" env:"IMAGECONFORM_KEY_FILE" openstack:"OS_KEY" yaml:"key-file" doc:"PEM file of the client certificate's key, if the certificate's file has it not" arg:"FILE"`
	Insecure       bool          `flag:"insecure" env:"IMAGECONFORM_INSECURE" yaml:"insecure" doc:"do not verify the deployment's certificate"`
	Profile        string        `flag:"profile" env:"IMAGECONFORM_PROFILE" yaml:"profile" doc:"family of deployments to judge by: documented, nova-legacy, rackspace or nova-2.1" arg:"NAME"`
	Only           []string      `flag:"only" env:"IMAGECONFORM_ONLY" yaml:"only" doc:"judge only requirements whose ids match, such as 'LIM-*'; comma-separated or repeated" arg:"GLOB"`
	Skip           []string      `flag:"skip" env:"IMAGECONFORM_SKIP" yaml:"skip" doc:"leave out requirements whose ids match; comma-separated or repeated" arg:"GLOB"`
	Area           []string      `flag:"area" env:"IMAGECONFORM_AREA" yaml:"area" doc:"judge only these areas, such as LIM,MRK" arg:"AREA"`
	Level          []string      `flag:"level" env:"IMAGECONFORM_LEVEL" yaml:"level" doc:"judge only these levels: must, should, may, obs" arg:"LEVEL"`
	Require        string        `flag:"require" env:"IMAGECONFORM_REQUIRE" yaml:"require" doc:"which MUST have to be decided: core, or all that apply" arg:"core|all"`
	RequirementSet string        `flag:"requirement-set" env:"IMAGECONFORM_REQUIREMENT_SET" yaml:"requirement-set" doc:"dated set of requirements that the verdict scores; later ones are observations" arg:"YYYY.MM"`
	FailOn         string        `flag:"fail-on" env:"IMAGECONFORM_FAIL_ON" yaml:"fail-on" doc:"least level whose violation gives exit code 1: must or should" arg:"must|should"`
	Baseline       string        `flag:"baseline" env:"IMAGECONFORM_BASELINE" yaml:"baseline" doc:"report.json of an earlier run to compare with: exit code 1 then means worse than that, 0 not worse" arg:"FILE"`
	Features       declarations  `flag:"feature" env:"IMAGECONFORM_FEATURES" yaml:"features" doc:"what the deployment has or not, such as rate-limiting=absent; comma-separated or repeated; imageconform features lists them" arg:"NAME=absent|present"`
	Certify        bool          `flag:"certify" env:"IMAGECONFORM_CERTIFY" yaml:"certify" doc:"write the bundle of a certificate, certificate.tar: every MUST has to be decided, and nothing is left out or asked twice"`
	Product        string        `flag:"product" env:"IMAGECONFORM_PRODUCT" yaml:"product" doc:"name of the product that the certificate is about" arg:"NAME"`
	ProductVersion string        `flag:"product-version" env:"IMAGECONFORM_PRODUCT_VERSION" yaml:"product-version" doc:"version of the product" arg:"VERSION"`
	Vendor         string        `flag:"vendor" env:"IMAGECONFORM_VENDOR" yaml:"vendor" doc:"who makes the product" arg:"NAME"`
	Contact        string        `flag:"contact" env:"IMAGECONFORM_CONTACT" yaml:"contact" doc:"whom to ask about the certificate" arg:"ADDRESS"`
	Nonce          string        `flag:"nonce" env:"IMAGECONFORM_NONCE" yaml:"nonce" doc:"the authority's nonce for this certificate" arg:"WORD"`
	Key            string        `flag:"key" env:"IMAGECONFORM_KEY" yaml:"key" doc:"private key that signs the certificate, as keygen writes it" arg:"FILE"`
	Waivers        string        `flag:"waivers" env:"IMAGECONFORM_WAIVERS" yaml:"waivers" doc:"YAML file of waivers: a list of requirement, reason, expires and link" arg:"FILE"`
	Seed           uint64        `flag:"seed" env:"IMAGECONFORM_SEED" yaml:"seed" doc:"seed of the generated queries, 0 for one from the clock; every report tells it" arg:"N"`
	Generated      int           `flag:"generated" env:"IMAGECONFORM_GENERATED" yaml:"generated" doc:"number of generated queries" arg:"N"`
	Timeout        time.Duration `flag:"timeout" env:"IMAGECONFORM_TIMEOUT" yaml:"timeout" doc:"time allowed for one request" arg:"DURATION"`
	Deadline       time.Duration `flag:"deadline" env:"IMAGECONFORM_DEADLINE" yaml:"deadline" doc:"time allowed for the run, 0 for any" arg:"DURATION"`
	MaxHeader      int           `flag:"max-header" env:"IMAGECONFORM_MAX_HEADER" yaml:"max-header" doc:"most bytes of one header; what is larger is not judged" arg:"BYTES"`
	MaxBody        int           `flag:"max-body" env:"IMAGECONFORM_MAX_BODY" yaml:"max-body" doc:"most bytes of one body, once it is unpacked; what is larger is not judged" arg:"BYTES"`
	MaxRatio       int           `flag:"max-ratio" env:"IMAGECONFORM_MAX_RATIO" yaml:"max-ratio" doc:"how many times larger than its packed form a body of more than 1 MiB may be" arg:"N"`
	MaxTotal       int           `flag:"max-total" env:"IMAGECONFORM_MAX_TOTAL" yaml:"max-total" doc:"most bytes of all bodies of the run; nothing is asked once they are reached" arg:"BYTES"`
	MaxURL         int           `flag:"max-url" env:"IMAGECONFORM_MAX_URL" yaml:"max-url" doc:"longest URL that is asked; a longer next link is not followed" arg:"BYTES"`
	MaxRedirects   int           `flag:"max-redirects" env:"IMAGECONFORM_MAX_REDIRECTS" yaml:"max-redirects" doc:"most redirects that are followed for one request, within the host" arg:"N"`
	MaxPages       int           `flag:"max-pages" env:"IMAGECONFORM_MAX_PAGES" yaml:"max-pages" doc:"most pages of one listing; what is behind them is not judged" arg:"N"`
	MaxDepth       int           `flag:"max-depth" env:"IMAGECONFORM_MAX_DEPTH" yaml:"max-depth" doc:"deepest nesting of a document; what is deeper is not judged" arg:"N"`
	MaxNumber      int           `flag:"max-number" env:"IMAGECONFORM_MAX_NUMBER" yaml:"max-number" doc:"most digits of a number in JSON, and its largest exponent; a document with a larger one is not judged" arg:"N"`
	MaxText        int           `flag:"max-text" env:"IMAGECONFORM_MAX_TEXT" yaml:"max-text" doc:"longest text of a document, such as a name; a document with a longer one is not judged" arg:"BYTES"`
	MaxMembers     int           `flag:"max-members" env:"IMAGECONFORM_MAX_MEMBERS" yaml:"max-members" doc:"most members of an object in JSON, and attributes of an element in XML; a document with more is not judged" arg:"N"`
	Concurrency    int           `flag:"concurrency" env:"IMAGECONFORM_CONCURRENCY" yaml:"concurrency" doc:"requests under way at once" arg:"N"`
	Rate           string        `flag:"rate" env:"IMAGECONFORM_RATE" yaml:"rate" doc:"most requests a second, 0 for any number; auto is 20, and any number for a target on loopback" arg:"auto|N"`
	ChangesRate    float64       `flag:"changes-since-rate" env:"IMAGECONFORM_CHANGES_SINCE_RATE" yaml:"changes-since-rate" doc:"most requests with changes-since a minute, 0 to learn from the deployment's own limit" arg:"N"`
	Patience       time.Duration `flag:"patience" env:"IMAGECONFORM_PATIENCE" yaml:"patience" doc:"longest that one request waits for the deployment's rate limits, as Retry-After asks" arg:"DURATION"`
	ProbeRateLimit bool          `flag:"probe-rate-limit" env:"IMAGECONFORM_PROBE_RATE_LIMIT" yaml:"probe-rate-limit" doc:"judge the rate limit itself: ask in bursts of up to 130 requests, which may shut out other users for a while"`
	Formats        []string      `flag:"formats" env:"IMAGECONFORM_FORMATS" yaml:"formats" doc:"formats of the reports: json, junit, text, html, markdown, github, ctrf, badge, or all" arg:"NAME"`
	Out            string        `flag:"out" env:"IMAGECONFORM_OUT" yaml:"out" doc:"folder for the reports and evidence.har" arg:"DIR"`
	Evidence       string        `flag:"evidence" env:"IMAGECONFORM_EVIDENCE" yaml:"evidence" doc:"exchanges that evidence.har and the reports hold: all, failures or off" arg:"all|failures|off"`
	EvidenceBody   int           `flag:"evidence-body" env:"IMAGECONFORM_EVIDENCE_BODY" yaml:"evidence-body" doc:"most bytes of one body that evidence.har holds" arg:"BYTES"`
	Color          string        `flag:"color" env:"IMAGECONFORM_COLOR" yaml:"color" doc:"auto, always or never; auto also heeds NO_COLOR" arg:"WHEN"`
	Quiet          bool          `flag:"quiet" env:"IMAGECONFORM_QUIET" yaml:"quiet" doc:"print the verdict line alone, and no progress"`
}

// defaults is the configuration where nothing is given.
func defaults() Config {
	return Config{
		Profile:        string(requirement.Documented),
		Require:        string(verdict.RequireCore),
		FailOn:         "must",
		RequirementSet: requirement.LatestSet(),
		Timeout:        target.DefaultTimeout,
		MaxHeader:      target.DefaultMaxHeader,
		MaxBody:        target.DefaultMaxBody,
		MaxRatio:       target.DefaultMaxRatio,
		MaxTotal:       target.DefaultMaxTotal,
		MaxURL:         target.DefaultMaxURL,
		MaxRedirects:   target.DefaultMaxRedirects,
		MaxPages:       target.DefaultMaxPages,
		MaxDepth:       schemas.DefaultLimits.Depth,
		MaxNumber:      schemas.DefaultLimits.Number,
		MaxText:        schemas.DefaultLimits.Text,
		MaxMembers:     schemas.DefaultLimits.Members,
		Concurrency:    target.DefaultConcurrency,
		Rate:           autoRate,
		Patience:       target.DefaultPatience,
		Generated:      suites.DefaultGenerated,
		Formats:        usualFormats(),
		Out:            "reports/out",
		Evidence:       string(allEvidence),
		EvidenceBody:   4 << 20,
		Color:          "auto",
	}
}

// setting describes one field of Config by its tags.
type setting struct {
	index                int
	flag, env, yaml, doc string
	arg                  string
	// openstack is the variable of OpenStack's own clients for the same. It
	// counts only where signing in does.
	openstack string
}

// settings are all fields, in their order.
var settings = func() []setting {
	var all []setting
	for i := range reflect.TypeFor[Config]().NumField() {
		tag := reflect.TypeFor[Config]().Field(i).Tag
		all = append(all, setting{
			index: i, flag: tag.Get("flag"), env: tag.Get("env"), yaml: tag.Get("yaml"), doc: tag.Get("doc"), arg: tag.Get("arg"),
			openstack: tag.Get("openstack"),
		})
	}
	return all
}()

// name is the setting's name in reports: the key of the file.
func (s setting) name() string { return s.yaml }

// settingNamed is the setting of a name.
func settingNamed(name string) (s setting, known bool) {
	at := slices.IndexFunc(settings, func(s setting) bool { return s.name() == name })
	if at < 0 {
		return s, false
	}
	return settings[at], true
}

// inFileAlone reports whether a setting can be given in the file only.
func (s setting) inFileAlone() bool { return s.env == "-" }

func (s setting) secret() bool {
	return reflect.TypeFor[Config]().Field(s.index).Type == reflect.TypeFor[target.Token]()
}

// field is the setting's place in a configuration.
func (s setting) field(c *Config) reflect.Value { return reflect.ValueOf(c).Elem().Field(s.index) }

// parse reads a setting from the text of a flag or a variable. Its errors do
// not repeat the text.
func (s setting) parse(c *Config, text string) error {
	if text == "" {
		return errors.New("want a value")
	}
	switch field := s.field(c).Addr().Interface().(type) {
	case *string:
		*field = text
	case *target.Token:
		*field = target.Token(text)
	case *[]string:
		*field = nil
		for word := range strings.SplitSeq(text, ",") {
			*field = append(*field, strings.TrimSpace(word))
		}
	case *declarations:
		*field = declarations{}
		for word := range strings.SplitSeq(text, ",") {
			name, presence, ok := strings.Cut(strings.TrimSpace(word), "=")
			if _, twice := (*field)[name]; !ok || twice {
				return errors.New("want NAME=absent or NAME=present, each name once")
			}
			(*field)[name] = presence
		}
	case *bool:
		value, err := strconv.ParseBool(text)
		if err != nil {
			return errors.New("want true or false")
		}
		*field = value
	case *int:
		value, err := strconv.Atoi(text)
		if err != nil {
			return errors.New("want a whole number")
		}
		*field = value
	case *float64:
		value, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return errors.New("want a number")
		}
		*field = value
	case *uint64:
		value, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			return errors.New("want a whole number that is not negative")
		}
		*field = value
	case *time.Duration:
		value, err := time.ParseDuration(text)
		if err != nil {
			return errors.New("want a duration such as 30s or 5m")
		}
		*field = value
	}
	return nil
}

// show is the setting's value as a text, secrets masked.
func (s setting) show(c *Config) string {
	switch value := s.field(c).Interface().(type) {
	case target.Token:
		if value == "" {
			return ""
		}
		return value.String()
	case []string:
		return strings.Join(value, ",")
	case declarations:
		return value.String()
	case hooks:
		return strings.Join(value.states(), ",")
	default:
		return fmt.Sprint(value)
	}
}

// effective are all settings with their values and origins.
func (l loaded) effective() []reports.Setting {
	var all []reports.Setting
	for _, s := range settings {
		all = append(all, reports.Setting{Name: s.name(), Value: s.show(&l.config), Origin: l.origins[s.index].String()})
	}
	return all
}
