# make demo     read the bundled dispatches, print who says what and serve the map of it
#               (DEMO_ARGS=--no-serve prints alone)
# make page     the web page, from web/ (needs Node.js; without it everything else works)
# make test     formatting, lint, types and tests: what CI runs
# make check    formatting, lint and types alone
# make bench    the long measurements, and one table of them (an hour)
# make screenshots  the pictures of docs/page.md
# make docs     write the generated pages and build the documentation into site/, strictly
# make dist     the wheel and the source archive, with the page, and each extra tried from the wheel
# make coverage the share of lines of each room that the tests run; fails below 90%
# make mutants  the share of changes to belief/ and situation/ that their tests notice
#
# Everything is installed into the active virtual environment, or into .venv if there is none.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export PYTHON

VENV := $(or $(VIRTUAL_ENV),.venv)
RUN := $(VENV)/bin/python
INSTALLED := build/installed-$(subst /,_,$(abspath $(VENV)))
DEMO_ARGS ?=
PYTEST_ARGS ?=

# Made anew when a source of the page is newer.
PAGE := contested/map/static/index.html
PAGE_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/public/base/*')

.PHONY: help install page demo test check bench docs dist coverage mutants screenshots

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

install: $(INSTALLED)

$(INSTALLED): pyproject.toml
	@if [ ! -x "$(RUN)" ]; then .ci/make-venv "$(VENV)"; fi
	@echo "installing contested and its development tools into $(VENV)"
	@"$(RUN)" -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@mkdir -p build && touch "$@"

page: $(PAGE)

# The page's file is missing after this where there is no Node.js, and asked for again next time.
$(PAGE): $(PAGE_SOURCES) .ci/make-page
	@.ci/make-page

demo: $(INSTALLED) $(PAGE)
	@"$(RUN)" -m contested.cli demo $(DEMO_ARGS)

check: $(INSTALLED)
	"$(RUN)" -m ruff format --check .
	"$(RUN)" -m ruff check .
	"$(RUN)" -m mypy --strict

test: check $(PAGE)
	@.ci/have-browser
	"$(RUN)" -m pytest $(PYTEST_ARGS)

bench: $(INSTALLED) $(PAGE)
	@"$(RUN)" -m pip install --quiet --disable-pip-version-check --editable '.[dev,bench]' \
	  || echo "spaCy cannot be installed here: reading is measured without it"
	"$(RUN)" -m benchmarks

screenshots: $(INSTALLED) $(PAGE)
	@.ci/have-browser
	cd web && PYTHON_RUN="$(abspath $(RUN))" node scripts/screenshots.mjs

docs: $(INSTALLED)
	@"$(RUN)" -m pip install --quiet --disable-pip-version-check --editable '.[dev,docs]'
	"$(RUN)" -m contested.cli.document
	"$(RUN)" -m tools.coverage
	NO_MKDOCS_2_WARNING=1 "$(RUN)" -m mkdocs build --strict --quiet

dist: $(INSTALLED) $(PAGE)
	@"$(RUN)" -m pip install --quiet --disable-pip-version-check build
	rm -rf dist
	CONTESTED_NEED_PAGE=1 "$(RUN)" -m build --outdir dist .
	"$(RUN)" -m tools.check_dist dist

coverage: $(INSTALLED) $(PAGE)
	"$(RUN)" -m coverage erase
	"$(RUN)" -m coverage run -m pytest $(PYTEST_ARGS)
	"$(RUN)" -m coverage combine --quiet
	"$(RUN)" -m tools.room_coverage

mutants: $(INSTALLED)
	"$(RUN)" -m tools.mutants
