# Every command of the project; `make` alone lists them.

# Not taken from the environment, where some shells keep the machine's own name: that would open the
# dashboard to the network without anybody having asked for it.
HOST = 127.0.0.1
PORT ?= 8050
VENV ?= .venv
FLASK = $(VENV)/bin/flask --app app
CHECKS = lint formatting types imports catalogues tests
PYTEST_ARGUMENTS ?= -n 2 --dist loadfile

export PYTHON

.PHONY: help install run test check format bench clean browser $(CHECKS)
.NOTPARALLEL:
.DELETE_ON_ERROR:

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## make the environment and install the dashboard into it

run: $(VENV)/.installed ## open the dashboard on a synthetic registry (HOST=127.0.0.1 PORT=8050)
	@$(FLASK) demo prepare
	@exec $(FLASK) demo serve --host $(HOST) --port $(PORT)

test: $(VENV)/.development browser ## every check and every test; fails if one fails
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)

check: $(VENV)/.development ## the checks that run no tests
	@$(MAKE) --no-print-directory --keep-going $(filter-out tests,$(CHECKS))

format: $(VENV)/.development ## rewrite the code in the project's format
	@$(VENV)/bin/ruff format
	@$(VENV)/bin/ruff check --fix

bench: $(VENV)/.installed ## measure synthesis, release and look-up at three sizes
	@$(VENV)/bin/python -m benchmarks

clean: ## remove the environment and every cache; var/ with its databases stays
	@rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

lint:
	@echo "== Rules of the code (ruff)"
	@$(VENV)/bin/ruff check

formatting:
	@echo "== Format (ruff)"
	@$(VENV)/bin/ruff format --check

types:
	@echo "== Types (mypy)"
	@$(VENV)/bin/mypy

imports:
	@echo "== Which part may know which (import-linter)"
	@$(VENV)/bin/lint-imports --no-logo

catalogues:
	@echo "== Texts in every language"
	@$(FLASK) translations check

tests:
	@echo "== Tests"
	@$(VENV)/bin/python -m pytest $(PYTEST_ARGUMENTS)

browser:
	@make/browser.sh

# The marks say what is installed; a changed requirement makes them stale, nothing else does.
$(VENV)/.installed: pyproject.toml constraints.txt make/install.sh
	@make/install.sh $(VENV)
	@touch $@

$(VENV)/.development: pyproject.toml constraints.txt make/install.sh
	@make/install.sh $(VENV) test,dev
	@touch $(VENV)/.installed $@
