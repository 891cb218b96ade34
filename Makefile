# make demo   sets up, then validates, finds the gaps of and draws the real map of ischaemic heart disease
# make test   sets up, then runs everything that CI runs
# make help   the rest

SHELL := /bin/bash
.DEFAULT_GOAL := help

# The first Python of 3.11 or newer; name another with make PYTHON=...
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$each" && break; done)
VENV := .venv
RUN := $(VENV)/bin/python -m
PIP := $(RUN) pip --disable-pip-version-check --quiet

# The tests start hundreds of processes, each of which would compile all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test lint docs bench bench-peers random-maps random-plans random-workbooks fuzz kills mutation pictures matrix licences dist clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "dataflow needs Python 3.11 or newer, and none was found on the PATH."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.for-use: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.for-work: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/.for-use

demo: $(VENV)/.for-use  ## sets up, then validates, finds the gaps of and draws specs/ihd into out/
	$(RUN) dataflow validate specs/ihd
	$(RUN) dataflow gaps specs/ihd --select DF301
	@mkdir -p out
	$(RUN) dataflow render specs/ihd --view overview --lang da -o out/ihd-overview.da.svg
	$(RUN) dataflow render specs/ihd --view overview --lang da -o out/ihd-overview.da.png
	$(RUN) dataflow render specs/ihd --view overview --lang en -o out/ihd-overview.en.svg
	$(RUN) dataflow render specs/ihd --view overview --lang en -o out/ihd-overview.en.png
	$(RUN) dataflow render specs/ihd --view explorer -o out/ihd.html
	@echo "These are the needs that are not met; $(VENV)/bin/dataflow gaps specs/ihd lists all findings."
	@echo "The pictures are in out/, and out/ihd.html is the map to click through in a browser."

test: $(VENV)/.for-work lint  ## sets up, then runs everything that CI runs
	@tests/system-parts.sh
	$(RUN) pytest -n auto --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.for-work  ## style, types and floors
	$(RUN) ruff format --check dataflow tests bench specs website release
	$(RUN) ruff check dataflow tests bench specs website release
	$(RUN) mypy
	$(VENV)/bin/lint-imports --no-logo 2>/dev/null || $(VENV)/bin/lint-imports

docs: $(VENV)/.for-work  ## builds the documentation site into out/site, to be opened from the disk
	NO_MKDOCS_2_WARNING=1 $(RUN) mkdocs build --strict --quiet
	@echo "The documentation is out/site/index.html."

bench: $(VENV)/.for-work  ## measures everything beside its floor and writes docs/performance.md (some 6 minutes)
	$(RUN) bench

# The peers get a folder of their own: they bring a few hundred packages along. One that does not install is left out.
PEERS := out/peers
$(PEERS)/.installed:
	@mkdir -p $(PEERS)
	$(VENV)/bin/python -m venv $(PEERS)/venv
	-$(PEERS)/venv/bin/python -m pip --disable-pip-version-check --quiet install yamllint check-jsonschema pytm
	-$(PEERS)/venv/bin/python -m pip --disable-pip-version-check --quiet install datacontract-cli
	-npm install --silent --no-fund --no-audit --prefix $(PEERS) likec4
	@touch $@

bench-peers: $(VENV)/.for-work $(PEERS)/.installed  ## installs tools of the same kind into out/peers and measures them
	$(RUN) bench peers

random-maps: $(VENV)/.for-work  ## 10,000 random maps against the slow twin (three quarters of an hour)
	DATAFLOW_RANDOM_MAPS=10000 $(RUN) pytest tests/analysis/test_against_the_slow_twin.py

random-plans: $(VENV)/.for-work  ## 5,000 plans on random maps against every cheaper set of changes (half an hour)
	DATAFLOW_RANDOM_PLANS=5000 $(RUN) pytest tests/change/test_plan.py -k cheaper_set

random-workbooks: $(VENV)/.for-work  ## 1,000 random maps through workbooks and CSV and back, 1,000 with random answers
	DATAFLOW_RANDOM_WORKBOOKS=1000 $(RUN) pytest tests/exchange/test_workbooks_both_ways.py tests/exchange/test_csv_both_ways.py -k "any_map or random_answers"

fuzz: $(VENV)/.for-work  ## random inputs for each reader, guided by the code they reach; counted in docs/robustness.md (an hour)
	$(PIP) install 'atheris>=3,<4'
	PYTHONPATH=tests $(RUN) robustness.fuzz
	DATAFLOW_UPDATE_DOCS=1 $(RUN) pytest tests/robustness/test_page.py

kills: $(VENV)/.for-work  ## ends each command that writes 200 times; counted in docs/robustness.md (ten minutes)
	PYTHONPATH=tests $(RUN) robustness.kills --count
	DATAFLOW_UPDATE_DOCS=1 $(RUN) pytest tests/robustness/test_page.py

mutation: $(VENV)/.for-work  ## how many small faults in analysis/ and rules/ the tests notice (an hour or more)
	$(PIP) install 'mutmut>=3.6,<4'
	DATAFLOW_RANDOM_MAPS=8 $(RUN) mutmut run

matrix: $(VENV)/.for-work  ## installs the wheel and the sdist on every Python there is, newest and lowest dependencies, and tries them
	$(RUN) release.matrix

licences: $(VENV)/.for-work  ## writes the list of licences in docs/licences.md anew
	$(RUN) release.licences

# From the last commit alone, so that nothing else that is in the folder gets in, and dated as it.
dist: $(VENV)/.for-work  ## builds the wheel and the sdist of the last commit into dist/, always the same bytes
	rm -rf out/source dist && mkdir -p out/source
	git archive HEAD | tar -x -C out/source
	cd out/source && SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(CURDIR)/$(VENV)/bin/python -m hatchling build --directory $(CURDIR)/dist

clean:  ## takes away what was set up and drawn
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache mutants

pictures: $(VENV)/.for-use  ## draws the pictures of README and docs/ anew
	@mkdir -p docs/gallery
	@sed -n 's/^dataflow render /render /p' docs/gallery.md | while read -r line; do \
		echo "dataflow $$line"; $(RUN) dataflow $$line || exit 1; done
