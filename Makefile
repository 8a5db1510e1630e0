# `make walk` and `make test` need Python 3.11 or newer, pip and make; nothing else.
PYTHON ?= python3
VENV := .venv
# Most tests wait for programs more than they work. Those that compare times with a clock or a
# recording run by themselves, where nothing else makes the machine late.
WORKERS ?= 4
BIN := $(VENV)/bin

.PHONY: walk test lint clean

walk: $(VENV)/walk
	$(BIN)/retrowalk intervals --forward 5 --backward 1

test: $(VENV)/test
	$(BIN)/python -m pytest -m "not realtime" -n $(WORKERS) --dist worksteal \
	  --cov --cov-report= --cov-fail-under=0
	$(BIN)/python -m pytest -m realtime -n 6 --dist worksteal \
	  --cov --cov-append --cov-report=term:skip-covered

lint: $(VENV)/lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("retrowalk needs Python 3.11 or newer; try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/walk: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/test: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@ $(VENV)/walk

$(VENV)/lint: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ $(VENV)/test $(VENV)/walk

clean:
	rm -rf $(VENV) dist build .coverage*
