# Ventanilla. `make run` opens the office; `make test` checks everything. Both prepare what they need.
SHELL := /bin/bash
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -q
PURE := not postgres and not journey and not slow and not attack and not fault
WITH_DATABASE := (postgres or slow) and not journey and not attack and not fault
WORKERS := 2

# An office is six processes, and every journey file opens one: what Python compiled is kept, also where the shell of a
# container says otherwise, or each of them compiles the whole of Django and of ours anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check lint types contracts pure office-tests journeys frontend-tests bench lighthouse attack faults frontend screenshots reset coverage coverage-rules coverage-batch openfisca locks prepare prepare-tests
.DEFAULT_GOAL := run

run: prepare
	@exec .venv/bin/ventanilla oficina abrir

prepare:
	@tools/prepare office

prepare-tests:
	@tools/prepare tests

# Lint, types, contracts and pure tests: under 90 s, no database, no browser, no Node.
check: prepare-tests
	@$(MAKE) --no-print-directory -j2 --output-sync=target lint types contracts pure

lint:
	@.venv/bin/ruff check src tests bench tools conftest.py
	@.venv/bin/ruff format --check src tests bench tools conftest.py
	@$(PYTHON) tools/scan_secrets.py

types:
	@.venv/bin/mypy

contracts:
	@.venv/bin/lint-imports --no-logo

pure:
	@$(PYTEST) -n $(WORKERS) -m "$(PURE)"

# The order is from fast to slow; the last lines are pytest's own.
# The frontend first: what it installs, pure tests compare our markup with.
test: frontend-tests check office-tests journeys

office-tests: prepare-tests
	@$(PYTEST) -n $(WORKERS) --dist loadscope -m "$(WITH_DATABASE)"

# In processes of their own: where a browser is driven a loop runs, and there Django lets nobody reach the database.
journeys: prepare-tests
	@$(PYTEST) -n $(WORKERS) --dist loadscope -m journey

frontend-tests: prepare-tests
	@tools/frontend-tests

bench: prepare-tests
	@$(PYTHON) -m bench

# Lighthouse on one's own pages, as a telephone; npm installs it where nothing else looks.
lighthouse: prepare-tests
	@cd tools/lighthouse && npm ci --ignore-scripts --no-audit --no-fund
	@$(PYTHON) -m bench lighthouse

attack: prepare-tests
	@$(PYTEST) -m attack

faults: prepare-tests
	@VENTANILLA_TEST_DURABLE=1 $(PYTEST) -m fault

# Every branch of the law is run, or this fails. Two processes share the tests that prove it, and draw little: the
# profile is in conftest.py. What numba compiles no tracer sees: there the kernel of the batch runs as Python, whose
# integers of 64 bits wrap around as the compiled ones do, and say so.
BATCH := domain/contributions/batch
MEASURED := -m pytest -q -n 0 --hypothesis-profile=coverage -m "not slow and not postgres"

coverage: prepare-tests
	@rm -rf build/coverage && mkdir -p build/coverage
	@$(MAKE) --no-print-directory -j2 --output-sync=target coverage-rules coverage-batch
	@.venv/bin/coverage combine -q build/coverage
	@.venv/bin/coverage report

coverage-rules:
	@.venv/bin/coverage run --parallel-mode $(MEASURED) tests/kernel tests/law tests/cli/test_ley.py \
	  tests/domain/contributions tests/domain/benefits $(wildcard tests/domain/test_benefits_*.py) tests/domain/test_registro_fold.py tests/tramites \
	  $(addprefix src/ventanilla/,kernel law domain/contributions domain/benefits) --ignore=src/ventanilla/$(BATCH)

coverage-batch:
	@NUMBA_DISABLE_JIT=1 .venv/bin/coverage run --parallel-mode $(MEASURED) \
	  -W "ignore:overflow encountered:RuntimeWarning" $(wildcard tests/domain/test_contributions_*.py) \
	  $(wildcard tests/domain/test_identifiers_*.py) src/ventanilla/$(BATCH) src/ventanilla/domain/identifiers

# A second implementation of contributions, in an environment and a process apart: its own cases, 100,000 worker-months
# of each seed against ours, and how many it determines a second, for `make bench`.
openfisca: prepare-tests
	@tools/prepare openfisca
	@cd tests/conformance/openfisca && .venv/bin/python -m pytest -c pytest.ini
	@$(PYTEST) -n 0 tests/conformance/test_contributions_openfisca.py
	@$(PYTHON) -m tests.conformance.openfisca_comparison

frontend:
	@cd frontend && npm ci --no-audit --no-fund && npm run build

screenshots: prepare-tests
	@VENTANILLA_SCREENSHOTS=docs/screenshots $(PYTEST) -n $(WORKERS) --dist loadscope -m journey tests/journeys

# Closes the demonstration's database and removes everything that it wrote.
reset: prepare
	@.venv/bin/ventanilla oficina borrar --si

# Resolve the dependencies again; no address is written into a lock file.
COMPILE := .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make locks"
locks: prepare-tests
	@$(COMPILE) requirements/bootstrap.in -o requirements/bootstrap.lock
	@$(COMPILE) pyproject.toml -o requirements/base.lock
	@$(COMPILE) pyproject.toml --extra formatos -c requirements/base.lock -o requirements/formatos.lock
	@$(COMPILE) pyproject.toml --extra oficina -c requirements/base.lock -c requirements/formatos.lock -o requirements/oficina.lock
	@$(COMPILE) pyproject.toml --extra batch -c requirements/base.lock -o requirements/batch.lock
	@$(COMPILE) pyproject.toml --extra oficina --extra batch --group dev -c requirements/oficina.lock -c requirements/batch.lock -c requirements/bootstrap.lock -o requirements/dev.lock
	@$(COMPILE) tests/conformance/openfisca/requirements.in -o tests/conformance/openfisca/requirements.lock
