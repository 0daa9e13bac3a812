# Two commands do everything: `make demo` shows the product, `make test` proves it.
SHELL := /bin/bash
UV_VERSION := 0.13.9
UV := .tools/bin/uv
BIN := .venv/bin
# uv does not read pip's settings: hand it the index that pip is set up to use, if any.
PIP_INDEX := $(shell python3 -m pip config get global.index-url 2>/dev/null)
export UV_DEFAULT_INDEX ?= $(PIP_INDEX)
ifeq ($(strip $(UV_DEFAULT_INDEX)),)
unexport UV_DEFAULT_INDEX
endif
PORT ?= 8765
DATA ?= .demo

.PHONY: demo run test lint types imports bench lock clean

demo: .venv/installed
	$(BIN)/rapport demo --port $(PORT) --data $(DATA)

run: .venv/installed
	$(BIN)/rapport run

test: .venv/installed chromium lint types imports
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered $(or $(PYTEST_ARGS),--cov-fail-under=90)
	@$(if $(PYTEST_ARGS),true,$(BIN)/coverage report --include='loyalty/*' --fail-under=100 --skip-covered -m > .coverage-loyalty.txt || { cat .coverage-loyalty.txt; false; })

lint: .venv/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/installed
	$(BIN)/mypy

imports: .venv/installed
	$(BIN)/lint-imports

bench: .venv/installed
	$(BIN)/python -m benchmarks

# Pins run-time and development dependencies with hashes and without any registry's address.
lock: $(UV)
	$(UV) pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade -q -o requirements.lock

clean:
	rm -rf .venv .tools .demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache dist

$(UV):
	python3 -m pip install --quiet --target .tools uv==$(UV_VERSION)

.venv/installed: requirements.lock pyproject.toml | $(UV)
	test -x $(BIN)/python || $(UV) venv --quiet --python "$$(command -v python3)" .venv
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps --editable .
	touch $@

# The browser test drives Debian's chromium: installed when we may, else the test says how and skips.
.PHONY: chromium
chromium:
	@if ! command -v chromium >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fonts-noto-color-emoji; \
	  else echo "chromium is missing: the browser test will be skipped (apt install chromium fonts-noto-cjk)"; fi; fi
