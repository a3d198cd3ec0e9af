# make demo     read the bundled dispatches and print who says what (DEMO_ARGS=--no-serve)
# make test     formatting, lint, types and tests: what CI runs
# make check    formatting, lint and types alone
# make bench    the long measurements
# make docs     write the generated pages
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

.PHONY: help install demo test check bench docs

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

install: $(INSTALLED)

$(INSTALLED): pyproject.toml
	@if [ ! -x "$(RUN)" ]; then .ci/make-venv "$(VENV)"; fi
	@echo "installing contested and its development tools into $(VENV)"
	@"$(RUN)" -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@mkdir -p build && touch "$@"

demo: $(INSTALLED)
	@"$(RUN)" -m contested.cli demo $(DEMO_ARGS)

check: $(INSTALLED)
	"$(RUN)" -m ruff format --check .
	"$(RUN)" -m ruff check .
	"$(RUN)" -m mypy --strict

test: check
	"$(RUN)" -m pytest $(PYTEST_ARGS)

bench: $(INSTALLED)
	"$(RUN)" -m benchmarks.kill_ingest --rounds 200
	-@"$(RUN)" -m pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	"$(RUN)" -m benchmarks.speed_reading
	"$(RUN)" -m benchmarks.belief

docs: $(INSTALLED)
	"$(RUN)" -m contested.cli.document
