# `make run` and `make test` are all that is needed; each makes .venv itself, and again when its lock file changes.
.DEFAULT_GOAL := help
.PHONY: help run test bench screenshots format lock system-packages

PYTHON ?= python3
PORT ?= 8000
SCALE ?= 5k
PY := .venv/bin/python
export PORT

help:
	@echo "make run [PORT=8000]    start Conflict Tracker on http://127.0.0.1:PORT/"
	@echo "make test               every check of the project"
	@echo "make bench [SCALE=5k]   measure against the goals, with 5k, 100k, 1m or 2.5m incidents"
	@echo "make screenshots        make docs/screenshots again"
	@echo "make format             put the code into the one format"
	@echo "make lock               make the lock files again from pyproject.toml"

run: .venv/run.installed
	@exec $(PY) -m conflict_tracker.serve

test: .venv/test.installed system-packages
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports
	$(PY) -m djlint --lint --quiet templates
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m pytest -n 3 --dist loadfile --no-loadscope-reorder

bench: .venv/test.installed
	SCALE=$(SCALE) $(PY) -m benchmarks.run

screenshots: .venv/test.installed system-packages
	$(PY) -m tests.screenshots

format: .venv/test.installed
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock: .venv/test.installed
	$(LOCK) pyproject.toml --output-file requirements.lock
	$(LOCK) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock

# --- what is installed -------------------------------------------------------------------------------------------
INSTALL := $(PY) -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make run PYTHON=python3.12")'
	@echo "Making .venv (once) ..."
	@$(PYTHON) -m venv .venv

.venv/run.installed: requirements.lock | .venv/bin/python
	@echo "Installing packages (when requirements.lock changed) ..."
	@$(INSTALL) requirements.lock
	@touch $@

.venv/test.installed: requirements-dev.lock | .venv/run.installed
	@echo "Installing test packages (when requirements-dev.lock changed) ..."
	@$(INSTALL) requirements-dev.lock
	@touch $@

# the browser of the browser tests, fonts for its screenshots, and gettext to check translations
system-packages:
	@.ci/system-packages
