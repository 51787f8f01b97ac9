# Every target sets up what it needs; see README.md. Everything made lies in .odoo/.
#
#   make demo       a believable company in the browser: prints URL and logins
#   make test       all tests; T=path[::test] for some, DB=name on a database of yours
#   make test-long  the tests that take minutes too
#   make mutants    breaks the guards one by one: a test has to fail for each
#   make test-core  Odoo's own suites of sale and account, with and without each addon
#   make lint, fix  linters; what they can repair by themselves
#   make bench      the budgets, measured beside the peers
#   make real-data  a receivables file (AR_CSV) into a database of its own
#   make docs, i18n docs/{rules,forbidden,deadlines}.md, picture of the topics, READMEs; .pot and .po
#   make clean      removes .odoo/

SHELL = /bin/bash
.DEFAULT_GOAL = help
.PHONY: help demo test test-long mutants test-core lint fix bench real-data docs i18n clean

help:
	@sed -n 's/^#   //p' Makefile

demo:
	@tools/packages demo
	@tools/run python tools/demo.py $(ARGS)

test:
	@tools/packages browser
	@$(if $(DB),PGDATABASE=$(DB)) tools/run pytest --forbid-skips $(T) $(ARGS)

test-long:
	@tools/packages browser
	@tools/run pytest --forbid-skips -m "" $(T) $(ARGS)
	@$(if $(T),,tools/run python tools/mutants.py)

mutants:
	@tools/packages browser
	@tools/run python tools/mutants.py $(ARGS)

test-core:
	@tools/packages browser
	@tools/run python tools/test_core.py $(ARGS)

lint:
	@tools/lint check

fix:
	@tools/lint fix

bench:
	@tools/packages run
	@tools/run python bench/run.py $(ARGS)

real-data:
	@tools/packages run
	@tools/run python tools/real_data.py $(ARGS)

docs:
	@tools/run python tools/rules.py
	@tools/run python tools/forbidden.py
	@tools/run python tools/deadlines.py
	@tools/run python tools/layers.py
	@tools/run python tools/readme.py

i18n:
	@tools/run python tools/i18n.py

clean:
	@[ ! -e .odoo/postgresql ] || "$$(tools/find_python)" -B tools/run.py cluster stop
	rm -rf .odoo
