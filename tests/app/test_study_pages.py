import sys
from pathlib import Path

import pytest
from markup import checked

from celldesign.app import main

PAPER = str(Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml")
VARY = "--vary", "anode.thickness=10:60:5um"
COLUMNS = "--columns", "stack.specific_energy,stack.mass"


@pytest.fixture
def written(monkeypatch, tmp_path, capsys):
    """Run a command with --html, and return its page."""

    def call(*arguments):
        path = tmp_path / "out.html"
        monkeypatch.setattr(sys, "argv", ["celldesign", *arguments, "--html", str(path)])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capsys.readouterr()
        assert exit_.value.code in (0, None), printed.err
        assert (printed.out, printed.err.splitlines()[-1]) == ("", f"wrote {path}")
        text = path.read_text()
        found = checked(text)
        assert not found.faults
        assert not found.loaded
        assert len(set(found.ids)) == len(found.ids)
        return text

    return call


def test_whatif_draws_each_result(written):
    text = written("whatif", PAPER, *VARY, *COLUMNS)
    assert text.count('class="curve') == 2
    assert "stack.specific_energy [Wh/kg] over anode.thickness [um]" in text
    assert text.count("<tr><td>") == 11


def test_a_second_value_has_a_line_for_each(written):
    text = written("whatif", PAPER, *VARY, "--vary", "separator.thickness=20,46um", *COLUMNS)
    assert text.count('class="curve') == 4
    assert "separator.thickness 46 um" in text


def test_words_make_a_table_without_lines(written):
    text = written("whatif", PAPER, "--vary", "thermal.model=charge,two-term", *COLUMNS)
    assert 'class="curve' not in text
    assert "two-term" in text


def test_cells_that_cannot_be_built_are_gaps(written):
    text = written("whatif", PAPER, "--vary", "separator.width=40:60:5mm", *COLUMNS)
    assert "cannot be built" in text


def test_sensitivity_is_a_tornado(written):
    text = written("sensitivity", PAPER)
    assert text.index("separator.thickness:") < text.index("cathode.collector.thickness:")


def test_uncertainty_is_a_histogram(written):
    text = written("uncertainty", PAPER, "-n", "500", *COLUMNS)
    assert text.count('class="curve') == 2
    assert "cells, %" in text


def test_a_front_is_drawn_over_its_objectives(written):
    goals = "--maximise", "stack.specific_energy", "--minimise", "thermal.energy"
    text = written("pareto", PAPER, "--vary", "anode.thickness=5:60um", *goals, "--sample", "64")
    assert "thermal.energy [kJ] over stack.specific_energy [Wh/kg]" in text
    assert "beaten by none" in text
