# make demo   speak the newest sample post (installs into .venv first)
# make test   prove the code
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo test lint types python clean
.DELETE_ON_ERROR:

demo: $(VENV)/.runs
	@$(BIN)/podcast build --engine kokoro
	@echo "Listen: open the MP3 above, or run  $(BIN)/podcast serve  and open http://127.0.0.1:8000/"

test: $(VENV)/.tests
	$(BIN)/python -m pytest -n auto --dist worksteal --cov=podcast --cov-report=term:skip-covered --cov-fail-under=90 $(TESTS)

lint: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tests
	$(BIN)/mypy

# A stamp is newer than pyproject.toml when everything it asks for is installed.
$(VENV)/.runs: pyproject.toml | python
	@$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tests: pyproject.toml $(VENV)/.runs
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "error: Python 3.11 or newer is needed as '$(PYTHON)'; install it, or say  make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "error: Python's venv module is missing; install it:  apt-get install python3-venv"; exit 1; }

clean:
	rm -rf $(VENV) .cache
