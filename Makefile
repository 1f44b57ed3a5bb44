# Waymark's commands. `make run` and `make test` each start from nothing but Python 3.11+ and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := .lock/requirements.txt
# For instance https://download.pytorch.org/whl/cpu, where the default index would bring CUDA packages.
TORCH_INDEX ?=

.DEFAULT_GOAL := help
.PHONY: help install run test check eval battery battery-nightly samples screenshots lock clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

install: $(VENV)/.installed ## Prepare .venv with everything that running and testing need

# torch goes first and unhashed: its CPU and CUDA wheels share a version, and one hash would shut the other out.
$(VENV)/.installed: $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Waymark needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Installing into $(VENV): about 2.7 GB, a few minutes the first time."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) torch==2.13.0 uv==0.13.8
	$(BIN)/uv pip install --python $(BIN)/python --compile-bytecode --no-deps --require-hashes -r $(LOCK)
	$(BIN)/uv pip install --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

run: install ## Install, build the index and open the chat
	$(BIN)/waymark ingest
	$(BIN)/waymark chat

test: install ## Install and run every test, slow ones included
	$(BIN)/pytest -n 2 --dist loadgroup

check: install ## Lint, formatting, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: install ## Ask the golden questions, hold what is measured to the gates, and write eval-report
	$(BIN)/waymark ingest
	$(BIN)/waymark eval --gate eval/gates.toml --report eval-report --verdicts eval-report/verdicts.jsonl

battery: install ## Try every fault, attack and overload a few times, with its weak twin (about 5 minutes)
	PYTHONPATH=tests $(BIN)/python -m battery $(BATTERY)

battery-nightly: install ## Try them as often as docs/reliability.md says (an hour); BATTERY="--row D1 --seed 7" replays
	PYTHONPATH=tests $(BIN)/python -m battery --nightly $(BATTERY)

samples: install ## Write docs/sample-answers.md anew
	$(BIN)/waymark ingest
	$(BIN)/python -m eval.samples > docs/sample-answers.md

screenshots: install ## Take the pictures of docs/pictures anew, from the real pages
	$(BIN)/waymark ingest
	$(BIN)/python -m ui.screenshots

lock: ## Write the lock file anew from pyproject.toml (needs an installed .venv)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--excludes .lock/no-torch.txt --extra dev --group torch-needs --group build pyproject.toml -o $(LOCK)

clean: ## Remove .venv and caches (the index in WAYMARK_HOME stays)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
