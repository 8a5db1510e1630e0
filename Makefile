# `make walk` and `make test` need Python 3.11 or newer, pip and make; nothing else.
PYTHON ?= python3
# More workers than cores, because most tests spend their time waiting for other programs.
WORKERS ?= 4
BIN := .venv/bin
# Tests are compiled once, not by every worker in every run.
export PYTHONDONTWRITEBYTECODE =
PYTEST := $(BIN)/python -m pytest --dist worksteal

.PHONY: walk test test-slow test-realtime coverage lint style layers docs standalone arm64 release-check clean

# Ending a walk early (3) or with Ctrl-C (130) is not an error here.
walk: set-up-walk
	@$(BIN)/retrowalk intervals --forward 5 --backward 1 || case $$? in 3|130) ;; *) exit $$? ;; esac

# The quick tests. None depends on how busy the machine is.
test: set-up-test
	$(PYTEST) -m "not realtime and not slow" -n $(WORKERS)

# Tests with browsers, encoders, package builds and speech recognition.
test-slow: set-up-test
	$(PYTEST) -m "slow and not realtime" -n $(WORKERS)

# Both of these with coverage; fails below the limit in pyproject.toml.
coverage: set-up-test
	$(PYTEST) -m "not realtime" -n $(WORKERS) --cov --cov-report=term:skip-covered

# Tests that compare times with a clock or a recording: run them on an idle machine. They mostly
# wait, so that three at a time still leave a processor of two idle for most of the time.
test-realtime: set-up-test
	$(PYTEST) -m realtime -n 3 --reruns 2

lint: style types-linux types-win32 types-darwin layers

style: set-up-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/zizmor --offline --quiet .github

types-%: set-up-dev
	$(BIN)/mypy --platform $* --cache-dir .mypy_cache/$*

layers: set-up-dev
	$(BIN)/lint-imports

# The documentation site in build/site: strict, then checked in a browser (axe, links).
docs: set-up-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --site-dir build/site
	RETROWALK_SITE=$(CURDIR)/build/site $(PYTEST) -n 2 tests/site

# One file that runs without Python, tested in a Debian without it (needs root and debootstrap).
standalone: set-up-standalone
	$(BIN)/pyinstaller --noconfirm --distpath dist --workpath build/standalone packaging/retrowalk.spec
	RETROWALK_STANDALONE=$(CURDIR)/dist/retrowalk $(PYTEST) tests/standalone

# The wheel in an emulated Debian for arm64 (needs root, debootstrap, qemu-user-static). The first
# time takes some minutes; set RETROWALK_ARM64_ROOT to a folder that keeps the Debian.
arm64: set-up-release
	$(BIN)/python -m build --no-isolation --wheel --outdir build/arm64
	RETROWALK_ARM64_WHEEL=$$(ls $(CURDIR)/build/arm64/*.whl) $(PYTEST) -rs tests/arm64

# What the release workflow checks: metadata, contents, reproducible builds. Also writes the list of
# everything that an installation contains (CycloneDX).
release-check: set-up-release
	rm -rf dist build/bom
	$(BIN)/python scripts/release.py check
	$(BIN)/python -m build --no-isolation
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl
	$(PYTEST) tests/test_package.py tests/test_release.py
	$(BIN)/python -m venv build/bom
	build/bom/bin/python -m pip install --quiet --disable-pip-version-check "$$(ls dist/*.whl)[all]"
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --mc-type application \
	  --output-reproducible --output-format JSON --output-file dist/retrowalk.cdx.json \
	  build/bom/bin/python
	$(BIN)/zizmor --offline --quiet .github

set-up-%:
	@$(PYTHON) scripts/set_up.py $*

clean:
	rm -rf .venv dist build site .coverage*
