# Two commands do everything: `make demo` and `make test`. Each sets up what it needs in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := @$(BIN)/python -m pip --disable-pip-version-check --quiet

export PYTHONUTF8 = 1
test: export PYTHONWARNDEFAULTENCODING = 1

.PHONY: demo serve test lint format bench peers fuzz endurance laws edits rules templates sample guide clean

demo: $(VENV)/.run
	@$(BIN)/vanban demo --out out

serve: $(VENV)/.run
	@$(BIN)/vanban serve

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev
	$(BIN)/python -m bench.render
	$(BIN)/python -m bench.cold
	$(BIN)/python -m bench.collect
	$(BIN)/python -m bench.checking
	$(BIN)/python -m bench.serving
	$(BIN)/python -m bench.many 1000 1
	$(BIN)/python -m bench.pdf 20
	$(BIN)/python -m bench.peers

peers: $(VENV)/.dev
	$(BIN)/python -m bench.peers

fuzz: $(VENV)/.dev
	$(BIN)/python -m bench.fuzz 1000

endurance: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto tests/test_endurance.py tests/test_taking_turns.py tests/test_issue_safety.py tests/test_commands_at_once.py \
		tests/test_read_only_folders.py tests/test_clock_moved_back.py tests/test_windows_habits.py tests/test_hostile_readers.py \
		tests/test_outside_references.py tests/test_formula_injection.py tests/test_template_code.py

laws: export VANBAN_PROFILE = nightly
laws: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist worksteal --durations=0 tests/test_laws.py

edits: $(VENV)/.dev
	$(BIN)/python -m tests.edits_table

rules: $(VENV)/.dev
	$(BIN)/python -m tests.rules_table

templates: $(VENV)/.dev
	$(BIN)/python -m tests.shipped_templates

sample: $(VENV)/.dev
	$(BIN)/python -m tests.source_plan
	$(BIN)/python -m tests.corrected_plan
	$(BIN)/python -m tests.sample_forms
	$(BIN)/python -m tests.sample_scores

guide: $(VENV)/.dev
	$(BIN)/python -m tests.guide_pictures

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e ".[web,redline]"
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e ".[dev]"
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
