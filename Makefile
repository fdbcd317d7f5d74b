# Two commands do everything on a fresh machine: `make run` (the chat) and `make test`.
VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= python3

.PHONY: run test setup check eval lock
run: setup
	$(BIN)/gigpath index build
	$(BIN)/streamlit run ui/app.py

test: setup
	$(BIN)/pytest

setup: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

check: setup
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

lock: setup
	$(BIN)/pip freeze --exclude gigpath --exclude-editable | sed "s/+cpu$$//" > requirements.lock
