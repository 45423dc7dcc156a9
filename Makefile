# Rumbo: `make demo` shows it at work, `make test` proves it. Both need Python 3.11 and make, nothing else.
PYTHON ?= python3.11
ifeq ($(shell command -v $(PYTHON)),)
PYTHON := python3
endif
BIN := .venv/bin

# Hundreds of tests start processes of their own; each would compile everything again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check spark format docs bench lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rumbo needs Python 3.11 or later")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: .venv/ready ## set everything up and run the main job on example values
	@$(BIN)/rumbo demo

test: .venv/ready-dev ## set everything up and run the tests, on PostgreSQL too where there is one
	@$(BIN)/python -m pytest -n auto --dist loadfile
	@$(BIN)/python -m tests.postgresql

spark: .venv/ready-spark ## add PySpark to .venv, so that the tests cover it; Java 17 must be there

.venv/ready-spark: .venv/ready-dev requirements-spark.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	@touch $@

check: .venv/ready-dev ## format, lint, types, layers, size of the rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tools.rooms
	$(BIN)/python -m pytest tests/docs

format: .venv/ready-dev ## write the code as the formatter would
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/ready-dev ## make the documentation site in build/docs
	$(BIN)/python -m tools.reference
	$(BIN)/zensical build --clean

bench: .venv/ready-bench ## measure, side by side in one run
	$(BIN)/python -m benchmarks

.venv/ready-bench: .venv/ready-dev requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

lock: .venv/ready-dev ## pin every dependency anew, with hashes and without index addresses
	for group in build dev bench spark; do \
	    $(BIN)/uv pip compile --quiet --generate-hashes --no-annotate --no-header --no-emit-index-url \
	        --python-version 3.11 pyproject.toml --group $$group --output-file requirements-$$group.lock || exit 1; \
	done
	mv requirements-build.lock requirements.lock

clean: ## remove what can be made again; never a workspace
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
