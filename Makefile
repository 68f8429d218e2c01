# make          install what is missing and build dist/ from source/
# make test     install what is missing and run every check
# make check    the quick part of it: types, style, and the sources of the dataset
# make verify   build again in a temporary folder and compare with dist/, byte by byte
# make fuzz     look for inputs that break it, for FUZZ minutes (10), with a seed that is printed
# make watch    build again whenever a source changes
# make bench    measure speed, as ratios within one run
# make update   write generated code, the expected outputs of the tests, and dist/ anew
# make clean    remove what was installed and what was built and isn't committed

.DEFAULT_GOAL := dist/SHA256SUMS
# Half of a dist/ is none: an interrupted build leaves the old one whole, and its list must stay with it.
.PRECIOUS: dist/SHA256SUMS
.PHONY: test check verify fuzz watch bench update clean types style sources tests
MAKEFLAGS += --no-builtin-rules

BIN := node_modules/.bin
LODEMARK := $(BIN)/tsx pipeline/cli.ts
# Written last by `npm ci` and `npm install` alike.
INSTALLED := node_modules/.package-lock.json
# Folders too: they change when a file in them is gone.
INPUTS := $(shell find source schemas pipeline -not -name '.*' -not -name '*~' | sed 's/ /\\ /g')

dist/SHA256SUMS: $(INPUTS) $(INSTALLED)
	$(LODEMARK) build
	@touch $@

$(INSTALLED): package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

test: check tests verify

check: types style sources

types: $(INSTALLED)
	$(BIN)/tsc --noEmit

style: $(INSTALLED)
	$(BIN)/biome check --error-on-warnings

sources: $(INSTALLED)
	$(LODEMARK) check

tests: $(INSTALLED)
	$(BIN)/vitest run

verify: $(INSTALLED)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(LODEMARK) build --no-cache --out "$$folder/dist" && \
	if diff -rq --exclude=site dist "$$folder/dist"; then echo 'dist/ is what the sources give.'; \
	else echo 'dist/ is not what the sources give; run `make` and commit it.' >&2; exit 1; fi

fuzz: $(INSTALLED)
	FUZZ=$${FUZZ:-10} $(BIN)/vitest run test/fuzz.test.ts

watch: $(INSTALLED)
	$(LODEMARK) watch

bench: $(INSTALLED)
	$(BIN)/tsx test/bench/bench.ts

update: $(INSTALLED)
	$(BIN)/tsx pipeline/generate.ts
	UPDATE=1 $(BIN)/vitest run test/golden.test.ts test/diff.test.ts
	$(LODEMARK) build
	@touch dist/SHA256SUMS

clean:
	rm -rf node_modules .lodemark .dist-* dist/site package *.tgz
