# The two commands of a fresh machine: make run, make test.
SHELL := /bin/bash
GO ?= go
GOLANGCI := $(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOVULNCHECK := $(GO) run golang.org/x/vuln/cmd/govulncheck@v1.9.0

.DEFAULT_GOAL := help
.PHONY: help build run test race e2e-nova lint vuln fuzz selftest churn bench consumers golden all clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# A certificate wants to know the commit, whatever GOFLAGS says.
BUILDVCS ?= auto
build: ## Build bin/imageconform, static
	CGO_ENABLED=0 $(GO) build -buildvcs=$(BUILDVCS) -trimpath -o bin/imageconform ./cmd/imageconform

run: build ## Judge the bundled reference deployment
	./bin/imageconform run --target bundled --require all

test: ## Run all tests
	GOGC=400 $(GO) test ./...

# Of what judges servers, one after the other and by the hundred, what does several things at once.
AT_ONCE = TestConformance|TestMyDeployment|TestState|TestRun|TestLimitedForReal|TestOrderOfTheQuestions|TestRecordingsAreServedAlike|TestInterrupt|TestTokens|TestSeed|TestScripts/^(run|serve|hooks)$$
race: ## Run the tests of what does several things at once under the race detector
	$(GO) test -race -short ./suites/target/... ./suites/oracle ./suites/recording ./fixtures/... ./reports
	$(GO) test -race -short ./suites ./suites/selftest ./cmd/... -run '$(AT_ONCE)'

UPDATE ?=
e2e-nova: build ## Run against a real Nova out of Debian's packages; UPDATE=-update writes its lists anew
	@trap .ci/nova/down EXIT; state=$$(.ci/nova/up) && \
	NOVA_DIR=$$state $(GO) test ./cmd/imageconform -run '^TestNova' -count=1 -timeout 15m $(UPDATE)

lint: ## Check form and habits
	$(GO) vet ./...
	$(GOLANGCI) run ./...

vuln: ## Look the dependencies up in the Go vulnerability database
	$(GOVULNCHECK) ./...

selftest: build ## Judge every mutant and every permitted variant
	./bin/imageconform selftest

churn: ## Judge 200 times a server whose images change all the time, and mutants of it
	$(GO) test ./suites/selftest -run '^TestChurn' -count=1 -v -timeout 60m -churn 200

bench: ## Measure docs/performance.md, on a machine that does nothing else
	$(GO) test ./cmd/imageconform -run '^TestPerformance$$' -count=1 -v -timeout 60m -performance

consumers: run ## Feed the JUnit report to two programs from npm that read it
	.ci/junit-consumers reports/out/junit.xml

FUZZTIME ?= 20s
fuzz: ## Fuzz each reader of foreign bytes, and random deployments, FUZZTIME each
	@set -e; for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz' || true); do \
	    echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$p; done; done

golden: ## Write the golden files anew
	$(GO) test ./reports ./cmd/... -update

all: test race lint ## What CI runs

clean: ## Remove what was built
	rm -rf bin reports/out
