# Two commands suffice: `make demo` shows the product, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test check fix bench bench-reading prove docs clean

demo: $(VENV)/.all  ## Draft, read, check and draw made-up facts and samples; says what it made.
	@$(BIN)/python examples/demo.py demo-out

test: $(VENV)/.dev  ## Run every test. Real filings are used when they lie in ../shared or $$SECTION16_SHARED.
	@$(BIN)/python -m pytest

check: $(VENV)/.dev  ## Format, lint, types, layers, generated files.
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > $(VENV)/layers.txt 2>&1 || (cat $(VENV)/layers.txt; exit 1)
	@$(BIN)/python -m section16.cli.generate --check

fix: $(VENV)/.dev  ## Format, mend what the linter can, write the generated files anew.
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/python -m section16.cli.generate

bench: $(VENV)/.bench  ## Ratios measured in one run: ours against bare libxml2 and against a peer.
	@$(BIN)/python -m bench

bench-reading: $(VENV)/.bench-reading  ## How well documents are read, on the hold-out. To docs/reading-accuracy.md.
	@$(BIN)/python -m bench.reading_loop --split holdout --publish

prove: $(VENV)/.prove  ## The long runs: fuzzing any bytes, every real filing read and drafted again. To docs/proof.md.
	@$(BIN)/python -m bench.prove

clean:
	@rm -rf $(VENV) demo-out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("section16 needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade pip

$(VENV)/.all: pyproject.toml | $(VENV)/bin/python
	@$(PIP) install --editable '.[all]'
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@$(PIP) install --editable '.[dev]'
	@$(BIN)/python -m compileall -q src
	@touch $@ $(VENV)/.all

$(VENV)/.bench: $(VENV)/.dev
	@$(PIP) install --editable '.[dev,bench]'
	@touch $@

$(VENV)/.bench-reading: $(VENV)/.dev
	@$(PIP) install --editable '.[dev,bench-reading]'
	@touch $@

$(VENV)/.prove: $(VENV)/.dev
	@$(PIP) install --editable '.[dev,prove]'
	@touch $@
