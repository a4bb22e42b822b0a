# make demo    sets everything up, reads the sample reports, prints their account and writes out/account.html
# make test    sets everything up and runs every check: ruff, mypy, the tests
# make bench   measures every layer against the sample, and against ../shared/gold where it is there
# make lock    exports the pinned requirements anew (needs uv)

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.stamp

.PHONY: demo test lint bench lock clean

demo: $(STAMP)-run
	@mkdir -p out
	$(BIN)/svod read examples/sample/reports
	$(BIN)/svod read examples/sample/reports -o out/account.html
	@echo "The page is out/account.html: open it in a browser."

test: $(STAMP)-dev lint
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(STAMP)-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)-dev
	$(BIN)/python benchmarks/gate.py

$(STAMP)-venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "svod needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv .venv
	@touch $@

# hatchling is pinned with the rest, so that nothing is built with a version that nobody chose.
$(STAMP)-run: $(STAMP)-venv requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMP)-dev: $(STAMP)-run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --group build pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --group build --group dev pyproject.toml -c requirements/run.txt -o requirements/dev.txt

clean:
	rm -rf .venv out
