# make demo   speak the newest sample post (installs into .venv first)
# make test   prove the code, without the proofs that take long
# make proofs those: kills, real voices and clients, an hour of sound, ten thousand texts
# make again  what failed in the last run, one test after the other, when nothing else runs
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PYTEST  = $(BIN)/python -m pytest -n auto --dist worksteal

.PHONY: demo test proofs again lint types python clean
.DELETE_ON_ERROR:

demo: $(VENV)/.runs
	@$(BIN)/podcast build --engine kokoro
	@echo "Listen: open the MP3 above, or run  $(BIN)/podcast serve  and open http://127.0.0.1:8000/"

test: $(VENV)/.tests
	$(PYTEST) -m "not slow" $(COVERAGE) $(TESTS)

proofs: $(VENV)/.tests
	$(PYTEST) -m slow $(COVERAGE) $(TESTS)

again: $(VENV)/.tests
	$(BIN)/python -m pytest -n 0 --last-failed --last-failed-no-failures none

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
