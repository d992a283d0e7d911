# One way to run each thing. `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input install --quiet
# Each is touched when its installation is done, and is older than a changed lock.
FOR_RUNNING := $(VENV)/.installed-to-run
FOR_DEVELOPING := $(VENV)/.installed-to-develop

CHROMIUM := /usr/bin/chromium
# These take minutes together, so `make check` leaves them to `make test`.
SLOW_TESTS := contracts mayhem pages stories

# More words for pytest, for example PYTEST_ARGS="-n 2 -k excise".
PYTEST_ARGS ?=
MAYHEM_STEPS ?= 1000
MAYHEM_SEED ?= 1
MAYHEM_LINE := build/mayhem/last.txt

.PHONY: help setup setup-runtime browser test check format lint types imports unit
.PHONY: demo mayhem bench lock clean

help: ## List the targets.
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(FOR_DEVELOPING) ## Install everything into .venv and run nothing.

setup-runtime: $(FOR_RUNNING) ## Install only what the product itself needs.

test: setup browser ## Install what is missing and run every check and every test.
	@$(MAKE) --no-print-directory format lint types imports
	$(VENV)/bin/pytest $(PYTEST_ARGS)

check: format lint types imports unit ## Run what is fast: format, lint, types, imports, unit tests.

format: setup ## Show files that are not formatted.
	$(VENV)/bin/ruff format --check

lint: setup ## Look for mistakes and bad habits.
	$(VENV)/bin/ruff check

types: setup ## Check the types, strictly.
	$(VENV)/bin/mypy

imports: setup ## Check that the stations import downwards only.
	$(VENV)/bin/lint-imports --no-logo

unit: setup ## Run the tests that start no server and no browser.
	$(VENV)/bin/pytest -m "not browser and not mayhem and not server" \
		$(SLOW_TESTS:%=--ignore=tests/%) $(PYTEST_ARGS)

demo: setup-runtime ## Trade a season on the simulators and prove it; SERVE=1 leaves the dashboard on.
	@$(VENV)/bin/leafledger demo $(if $(SERVE),--serve)

mayhem: setup ## Run random facts, faults and crashes for MAYHEM_STEPS steps from MAYHEM_SEED.
	@rm -f $(MAYHEM_LINE)
	MAYHEM_STEPS=$(MAYHEM_STEPS) MAYHEM_SEED=$(MAYHEM_SEED) \
		$(VENV)/bin/pytest tests/mayhem -m mayhem --timeout=0 $(PYTEST_ARGS)
	@if [ -f $(MAYHEM_LINE) ]; then cat $(MAYHEM_LINE); fi

bench: setup ## Run every benchmark, print its table and write build/bench/*.json.
	@mkdir -p build/bench
	@shopt -s nullglob; for main in benchmarks/*/__main__.py; do \
		name=$$(basename "$$(dirname "$$main")"); \
		echo "== $$name"; $(PY) -m "benchmarks.$$name"; \
	done

# uv is kept out of .venv, which holds what the lock names and nothing else.
lock: UV := build/lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet $(if $(UPGRADE),--upgrade)
lock: setup ## Lock libraries by name, version and hash; UPGRADE=1 takes the newest allowed.
	@test -x build/lock/bin/uv || { $(PY) -m venv build/lock; \
		build/lock/bin/python -m pip --disable-pip-version-check install --quiet uv; }
	$(UV) --output-file requirements.txt
	$(UV) --group dev --constraint requirements.txt --output-file requirements-dev.txt
	@if grep -n '://' requirements.txt requirements-dev.txt; then \
		echo "A lock names an address. Take it out before you commit."; exit 1; fi
	@$(VENV)/bin/pytest -q tests/house/test_no_machine_is_committed.py

clean: ## Remove .venv and everything that tools left behind.
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf .import_linter_cache .grimp_cache
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

$(FOR_DEVELOPING): requirements-dev.txt requirements.txt pyproject.toml | $(PY)
	@echo "Installing what developing needs into $(VENV)"
	@$(PIP) --require-hashes --requirement requirements-dev.txt
	@$(PIP) --no-deps --editable .
	@touch $(FOR_RUNNING) $(FOR_DEVELOPING)

$(FOR_RUNNING): requirements.txt pyproject.toml | $(PY)
	@echo "Installing what running needs into $(VENV)"
	@$(PIP) --require-hashes --requirement requirements.txt
	@$(PIP) --no-deps --editable .
	@touch $(FOR_RUNNING)

$(PY):
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		"$$python" -m venv $(VENV) && exit 0; \
		rm -rf $(VENV); \
		echo "$$python cannot make a virtual environment; on Debian: apt-get install python3-venv."; \
		exit 1; \
	done; \
	echo "LeafLedger needs Python 3.11 or newer. Install it, or run: make PYTHON=/path/to/python3.11"; \
	exit 1

# Without a browser the tests of the pages skip, each with its reason.
browser:
	@if [ -x $(CHROMIUM) ]; then exit 0; fi; \
	if [ "$$(id -u)" != 0 ] || [ ! -f /etc/debian_version ]; then \
		echo "No $(CHROMIUM), and only root on Debian can install it here: browser tests skip."; \
		exit 0; \
	fi; \
	echo "Installing Chromium for the browser tests"; \
	{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
		--no-install-recommends chromium fonts-dejavu-core fonts-liberation; } \
		>/dev/null </dev/null || echo "Chromium could not be installed: browser tests skip."
