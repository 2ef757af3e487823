# Two commands do everything: `make report` and `make test`. They set up what they need.
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON := $(shell for p in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$p -c "$(NEW_ENOUGH)" 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
export MPLCONFIGDIR := $(CURDIR)/$(VENV)/matplotlib
STAMP := $(VENV)/.set-up-$(shell cat constraints.txt pyproject.toml 2>/dev/null | cksum | cut -d' ' -f1)

.PHONY: report test check bench soak docs clean
report: $(STAMP)
	@$(BIN)/reportgen build data/coreweave

test: $(STAMP)
	@$(BIN)/python -m pytest -n auto

check: $(STAMP)
	@$(BIN)/ruff check src tests bench
	@$(BIN)/ruff format --check src tests bench
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n 0 tests/unit/test_house.py tests/unit/test_docs.py

bench: $(STAMP)
	@$(BIN)/python bench/run.py

soak: $(STAMP)
	@REPORTGEN_SOAK=20 $(BIN)/python -m pytest -n auto --timeout 3600 tests/property tests/faults

docs: $(STAMP)
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/charts.py
	@$(BIN)/python docs/brand.py

$(STAMP): constraints.txt pyproject.toml
	@test -n "$(PYTHON)" || { \
	  echo "需要 Python 3.11 或更新版本，且带 venv 模块（Debian/Ubuntu：apt install python3-venv）"; \
	  echo "Python 3.11 or newer with its venv module is needed (Debian/Ubuntu: apt install python3-venv)"; \
	  exit 1; }
	@rm -f $(VENV)/.set-up-*
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-index --no-build-isolation -e .
	@touch $@

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
