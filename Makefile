# make setup   the environment in .venv: needs Python 3.11 or newer, installs nothing outside this folder
# make serve   run Trainer: http://127.0.0.1:8000 (PORT=8080 HOST=0.0.0.0 to listen elsewhere)
# make demo    run it on invented people, thrown away at the end: what a newcomer tries first
# make test    everything: style, types, SQLite, PostgreSQL, a real browser, accessibility
# make check   style and types only
# make benchmark   speed and memory with 100,000 people, against plain SQL (PEOPLE=10000 for fewer); not part of make test
# make screenshots   take the pictures of the README anew
# make clean   remove .venv and caches; instance/ and its data stay

SHELL := /bin/sh
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
.PHONY: setup serve demo test check benchmark screenshots clean
.DEFAULT_GOAL := setup

setup: .venv/ready
	@echo "Ready. Next: make demo (invented people), make serve (yours), or make test."

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Trainer needs Python 3.11 or newer, and found none (python3 is: $$(python3 --version 2>&1))."; \
		echo "Install it, or name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; fi
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; \
		echo "Python could not make an environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

.venv/ready: requirements.txt $(BIN)/python
	@echo "Installing what Trainer needs into .venv (about half a minute) ..."
	@$(BIN)/python -m pip install --quiet --requirement requirements.txt
	@touch $@

.venv/ready-to-test: tests/requirements.txt .venv/ready
	@echo "Installing what the tests need into .venv ..."
	@$(BIN)/python -m pip install --quiet --requirement tests/requirements.txt
	@touch $@

serve: .venv/ready
	@$(BIN)/flask --app wsgi serve

# Ctrl-C or a signal ends the server first; then the folder goes.
demo: .venv/ready
	@folder=$$(mktemp -d "$${TMPDIR:-/tmp}/trainer-demo.XXXXXX"); server=; \
	trap 'rm -rf "$$folder"' EXIT; \
	trap 'kill $$server 2>/dev/null; wait; exit' INT TERM HUP; \
	export INSTANCE="$$folder" DEMO=1 DATABASE_URL= SMTP_URL= PUBLIC_URL= PROXIES= SECRET_KEY= QUESTION_BANKS=; \
	$(BIN)/flask --app wsgi db upgrade && $(BIN)/flask --app wsgi demo load && \
	{ $(BIN)/flask --app wsgi serve & server=$$!; wait $$server; }

check: .venv/ready-to-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# The types are read by one process while the tests run in others; what it says comes at the end.
test: .venv/ready-to-test
	@$(BIN)/python -m tests.chromium
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	@said=$$(mktemp); $(BIN)/mypy >"$$said" 2>&1 & types=$$!; \
	$(BIN)/pytest -n 3 --dist worksteal; tests=$$?; \
	wait $$types; typed=$$?; echo "$(BIN)/mypy"; cat "$$said"; rm "$$said"; \
	[ $$tests = 0 ] && [ $$typed = 0 ]

benchmark: .venv/ready-to-test
	$(BIN)/python -m tests.benchmarks --people $(or $(PEOPLE),100000)

screenshots: .venv/ready-to-test
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m tests.screenshots

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
