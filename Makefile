# The two commands are `make app` and `make test`; each sets up all it needs. `make help` lists the rest.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
RECORD := .venv/bin/python -m tests.benchmarks.record
export GRADIO_ANALYTICS_ENABLED = False

.PHONY: help app test test-ray test-lavis check bench bench-pictures bench-scenes bench-heldout bench-evaluate bench-audit bench-drawing bench-annotation bench-kills bench-access bench-downloads bench-critique bench-corpus bench-corpus-files bench-browsing bench-loader bench-training bench-training-kills bench-calls setup setup-dev browser tracer student chooser verbalizers critic distilled reproduce lavis card gallery world seeds screenshots clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

app: setup ## install what is missing and open the app at http://127.0.0.1:7860
	$(BIN)/deixis app $(ARGS)

# Two at a time, and each with one thread of its own: torch would else start as many as there are cores in both. Each
# begins with half of the tests in their order, so that what a folder's tests share is made once, and who is done takes
# over from the other.
test: export OMP_NUM_THREADS = 1
test: setup-dev browser tracer ## every test: unit, PostgreSQL where found, a real browser
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal $(ARGS)

# Ray takes 240 MB, so it is installed for its own tests only; nothing else needs it.
test-ray: setup-dev ## the tests of `--engine ray`, on a real cluster of two workers
	$(BIN)/python -m pip install --quiet --editable '.[dev,ray]'
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -q -m ray $(ARGS)

# LAVIS lives in an environment of its own (`make lavis`), and each of its processes takes 8 seconds of a processor to begin.
test-lavis: setup-dev ## the tests of `lavis:` models, by LAVIS itself; `make lavis` comes first
	DEIXIS_TEST_LAVIS=1 OMP_NUM_THREADS=1 $(BIN)/python -m pytest -q tests/models/lavis/test_real_lavis.py $(ARGS)

check: setup-dev ## format, lint, types and import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports

bench: bench-pictures bench-scenes bench-heldout bench-evaluate bench-drawing bench-audit bench-annotation bench-kills bench-access bench-downloads bench-critique bench-corpus bench-corpus-files bench-browsing bench-loader bench-training bench-training-kills bench-calls ## every benchmark at full size; figures go to docs/figures

bench-pictures: setup-dev ## the bad-picture corpus and 20,000 mutants
	$(RECORD) pictures -- $(BIN)/python -m tests.benchmarks.pictures --size 20000

bench-scenes: setup-dev ## the embedded student on 1,000 unseen questions
	$(RECORD) scenes -- $(BIN)/deixis evaluate scenes --model embedded --count 1000 --seed 4242 --json

bench-heldout: setup-dev ## the embedded student on 1,000 questions about combinations it never saw
	$(RECORD) heldout -- $(BIN)/deixis evaluate scenes --model embedded --count 1000 --seed 4242 --split heldout --json

bench-evaluate: setup-dev ## four-choice items against a loop over pictures and choices
	$(RECORD) evaluate -- $(BIN)/python -m tests.benchmarks.evaluate_speed --size 200

bench-audit: setup-dev ## what can be answered about the drawn world without looking; trains two blind students
	$(RECORD) audit -- $(BIN)/deixis scenes audit --train-minutes 8 --json

bench-drawing: setup-dev ## how many scenes are drawn in a second
	$(RECORD) drawing -- $(BIN)/python -m tests.benchmarks.scene_speed --size 400

# What a variable holds that is given to make goes to the program's environment, and so to no record.
bench-annotation: setup-dev ## 64 simulated annotators, raters over HTTP; POTATO=<a Python that has it> for the peer
	$(RECORD) annotation -- $(BIN)/python -m tests.benchmarks.annotation --size 20000

bench-kills: setup-dev ## 200 kills of a server at work
	$(RECORD) kills -- $(BIN)/python -m tests.benchmarks.kills --size 200

bench-access: setup-dev ## 1,000 forged and unauthorised attempts on the server
	$(RECORD) access -- $(BIN)/python -m tests.benchmarks.access --size 1000

bench-downloads: setup-dev ## 10,000 downloads of one picture by 32 viewers
	$(RECORD) downloads -- $(BIN)/python -m tests.benchmarks.downloads --size 10000

bench-critique: setup-dev ## the critic, one pass per picture against one per candidate
	$(RECORD) critique -- $(BIN)/python -m tests.benchmarks.critique --size 40

bench-corpus: setup-dev ## a corpus of 200 drawn pictures made offline, in peace and with 20 kills
	$(RECORD) corpus -- $(BIN)/python -m tests.benchmarks.corpus_run --size 200 --kills 20

bench-corpus-files: setup-dev ## a corpus of 1,000,000 QARs exported and read, against bare orjson and pyarrow
	$(RECORD) corpus-files -- $(BIN)/python -m tests.benchmarks.corpus_files --size 1000000

bench-browsing: setup-dev ## the first page of each search on the Browse page, among 100,000 entries
	$(RECORD) browsing -- $(BIN)/python -m tests.benchmarks.browsing --size 100000

bench-loader: export GLIBC_TUNABLES = glibc.malloc.hugetlb=1
bench-loader: setup-dev ## pictures made ready for learning, against Pillow and against bare decoding
	$(RECORD) loader -- $(BIN)/python -m tests.benchmarks.loader --size 2000

# On a GPU: TRAINING="--network full --batch 64".
TRAINING ?= --network small --batch 8
bench-training: setup-dev ## steps of the paper's student and critic, against transformers' own Trainer
	$(RECORD) training -- $(BIN)/python -m tests.benchmarks.training_speed $(TRAINING)

# One thread: sums over several may come in any order, which the last bits show.
bench-training-kills: export OMP_NUM_THREADS = 1
bench-training-kills: setup-dev ## 400 kills of the paper's trainings and the embedded student's, tiny, each resumed to its end
	$(RECORD) training-kills -- $(BIN)/python -m tests.benchmarks.training_kills --size 400

bench-calls: setup-dev ## calls of a chat server: speed, 50 kills, 10,000 records at a failing one, 1,000,000 in a row; DISTILABEL=<a Python that has it> for the peer
	$(RECORD) calls -- $(BIN)/python -m tests.benchmarks.calls --size 10000

# glibc gives large tensors back to the system at every step and takes them again; keeping them spared a third of the
# time of a step where it was measured. In large pages they took a cell of the reproduction 7 % less.
student chooser verbalizers critic distilled reproduce: export MALLOC_MMAP_THRESHOLD_ = 4000000000
student chooser verbalizers critic distilled reproduce: export MALLOC_TRIM_THRESHOLD_ = 8000000000
student chooser verbalizers critic distilled reproduce: export GLIBC_TUNABLES = glibc.malloc.hugetlb=1
student: setup ## train the embedded student again (its card lists the stages) and write its card; ARGS=--resume goes on
chooser: setup ## train the embedded chooser from the student and write its card; ARGS=--resume goes on
verbalizers: setup ## train captioner, narrator, tagger, question answerer and proposer again; ARGS=--resume goes on
student chooser verbalizers:
	$(BIN)/deixis train embedded --only $@ $(ARGS)

CRITIC_DATA := data/training/critic-data
critic: setup ## rate texts of the offline teacher by simulated annotators and train the embedded critic on that; ARGS=--resume goes on
	$(BIN)/python -m training.experiments.critic_data --out $(CRITIC_DATA)
	$(BIN)/deixis train embedded --only critic --labels $(CRITIC_DATA) --controls $(ARGS)

DISTILLED := data/training/distilled
distilled: setup ## write a corpus of 4,500 drawn pictures, let the critic choose, and teach a student what is left; no truth
	$(BIN)/python -m training.reproduction.distilled --pictures 1500 --out $(DISTILLED)-corpus
	$(BIN)/deixis train student --preset embedded --corpus $(DISTILLED)-corpus/corpus.jsonl --critic embedded:critic \
	  --steps 1500 --work $(DISTILLED) --out models/embedded/distilled $(ARGS)
	$(BIN)/python -m training.reproduction.distilled_card models/embedded/distilled

# One thread: a second one of so small networks' own gains little. Parts can be named: ARGS="--only table-1 --only noise".
reproduce: setup ## measure the paper's tables and figures in the drawn world; goes on where it was stopped
	OMP_NUM_THREADS=1 $(BIN)/deixis reproduce $(ARGS)

# The shipped student's last stage again, but shorter. INIT is the student that it began from, an earlier commit's:
# git archive COMMIT models/embedded/student | tar x -C FOLDER
seeds: setup-dev ## train the student's last stage with two more seeds, INIT=FOLDER; the spread goes to docs/figures
	for seed in 7 8; do $(BIN)/deixis train embedded --only student --init $(INIT) --seed $$seed --steps 1000 \
	  --work data/training/seed-$$seed --out data/training/out-seed-$$seed || exit 1; done
	$(RECORD) seeds -- $(BIN)/deixis evaluate seeds data/training/out-seed-7 data/training/out-seed-8 --json

# Elsewhere than .venv: it wants transformers 4.26 and numpy 1. PYTHON must be 3.10 or 3.11 here.
lavis: ## salesforce-lavis 1.0.2 in an environment of its own, .lavis; and what it says of a tiny model, for the parity test
	$(PYTHON) -m venv .lavis
	.lavis/bin/python -m pip install --quiet --requirement requirements/lavis.txt
	.lavis/bin/python tests/models/lavis/reference/make.py

card: setup ## measure the embedded student's skills again, for docs/skill-card.md and the app's Skills page
	OMP_NUM_THREADS=1 $(BIN)/deixis evaluate card --model embedded --count 50 --out .cache/card
	cp .cache/card/card.json training/cards/shipped/embedded.json
	mkdir -p docs/cards && cp .cache/card/card.html docs/cards/embedded.html

gallery: setup ## draw the gallery pictures of the Ask page again
	$(BIN)/deixis scenes gallery

world: setup ## write docs/world.md again: contact sheet, audit, wrong answers
	$(BIN)/python docs/world.py

screenshots: setup-dev browser ## take the pictures in docs/ again
	$(BIN)/python docs/screenshots.py
	$(BIN)/python docs/judging_screenshots.py

setup: .venv/installed

setup-dev: .venv/installed-dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Deixis needs Python 3.11 or newer; $(PYTHON) is older. Name another: make PYTHON=python3.12 app"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ .venv/installed

browser: setup-dev ## find Chromium or install it
	@$(BIN)/python -m tests.browser_setup

tracer: setup-dev ## find strace or install it; the test that needs it is skipped without
	@$(BIN)/python -m tests.tracer_setup

clean: ## remove the environment and caches; your data folder stays
	rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache
