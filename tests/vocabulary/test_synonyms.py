"""What engineers say is understood wherever a name is asked."""

import json

import pytest
from typer.testing import CliRunner

from celldesign import build, read_design, set_values, whatif
from celldesign.app import app
from celldesign.design.overrides import CHOICES
from celldesign.errors import DesignError
from celldesign.vocabulary import by_dotted_name, find, vocabulary
from celldesign.vocabulary.synonyms import synonyms

EXAMPLE = "examples/pouch_1Ah.toml"


def test_every_synonym_means_a_quantity_and_is_no_name_itself() -> None:
    assert set(synonyms().values()) <= set(by_dotted_name())
    assert not set(synonyms()) & {*by_dotted_name(), *CHOICES, "name"}


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("E/C", "electrolyte.mass_per_capacity"),
        ("layers", "cathode.sheets"),
        ("ICE", "cathode.first_cycle_efficiency"),
        ("cycle life", "lifetime.cycles"),
        ("N/P", "np_ratio"),
        ("stack.electrode_pairs", "stack.faces"),
    ],
)
def test_synonyms_are_found(word: str, name: str) -> None:
    assert find(word).name == name


def test_an_unknown_word_names_the_nearest() -> None:
    with pytest.raises(DesignError, match="cycle life"):
        find("cycl life")


def test_every_quantity_has_meaning_and_symbol() -> None:
    assert not [
        q.name for q in vocabulary().values() if not q.meaning or not q.symbol or not q.label
    ]


def test_the_quantities_of_a_cell_are_listed_and_found_by_a_word() -> None:
    run = CliRunner().invoke
    found = run(app, ["explain", EXAMPLE, "--find", "areal"])
    assert "cathode.areal_capacity" in found.stdout
    assert "np_ratio" in found.stdout
    assert "cell.mass  " not in found.stdout
    content = json.loads(run(app, ["explain", EXAMPLE, "--json"]).stdout)
    assert content["schema"] == 2
    assert content["quantities"]["np_ratio"]["label"] == "N/P ratio"
    assert len(content["quantities"]) == len(build(EXAMPLE).quantities)
    assert isinstance(run(app, ["explain", EXAMPLE, "--find", "xyzzy"]).exception, DesignError)


def test_synonyms_are_set_varied_freed_and_held() -> None:
    cell = build(EXAMPLE, {"layers": "8"})
    assert cell["layers"].value == cell["cathode.sheets"].value == 8
    assert "N/P" in cell
    design = set_values(read_design(EXAMPLE), {"layers": "8"}, hold=["N/P"])
    assert design.held == ("np_ratio",)
    frame = whatif(EXAMPLE, {"layers": "5,6"}, columns=["N/P"], where=["N/P > 0"])
    assert list(frame.columns) == ["cathode.sheets", "np_ratio", "feasible"]


def test_a_name_and_its_synonym_are_one_name_too_many() -> None:
    with pytest.raises(DesignError, match=r"np_ratio.*twice"):
        build(EXAMPLE, {"N/P": "1.5", "np_ratio": "1.6"})


def test_an_unknown_word_to_set_names_the_nearest() -> None:
    with pytest.raises(DesignError, match="cycle life"):
        build(EXAMPLE, {"cycl life": "1000"})
