"""What README and docs show is true: each command in them runs, and prints what is shown."""

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from celldesign.app import app, main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCKS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in PAGES
    for number, block in enumerate(re.findall(r"```console\n(.*?)```", page.read_text(), re.DOTALL))
]


def commands(block):
    """Each `$ celldesign …` of a block, joined over trailing backslashes, with what it prints."""
    found = []
    for line in block.replace("\\\n", " ").splitlines():
        if line.startswith("$ celldesign "):
            found.append((shlex.split(line[2:], comments=True), []))
        elif line.strip() not in ("", "…", "...") and found:
            found[-1][1].append(" ".join(line.split()))
    return found


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("block", BLOCKS)
def test_the_commands_run_and_print_what_is_shown(block, tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for arguments, shown in commands(block):
        monkeypatch.setattr(sys, "argv", arguments)
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capsys.readouterr()
        lines = [" ".join(line.split()) for line in (printed.out + printed.err).splitlines()]
        assert exit_.value.code in (None, 0) or "error:" in shown[-1], printed.err
        for line in shown:
            assert line in lines, f"{' '.join(arguments)} does not print {line!r}"


def test_every_command_is_documented():
    text = "".join(page.read_text() for page in PAGES)
    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    for group in app.registered_groups:
        inner = group.typer_instance.registered_commands
        names += [f"{group.name} {each.name or each.callback.__name__}" for each in inner]
    for name in names:
        assert f"celldesign {name}" in text, f"celldesign {name} is not in README or docs"


def test_readme_s_files_exist():
    for page in PAGES:
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
