# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
V := .venv/bin
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check fix bench postgres journeys docs locks clean

run: .venv/.run build/.assets     ## a working system with demonstration data, on SQLite
	$(V)/throughcare demo

test: .venv/.dev build/.assets    ## every test that needs no system package
	$(V)/python -m pytest -m "not browser" -n auto

check: .venv/.dev build/.assets   ## all gates; changes nothing
	$(V)/python tools/check.py

fix: .venv/.dev                   ## format, mend what a linter can mend, rewrite generated pages
	$(V)/ruff format src tests tools benchmarks
	$(V)/ruff check --fix src tests tools benchmarks
	$(V)/throughcare docs

bench: .venv/.dev                 ## the table of ratios
	$(V)/python -m benchmarks

locks: .venv/.boot                ## rewrite the locks from pyproject.toml
	UV=$(V)/uv sh requirements/lock.sh

.venv/.boot: requirements/boot.txt
	@$(PYTHON) -c 'import venv, ensurepip' || { echo "Python has no venv here. On Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(V)/python -m pip install -q --require-hashes -r requirements/boot.txt
	touch $@

.venv/.run: .venv/.boot requirements/run.txt pyproject.toml
	$(V)/uv pip install -q --python $(V)/python --require-hashes -r requirements/run.txt
	$(V)/uv pip install -q --python $(V)/python --no-deps --no-build-isolation -e .
	touch $@

.venv/.dev: .venv/.boot requirements/dev.txt pyproject.toml
	$(V)/uv pip install -q --python $(V)/python --require-hashes -r requirements/dev.txt
	$(V)/uv pip install -q --python $(V)/python --no-deps --no-build-isolation -e .
	touch $@

build/.assets: .venv/.boot package-lock.json tools/assets.py
	$(V)/python tools/assets.py
	touch $@

clean:
	rm -rf .venv build node_modules
