# Two commands do everything on a fresh machine: `make run` (the chat) and `make test`. `make eval` judges the answers.
VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= python3
EVAL   := $(BIN)/gigpath eval
STAMP  := $(shell date -u +%Y%m%d-%H%M%S)

.PHONY: run test test-faults setup check eval lock
run: setup
	$(BIN)/gigpath index build
	$(BIN)/streamlit run ui/app.py

test: setup
	$(BIN)/pytest -n auto

# What happens when something breaks: docs/reliability.md has a row for each of these.
test-faults: setup
	$(BIN)/pytest -m "not model and not browser" tests/test_stores.py tests/test_privacy.py tests/test_door.py tests/test_drills.py \
	  tests/test_faults_by_agent.py tests/test_llm_faults.py tests/test_traces_kept.py tests/test_files.py

setup: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

check: setup
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

# Every test profile from facts alone, held against the scorecard kept of it; then what was understood, chosen, planned and said,
# of the people with labels, whom a recorded model answers too (`gigpath eval scorecards people --llm endpoint --record evals/recordings`).
eval: setup
	$(EVAL) run profiles --llm none --name facts-$(STAMP)
	$(EVAL) compare evals/scorecards/evidence-only.json.gz facts-$(STAMP)
	$(EVAL) report facts-$(STAMP) $(OPEN)
	$(EVAL) scorecards --words

lock: setup
	$(BIN)/pip freeze --exclude gigpath --exclude-editable | sed "s/+cpu$$//" > requirements.lock
