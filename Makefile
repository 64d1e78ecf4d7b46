# Everything a newcomer runs. `make demo` and `make test` set up what they need by themselves.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CATALOGUES := $(wildcard ui/wording/catalogue/*/*.po)
export PYTHON
export LC_ALL := C.UTF-8
# Programs start hundreds of times in the tests; each start compiled everything anew where this is set.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install demo test test-all lint bench gallery pictures docs deb test-install image vm-test clean

help:
	@echo "make demo      the kiosk against an embedded booking service (a window, or demo-out/ without a display)"
	@echo "make test      every check, in under ten minutes"
	@echo "make test-all  the same with the long forms; writes docs/test-all.md"
	@echo "make lint      ruff, mypy and the import rules"
	@echo "make bench     measures the figures and writes bench/RESULTS.md"
	@echo "make gallery   draws every screen and every receipt into build/gallery/"
	@echo "make pictures  makes the pictures of README.md and of the handbooks anew"
	@echo "make docs      builds the pages of docs/ into build/docs/ and the staff's sheet into build/handbooks/"
	@echo "make deb       builds the Debian packages of kiosk and booking service into build/deb/"
	@echo "make test-install  builds, installs, boots and updates those packages in a container; writes docs/test-install.md"
	@echo "make image     builds a disk that a PC boots into a kiosk, build/image/lobby-kiosk.img (as root)"
	@echo "make vm-test   boots it in QEMU up to a card; writes docs/vm-test.md (minutes; not run in CI)"
	@echo "make install   only sets up: .venv/, npm packages, message catalogues"

install: $(VENV)/ready

# The lock files hold the hash of every package; nothing unlocked is installed, and what has to be
# built is built with the tools of requirements-build.lock.
$(VENV)/ready: requirements.lock requirements-build.lock pyproject.toml $(CATALOGUES)
	@deploy/install-debian-packages deploy/debian-packages/kiosk.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-build-isolation -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m ui.wording.compile
	@touch $@

node_modules/ready: package.json package-lock.json
	@deploy/install-debian-packages deploy/debian-packages/test.txt
	npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

demo: install
	$(BIN)/kiosk demo

lint: install
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo

# Once after a set-up, beside mypy, which takes one processor: each worker would compile all tests.
build/compiled: $(VENV)/ready
	@$(BIN)/pytest -q --collect-only -m "not long" >/dev/null 2>&1 || true
	@mkdir -p build && touch $@

# Three at a time on two cores: a test of the service waits for its disk half of the time.
test: install node_modules/ready
	@$(MAKE) --no-print-directory --jobs 2 lint build/compiled
	$(BIN)/pytest -q -n 3 --dist worksteal -m "not long"

test-all: install node_modules/ready lint
	$(BIN)/python -m tests.report_long_forms docs/test-all.md

bench: install
	$(BIN)/python -m bench

gallery: install
	$(BIN)/python -m ui.gallery --jobs $$(nproc)
	$(BIN)/python -m ui.gallery.papers

pictures: install
	$(BIN)/kiosk demo --scripted --out build/pictures
	mkdir -p docs/pictures
	for screen in start month day confirm receipt_taken; do \
	    cp "$$(ls build/pictures/*-$$screen.png | head -n 1)" docs/pictures/$$screen.png; \
	done
	cp build/pictures/receipt-01.png docs/pictures/receipt.png
	$(BIN)/python -m deploy.handbooks pictures

# A link that leads nowhere ends it.
docs: install
	$(BIN)/mkdocs build --strict --quiet
	$(BIN)/python -m deploy.handbooks sheets
	@echo "build/docs/index.html; with its search: $(BIN)/mkdocs serve"

# VERSION=0.0.9 builds the same under another number, as a test of going back wants it.
deb: install
	$(BIN)/python -m deploy.build_deb $(if $(VERSION),--version $(VERSION))

# Where this machine cannot boot a container it says so, and that is no failed check (decision 0042).
# LIMIT=900 gives a slow machine more time than the six minutes of continuous integration.
test-install: install
	$(BIN)/python -m tests.install $(if $(LIMIT),--seconds $(LIMIT))

image: deb
	@deploy/install-debian-packages deploy/debian-packages/image.txt
	$(BIN)/python -m deploy.build_image

vm-test: image
	$(BIN)/python -m tests.vm

clean:
	rm -rf build demo-out node_modules $(VENV)
