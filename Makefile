PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help

help:  ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

.venv/.runtime: requirements.lock pyproject.toml
	@echo "Menyiapkan lingkungan Python (sekali saja) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

install: .venv/.runtime  ## set up the environment, nothing else

demo: .venv/.runtime  ## run the product against the simulator with an invented office
	@$(BIN)/sapa demo

test: .venv/.dev  ## run the tests (all but the slow proofs)
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

check: .venv/.dev  ## format, lint, types, floors, all tests with the slow proofs
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n auto --dist worksteal

format: .venv/.dev  ## put the code into the house's format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

record: .venv/.dev  ## write the golden transcripts anew; read the diff as a manager would
	@SAPA_RECORD=1 $(BIN)/python -m pytest tests/transcripts

bench: .venv/.dev  ## measure against bare aiogram in one run
	@$(BIN)/python -m benchmarks

learn: .venv/.dev  ## learn what messages mean from the tables of utterances anew (a minute)
	@$(BIN)/python -m tests.understanding.learning

understanding: .venv/.dev  ## how well the tables of utterances are understood; names every row that is not
	@$(BIN)/python -m tests.understanding.measuring

lock:  ## resolve dependencies anew (needs uv on the PATH)
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	@uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev pyproject.toml -o requirements-dev.lock

.PHONY: help install demo test check format record bench learn understanding lock
