# gouji: set-up, runs and checks. Everything happens in .venv; nothing else on the machine is changed, except that
# root on Debian or Ubuntu gets the system packages that are missing.
#
#   make demo                      check the examples and say where the pages are
#   make test                      run all tests
#   make demo PYTHON=python3.12    with another Python (3.11, 3.12 or 3.13)

PYTHON ?= python3

# Tests whose programs cannot be had on this machine: "yes" leaves them out and says so, "no" runs them, and they fail.
ALLOW_MISSING ?= yes

# Empty files that say what .venv holds and which Python it was made for.
INSTALLED = .venv/gouji-$(notdir $(PYTHON))
INSTALLED_DEV = .venv/gouji-dev-$(notdir $(PYTHON))

.PHONY: help demo test dev lint format types imports rules bench soak check clean

help:
	@echo "make demo      check examples/ and say where the pages are"
	@echo "make test      run all tests"
	@echo "make dev       set up .venv for work on gouji"
	@echo "make check     lint, types, imports and rules together"
	@echo "make lint      ruff: style and format"
	@echo "make format    ruff: mend style and format"
	@echo "make types     mypy"
	@echo "make imports   import-linter: which part may import which"
	@echo "make rules     the rulebook checks itself; compiled suites and docs/rules are up to date"
	@echo "make bench     how long a run over many reports takes"
	@echo "make soak      a run over thousands of documents that is killed again and again"
	@echo "make clean     remove .venv, gouji-out and caches"

demo: $(INSTALLED)
	.venv/bin/gouji check examples -o gouji-out --fail-on never
	@echo
	@.venv/bin/python tools/show_pages.py gouji-out/site/index.html

dev: $(INSTALLED_DEV)

test: $(INSTALLED_DEV)
	sh tools/test.sh .venv/bin/python $(ALLOW_MISSING)

lint: $(INSTALLED_DEV)
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .

format: $(INSTALLED_DEV)
	.venv/bin/python -m ruff check --fix .
	.venv/bin/python -m ruff format .

types: $(INSTALLED_DEV)
	.venv/bin/python -m mypy

imports: $(INSTALLED_DEV)
	.venv/bin/lint-imports

rules: $(INSTALLED_DEV)
	.venv/bin/gouji rules check
	.venv/bin/gouji rules build --check
	.venv/bin/gouji rules docs --check

check: lint types imports rules

bench: $(INSTALLED_DEV)
	.venv/bin/python -m pip install -qq --editable '.[bench]'
	.venv/bin/python benchmarks/check_many.py
	.venv/bin/python -m benchmarks.localise
	.venv/bin/python -m benchmarks.localise_many
	.venv/bin/python -m benchmarks.claims
	.venv/bin/python -m benchmarks.ledger
	.venv/bin/python -m benchmarks.reading
	.venv/bin/python -m benchmarks.hostile
	.venv/bin/python -m benchmarks.site
	.venv/bin/python -m benchmarks.similarity
	.venv/bin/python -m benchmarks.failing_rows
	.venv/bin/python -m benchmarks.throughput html 1000 10000
	.venv/bin/python -m benchmarks.throughput docx 1000
	.venv/bin/python -m benchmarks.throughput xlsx 1000
	.venv/bin/python -m benchmarks.throughput pdf 500
	.venv/bin/python -m benchmarks.scale 500 1000 2000
	.venv/bin/python -m benchmarks.cluster 200 1000

soak: $(INSTALLED_DEV)
	.venv/bin/python -m benchmarks.soak

clean:
	rm -rf .venv gouji-out dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# Editable, so that an installed gouji is always the code that is here.
$(INSTALLED): pyproject.toml
	sh tools/make-venv.sh $(PYTHON) .venv
	@echo "Installing gouji and what it needs into .venv; this takes a minute or two."
	.venv/bin/python -m pip install -qq --editable .
	touch $@

$(INSTALLED_DEV): $(INSTALLED)
	@echo "Installing the tools for tests and checks into .venv."
	.venv/bin/python -m pip install -qq --editable '.[dev]'
	touch $@
