# `make` alone prints what you can do. Every verb sets up what it needs.
PYTHON ?= python3
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help run test soak lint format bench docs setup-run setup-dev

help: ## Print what you can do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: setup-run ## Start the portal with everything it needs (HOST=, PORT=); Ctrl-C stops it
	@exec $(PY) -m portal.embedded

test: setup-dev ## Run every test but the long ones (ARGS= goes to pytest, GROUP= picks one group)
	@exec $(PY) -m tests.run $(if $(GROUP),--group $(GROUP)) $(ARGS)

soak: setup-dev ## Run the long tests, part by part (PART= picks one)
	@exec $(PY) -m tests.run --soak $(if $(PART),--group $(PART)) $(ARGS)

lint: setup-dev ## Check style, types, walls between rooms, migrations and translations
	@exec $(PY) -m tests.lint

format: setup-dev ## Write the code in the house's style
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .

bench: setup-dev ## Measure, print one table, write var/bench.json (NAME= picks one measurement)
	@exec $(PY) -m tests.bench $(NAME) $(ARGS)

docs: setup-dev ## Write docs/settings.md and .env.example from the table of settings
	@exec $(PY) -m tests.house.settings_page

setup-run:
	@$(PYTHON) portal/embedded/installing.py run
	@$(PY) -m portal.embedded.system_packages
	@$(PY) -m portal.embedded.catalogues

setup-dev:
	@$(PYTHON) portal/embedded/installing.py dev
	@$(PY) -m portal.embedded.catalogues
