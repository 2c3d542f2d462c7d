"""What README and docs show is true: each example in them runs, and prints what is shown."""

import doctest
import re
import shlex
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
import typer

import celldesign
from celldesign.app import app, main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
SUMMARY = 60  # what a terminal of 80 columns leaves of a line in the list of commands
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def commands(block):
    """Each `$ celldesign …` of a block, joined over trailing backslashes, with what is shown."""
    found = []
    for line in block.replace("\\\n", " ").splitlines():
        if line.startswith("$ celldesign "):
            found.append((shlex.split(line[2:], comments=True), []))
        elif line.strip() and found:
            found[-1][1].append(" ".join(line.split()))
    return found


def run_console(block, patch, capsys):
    for arguments, shown in commands(block):
        patch.setattr(sys, "argv", arguments)
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capsys.readouterr()
        lines = [" ".join(line.split()) for line in (printed.out + printed.err).splitlines()]
        failed = bool(shown) and shown[-1].startswith("error: ")
        if "pip install" in printed.err and not failed:
            pytest.skip(printed.err)
        assert exit_.value.code == (1 if failed else 0), printed.err
        rest, left_out = [line for line in lines if line], not shown
        for line in shown:
            if line == "…":
                left_out = True
                continue
            there = line in (rest if left_out else rest[:1])
            assert there, f"{' '.join(arguments)} does not print {line!r} there"
            rest, left_out = rest[rest.index(line) + 1 :], False
        assert left_out or not rest, f"{' '.join(arguments)} prints more than is shown"


def run_python(block, names, place):
    """Run a block as it stands, or as a session with prompts whose answers are shown."""
    if not block.startswith(">>>"):
        exec(compile(block, place, "exec"), names)
        return
    example = doctest.DocTestParser().get_doctest(block, names, place, None, 0)
    said = []
    doctest.DocTestRunner(optionflags=OPTIONS).run(example, out=said.append, clear_globs=False)
    assert not said, "".join(said)
    names.update(example.globs)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_runs_from_top_to_bottom(page, tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    names = {}
    for kind, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "console":
            run_console(block, monkeypatch, capsys)
        elif kind in ("python", "pycon"):
            run_python(block, names, page.name)
        elif kind == "toml":
            tomllib.loads(block)


def every_command(command=None, name="celldesign"):
    command = command or typer.main.get_command(app)
    inner = getattr(command, "commands", {})
    if not inner:
        yield name, command
    for each, found in inner.items():
        yield from every_command(found, f"{name} {each}")


COMMANDS = dict(every_command())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    if name != "celldesign serve":  # it runs until it is stopped
        assert re.search(rf"^\$ {name}\b", text, re.MULTILINE), "without an example"
    summary = COMMANDS[name].get_short_help_str(SUMMARY)
    assert summary
    assert not summary.endswith("..."), "the list of commands would cut it off"
    for parameter in COMMANDS[name].params:
        assert parameter.help, f"{name} {parameter.name}"


def test_every_public_name_is_documented_with_an_example():
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for name in celldesign.__all__:
        assert f"::: celldesign.{name}\n" in page
        assert ">>> " in getattr(celldesign, name).__doc__


def test_no_public_name_is_hidden_by_a_module():
    modules = {path.stem for path in (ROOT / "celldesign").iterdir()}
    assert not modules & set(celldesign.__all__)


def test_the_picture_is_of_the_cells_that_readme_names():
    named = re.search(r"celldesign compare\s+(\S+)\s+(\S+) --html", PAGES[0].read_text())
    made = (ROOT / "benchmarks" / "pictures.py").read_text()
    assert f'CELLS = ["{named[1]}", "{named[2]}"]' in made


def test_links_lead_to_files():
    for page in PAGES:
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_tutorial_sets_up_as_readme_does():
    set_up = next(line for line in PAGES[0].read_text().splitlines() if "pip install . &&" in line)
    assert set_up in (ROOT / "docs" / "tutorial.md").read_text().splitlines()
