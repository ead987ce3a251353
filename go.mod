module github.com/imageconform/imageconform

go 1.26.0

require (
	github.com/antchfx/xmlquery v1.5.2 // the XML tree that XPath rules are asked of
	github.com/antchfx/xpath v1.3.9 // XPath with namespaces, for the rules about XML
	github.com/chromedp/cdproto v0.159.2 // the protocol that chromedp speaks, in tests
	github.com/chromedp/chromedp v0.23.0 // pages in a real Chromium, in tests
	github.com/google/go-cmp v0.7.0 // differences in tests
	github.com/gophercloud/gophercloud v1.14.1 // the last one that reads images of compute: a real client, in tests
	github.com/gophercloud/gophercloud/v2 v2.15.0 // Keystone, clouds.yaml and the catalogue; the image service, where images are made to judge by
	github.com/onsi/ginkgo/v2 v2.34.0 // the specs as Ginkgo runs them, and its command
	github.com/rogpeppe/go-internal v1.16.0 // testscript, for the command in tests
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3 // second opinion about the schemas in tests
	github.com/secure-systems-lab/go-securesystemslib v0.11.1 // DSSE, the envelope of signed statements
	github.com/spf13/cobra v1.10.2 // subcommands, help and completion
	github.com/spf13/pflag v1.0.9 // the flags behind cobra, to tell given ones from defaults
	github.com/transparency-dev/merkle v0.0.2 // the Merkle tree of RFC 6962 over the exchanges of a certificate
	github.com/xeipuuv/gojsonschema v1.2.0 // JSON Schema, for the rules about JSON
	github.com/yuin/goldmark v1.8.7 // the summary as GitHub reads Markdown, in tests
	go.uber.org/goleak v1.3.0 // no goroutine left behind, in tests
	go.yaml.in/yaml/v3 v3.0.6 // the configuration file, unknown keys refused
	golang.org/x/net v0.57.0 // HTML as browsers read it, in tests
	golang.org/x/sync v0.24.0 // bounded concurrency with errors
	golang.org/x/term v0.47.0 // whether output is a terminal, and its width
	golang.org/x/time v0.16.0 // the rate limiter of the reference deployment
	pgregory.net/rapid v1.3.0 // generated cases in tests
)

require (
	github.com/Masterminds/semver/v3 v3.4.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/go-logr/logr v1.4.3 // indirect
	github.com/go-task/slim-sprig/v3 v3.0.0 // indirect
	github.com/golang/groupcache v0.0.0-20210331224755-41bb18bfe9da // indirect
	github.com/google/pprof v0.0.0-20260402051712-545e8a4df936 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/onsi/gomega v1.44.0 // indirect
	github.com/xeipuuv/gojsonpointer v0.0.0-20180127040702-4e3ac2762d5f // indirect
	github.com/xeipuuv/gojsonreference v0.0.0-20180127040603-bd5ef7bd5415 // indirect
	golang.org/x/crypto v0.55.0 // indirect
	golang.org/x/mod v0.38.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/text v0.41.0 // indirect
	golang.org/x/tools v0.48.0 // indirect
	gopkg.in/yaml.v2 v2.4.0 // indirect
)

tool github.com/onsi/ginkgo/v2/ginkgo
