# opsmart. `make run` builds the demo company's marts, `make test` proves them. PYTHON=python3.12 chooses another Python.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help run test test-spark check ci gate-proof fuzz-proof memory-proof ui templates bench lock clean

PYTHON ?= python3
WORKERS ?= 2
DEMO ?= var/demo

VENV := .venv
BIN := $(VENV)/bin
CHECK := var/check
READY := $(VENV)/.ready
SPARK_VENV := .venv-spark
SPARK_READY := $(SPARK_VENV)/.ready
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url \
  --no-emit-find-links --custom-compile-command "make lock" --quiet
DBT := OPSMART_WAREHOUSE=$(CHECK)/opsmart.duckdb OPSMART_LAKE=$(CHECK) DO_NOT_TRACK=1 $(BIN)/dbt
DBT_PATHS := --project-dir dbt_project --profiles-dir dbt_project --target-path ../$(CHECK)/dbt --log-path $(CHECK)/dbt/logs

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

run: $(READY) $(DEMO)/.written ## the demo company: exports, then a night; ends with the scorecard and its path
	$(BIN)/opsmart nightly --home $(DEMO)

test: $(READY) ## all tests, WORKERS at a time
	$(BIN)/pytest -n $(WORKERS) --dist loadscope --durations=25

test-spark: $(SPARK_READY) ## a night on Spark and one on DuckDB, compared row by row (Java 17)
	$(SPARK_VENV)/bin/pytest tests/spark --durations=5

check: $(READY) ## lint, types, generated files, SQL on both engines
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m sources.dbt_sources --check
	$(BIN)/python -m sources.data_dictionary --check
	mkdir -p $(CHECK)
	$(DBT) --quiet compile $(DBT_PATHS)
	$(BIN)/python -W ignore::DeprecationWarning -m orchestration.lint.portability --manifest $(CHECK)/dbt/manifest.json
	DBT_TARGET_PATH=../$(CHECK)/lint DBT_LOG_PATH=../$(CHECK)/lint $(BIN)/sqlfluff lint --processes $(WORKERS) --disable-progress-bar dbt_project/models dbt_project/tests

ci: check test ## what CI proves

gate-proof: $(READY) ## every seeded accident, 24 honest nights, a publishing killed at 50 moments
	OPSMART_GATE_PROOF=1 $(BIN)/pytest tests/acceptance/defects -n $(WORKERS) --dist worksteal --durations=10
	OPSMART_KILLS=50 $(BIN)/pytest tests/faults/test_release_kill.py

fuzz-proof: $(READY) ## 2,000 damaged exports, each counted or refused; what became of them in var/fuzz.csv
	mkdir -p var
	rm -f var/fuzz.csv
	OPSMART_FUZZ=2000 OPSMART_FUZZ_TABLE=var/fuzz.csv $(BIN)/pytest tests/faults/test_fuzzed_exports.py -n $(WORKERS)

memory-proof: $(READY) ## 2 GB of CSV, and workbooks and JSON up to their limits, each read in less than 2 GiB
	$(BIN)/python -m tests.bench.memory

ui: $(READY) ## Dagster's web interface on the demo company
	mkdir -p $(DEMO)/.dagster
	test -f $(DEMO)/.dagster/dagster.yaml || cp dagster.yaml $(DEMO)/.dagster/
	OPSMART_HOME=$(abspath $(DEMO)) DAGSTER_HOME=$(abspath $(DEMO))/.dagster $(BIN)/dagster dev -m orchestration.definitions

templates: $(READY) ## empty workbooks for what no product exports, into var/templates
	$(BIN)/python -c 'from pathlib import Path; import sources.templates as t; t.write_all_templates(Path("var/templates"))'
	@ls -d var/templates

bench: $(READY) ## measure ingest and nights; the figures for docs/performance.md
	$(BIN)/python -m tests.bench.ingest
	$(BIN)/python -m tests.bench

lock: ## write requirements.lock and requirements-spark.lock anew (needs uv)
	$(COMPILE) pyproject.toml --extra ui --extra dev -o requirements.lock
	$(COMPILE) pyproject.toml requirements-spark.in --extra dev -c requirements.lock -o requirements-spark.lock

clean: ## remove what make made, except .venv and .venv-spark
	rm -rf var build opsmart.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis dbt_project/target dbt_project/logs
	find sources orchestration tests -name __pycache__ -prune -exec rm -rf {} +

$(DEMO)/.written: | $(READY)
	$(BIN)/opsmart demo --out $(DEMO)/landing
	touch $@

$(VENV)/.locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
	  echo "opsmart needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) --version 2>&1 || true)." >&2; \
	  echo "Name one: make $(or $(MAKECMDGOALS),run) PYTHON=python3.11" >&2; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(READY): $(VENV)/.locked pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(SPARK_READY): requirements-spark.lock pyproject.toml
	@$${JAVA_HOME:+$$JAVA_HOME/bin/}java -version >/dev/null 2>&1 || { \
	  echo "Spark needs Java 17: install it, or name it with JAVA_HOME." >&2; exit 2; }
	$(PYTHON) -m venv --clear $(SPARK_VENV)
	$(SPARK_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	$(SPARK_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
