# make lab     make the environment if need be, and open JupyterLab on the first notebook
# make test    run all tests, those in a real browser too where a Chromium is found (options: make test ARGS="-k voices");
#              in up to four processes, each file in one of them (all in one: make test ARGS="-n 0")
# make html    run every notebook from a fresh kernel and write it as a page into site/
# make lesson  write the pages and sheets of a lesson into a folder: make lesson N=1 (or N=all)
# make pictures  take the pictures of the README and of the guides again, in a real browser
# make lint    check the code style
# make lock    pin the newest versions that pyproject.toml allows in requirements.lock (needs the network)
# make clean   remove what the commands above wrote, except the environment (rm -r .venv removes that)
#
# Needed: make, and Python 3.11 or newer with its venv module. Another Python: make lab PYTHON=/path/to/python3

.PHONY: lab test html lesson pictures lint lock clean

PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python
ARGS ?=
SHELL := /bin/sh
RUN := .venv/bin/python
READY := .venv/ready

# Added in front of the user's own Jupyter settings, for this command alone: .jupyter/ switches off the requests that
# JupyterLab would make by itself (news, updates, the list of extensions), and has the messages of widgets handled one
# after the other: in several threads, as is JupyterLab's default, a click can overtake the text typed before it.
JUPYTER := JUPYTER_CONFIG_PATH="$(CURDIR)/.jupyter$${JUPYTER_CONFIG_PATH:+:$$JUPYTER_CONFIG_PATH}" $(RUN) -m

lab: $(READY)
	@root=""; if [ "$$(id -u)" = 0 ]; then root=--allow-root; fi; \
	test -f notebooks/00-start-here.ipynb || { echo "notebooks/00-start-here.ipynb is missing: is the download complete?" >&2; exit 1; }; \
	exec env $(JUPYTER) jupyterlab $$root --LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb $(ARGS)

test: $(READY)
	@$(RUN) -m pytest -n logical --maxprocesses 4 --dist loadfile $(ARGS)

html: $(READY)
	@$(RUN) -m helpers html --force $(ARGS)

lesson: $(READY)
	@$(RUN) -m helpers lesson $(if $(N),$(N),1) $(ARGS)

pictures: $(READY)
	@WHOSE_WORDS_BROWSER=required $(RUN) -m pytest -q tests/browser/test_start_here.py tests/browser/test_own_article.py \
	    tests/browser/test_site.py::test_a_reached_word_shows_its_note_beside_the_text tests/browser/test_first_lesson.py
	@mkdir -p docs/pictures && cp $(addprefix build/screenshots/,start-here.png side-by-side.png report-1280.png report-390.png \
	    first-lesson-1-pages.png first-lesson-2-pupil.png first-lesson-3-class.png first-lesson-4-heat-map.png \
	    first-lesson-5-talk.png) docs/pictures/

lint: $(READY)
	@$(RUN) -m ruff check .

# uv comes into a folder of its own: it is needed for nothing else.
lock: $(READY)
	@$(RUN) -m pip install --quiet --disable-pip-version-check --upgrade --target build/uv uv
	@PYTHONPATH=build/uv $(RUN) -m uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" --extra scale --extra dev --output-file requirements.lock pyproject.toml

clean:
	@rm -rf site build .pytest_cache .ruff_cache .hypothesis
	@find helpers tests notebooks \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

# The last step of an installation writes its folder into .venv/ready. Where that does not hold (never made, broken off
# half-way, the folder was moved, its Python is gone) the environment is made anew. Where only the list of packages
# changed, it is brought up to date.
ifneq ($(shell $(RUN) -c 'print(open("$(READY)").read())' 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
FRESH := yes
endif

$(READY): pyproject.toml requirements.lock
	@$(if $(FRESH),$(make_environment))
	@rm -f $(READY)
	@$(RUN) -m pip install --disable-pip-version-check --no-input --require-hashes -r requirements.lock
	@$(RUN) -m pip install --disable-pip-version-check --no-input --quiet --no-deps --no-build-isolation --editable .
	@$(RUN) -c 'import matplotlib.font_manager'  # lists the fonts once, so that the first drawing does not wait for it
	@printf %s "$(CURDIR)" > $(READY)

define make_environment
enough=""; found=""; seen=""; \
for python in $(PYTHON); do \
    version=$$("$$python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) || continue; \
    seen="$$seen $$python is $$version;"; \
    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || continue; \
    enough="$$enough $$python"; \
    if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then found="$$python"; break; fi; \
done; \
if [ -n "$$found" ]; then \
    echo "Making the environment in .venv with $$found. Once only: it downloads about 230 MB and takes a few minutes."; \
    "$$found" -m venv --clear .venv; \
elif [ -n "$$enough" ]; then \
    echo "The Python found here ($$enough ) comes without its venv module, which makes the environment." >&2; \
    echo "On Debian or Ubuntu: sudo apt install python3-venv   Then try again." >&2; exit 1; \
else \
    echo "Whose Words needs Python 3.11 or newer. Found here:$${seen:- none.}" >&2; \
    echo "Install one from https://www.python.org/downloads/ and try again, or name it: make lab PYTHON=/path/to/python3" >&2; exit 1; \
fi
endef
