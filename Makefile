# Every way to run Rådslag. `make help` lists them; a fresh machine needs Python 3.11 with venv, and make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup serve dev demo test journeys axe check bench migration oracles screenshots translations

export PORT ?= 8000
# Many a container asks Python to keep nothing it has compiled; every start would compile all anew.
unexport PYTHONDONTWRITEBYTECODE
FLASK := .venv/bin/flask --app wsgi
demo: export RADSLAG_DATA_DIR ?= var/demo
demo: export RADSLAG_MUNICIPALITY ?= Ljungö kommun
demo: export RADSLAG_ADMINISTRATION ?= Kultur- och fritidsförvaltningen
demo: export RADSLAG_CONTACT ?= dialog@ljungo.example
demo: export RADSLAG_DATA_PROTECTION ?= dataskydd@ljungo.example
serve dev migration: export RADSLAG_DATA_DIR ?= var/data

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## Install everything into this folder: .venv, node_modules, static/vendor
	@bash deploy/setup.sh

demo: setup ## Fill var/demo with the sample dialogue, print the log-ins, serve on PORT (8000)
	$(FLASK) db upgrade
	$(FLASK) demo
	exec $(FLASK) serve

serve: setup ## Serve var/data on PORT (8000): web and jobs together
	$(FLASK) db upgrade
	exec $(FLASK) serve

dev: setup ## Serve var/data, reloading what changes; stylesheets and scripts too
	$(FLASK) db upgrade
	.venv/bin/python deploy/assets.py watch & trap "kill $$!" EXIT; $(FLASK) run --debug --port $(PORT)

test: check ## The checks, then the tests on SQLite and on PostgreSQL if it answers, and the journeys
	@.venv/bin/python deploy/test.py

journeys: setup ## Only the walks through the product in a real browser
	@.venv/bin/python deploy/test.py journeys

axe: setup ## Every page in every state read by axe, in three lights: minutes
	@.venv/bin/python deploy/test.py axe

check: setup ## Style, types, the order of the rooms, templates, the rules of the house
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	@if [ -d dialog ]; then set -x; .venv/bin/mypy && .venv/bin/lint-imports; fi
	@if [ -d templates ]; then set -x; .venv/bin/djlint --lint --quiet templates; fi
	RADSLAG_TEST_ENGINE=sqlite .venv/bin/pytest -q -n auto tests/house

bench: setup ## Measure survey and board; writes bench/results.json
	.venv/bin/python -m bench

migration: setup ## A new migration: make migration m="what it changes"
	@test -n "$(m)" || { echo 'Say what it changes: make migration m="…"' >&2; exit 1; }
	$(FLASK) db upgrade
	$(FLASK) db revision -m "$(m)"

oracles: setup ## Compute anew the figures our statistics are tested against, by other people's code
	.venv/bin/uv venv --quiet --allow-existing --python .venv/bin/python .venv-oracles
	VIRTUAL_ENV=.venv-oracles .venv/bin/uv pip install --quiet -r bench/oracles/requirements.txt
	.venv-oracles/bin/python bench/oracles/make_profiles.py

screenshots: setup ## Take the pictures of the main pages in docs/ again
	.venv/bin/python deploy/screenshots.py

translations: setup ## What is missing, unused or unfinished in the Swedish catalogues
	.venv/bin/python -m dialog.web.translations check
