"""The rule of release and hold on the shipped examples: what yields, and what comes of it."""

from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import LIQUID, SOLID, write

from celldesign.cell.freedom import exact_text
from celldesign.cell.result import Cell
from celldesign.errors import CelldesignError, DesignError, InconsistentError, MissingInputError

Build = Callable[..., Cell]
EXAMPLES = sorted(Path("examples").glob("*.toml"))
HOLD = ("cathode.porosity", "anode.porosity", "np_ratio")
PER_AH = "electrolyte.mass_per_capacity"
POROUS = ["cathode.thickness from cathode.porosity", "anode.thickness from anode.porosity"]
BALANCED = [*POROUS, "anode.active_loading from np_ratio"]


def example(name: str) -> Path:
    return Path(f"examples/{name}.toml")


def released(cell: Cell) -> list[str]:
    """What now follows from what, hints left out."""
    return [
        note.replace(" now follows from ", " from ").replace(" now follow from ", " from ")
        for note in cell.released
        if "now follow" in note
    ]


# Masses, thicknesses, loadings and counts: they rest on the file and the densities alone.
CASES: list[tuple[str, dict[str, str], tuple[str, ...], list[str], dict[str, float]]] = [
    (
        "graphite_68Ah",
        {"cathode.areal_capacity": "4 mAh/cm^2"},
        HOLD,
        [*BALANCED, "cathode.active_loading from cathode.areal_capacity"],
        {"cathode.active_loading": 18.727, "cathode.thickness": 59.481, "np_ratio": 1.098762},
    ),
    (
        "graphite_68Ah",
        {"cathode.areal_capacity": "4 mAh/cm^2"},
        (*HOLD, PER_AH),
        [
            *BALANCED,
            f"electrolyte.volume from {PER_AH}",
            "cathode.active_loading from cathode.areal_capacity",
        ],
        {"electrolyte.volume": 35.143, "anode.thickness": 75.690},
    ),
    (
        "graphite_68Ah",
        {"np_ratio": "1.05"},
        (),
        ["anode.active_loading from np_ratio"],
        {"anode.active_loading": 23.537, "cathode.active_loading": 37.78},
    ),
    (
        "graphite_68Ah",
        {"cathode.porosity": "30 %"},
        (),
        ["cathode.thickness from cathode.porosity"],
        {"cathode.active_loading": 37.78, "cathode.porosity": 30},
    ),
    (
        "graphite_68Ah",
        {"cathode.thickness": "80 um"},
        ("cathode.porosity",),
        ["cathode.active_loading from cathode.porosity"],
        {"cathode.active_loading": 25.187, "cathode.areal_capacity": 5.3799},
    ),
    (
        "graphite_68Ah",
        {"cathode.recipe.NMC811": "94 wt%"},
        HOLD,
        BALANCED,
        {"cathode.active_loading": 37.78, "np_ratio": 1.098762},
    ),
    (
        "graphite_68Ah",
        {PER_AH: "1.5 g/Ah"},
        (),
        [f"electrolyte.volume from {PER_AH}"],
        {"electrolyte.volume": 85.062},
    ),
    (
        "graphite_68Ah",
        {"cell.target_capacity": "60 Ah"},
        (),
        ["cathode.sheets from cell.target_capacity"],
        {"cathode.sheets": 28, "nominal_capacity": 59.544},
    ),
    (
        "graphite_68Ah",
        {"anode.overhang": "2 mm"},
        (),
        ["anode.height and anode.width from anode.overhang"],
        {"anode.width": 58, "anode.height": 248},
    ),
    (
        "pouch_1Ah_c10",
        {"cathode.active_loading": "25 mg/cm^2"},
        ("cathode.porosity",),
        ["cathode.thickness from cathode.porosity"],
        {"cathode.thickness": 110.98, "np_ratio": 0.91655},
    ),
    (
        "pouch_1Ah",
        {"np_ratio": "2"},
        (),
        ["anode.thickness from np_ratio"],
        {"anode.thickness": 55.861},
    ),
    (
        "lacey_nmc811_graphite",
        {PER_AH: "1.5 g/Ah"},
        (),
        [f"electrolyte.volume_per_capacity from {PER_AH}"],
        {PER_AH: 1.5},
    ),
    (
        "byd_blade",
        {"anode.areal_capacity": "2.8 mAh/cm^2"},
        (),
        ["np_ratio from anode.areal_capacity"],
        {"np_ratio": 1.1701},
    ),
    (
        "ecker2015_stack",
        {"cathode.coating_density": "3 g/cm^3"},
        (),
        ["cathode.thickness from cathode.coating_density"],
        {"cathode.thickness": 52.110},
    ),
    (
        "lg_m50",
        {"jelly_roll.clearance": "0.5 mm"},
        (),
        ["cathode.width from jelly_roll.clearance"],
        {"cell.outer_diameter": 21},
    ),
]


@pytest.mark.parametrize(("name", "sets", "hold", "yields", "expected"), CASES)
def test_what_is_set_releases_one_given_value(
    build: Build,
    name: str,
    sets: dict[str, str],
    hold: tuple[str, ...],
    yields: list[str],
    expected: dict[str, float],
) -> None:
    cell = build(example(name), hold=hold, **sets)
    assert released(cell) == yields
    for quantity, value in expected.items():
        assert cell[quantity].value == pytest.approx(value, rel=5e-5), quantity
    assert cell.held == hold


def test_an_assumption_yields_before_anything_given(build: Build) -> None:
    cell = build(example("lacey_nmc622_21700"), **{"cathode.width": "700 mm"})
    assert cell.released[0] == "jelly_roll.clearance is no longer assumed: cathode.width stands"
    assert cell["cell.outer_diameter"].value == 21
    assert cell.origin("jelly_roll_clearance") == "computed"


def test_a_target_no_longer_counts_once_what_it_sets_is_set(build: Build) -> None:
    cell = build(example("pouch_1Ah"), **{"cathode.sheets": "20"})
    assert cell.released[0] == "cell.target_capacity no longer counts: cathode.sheets stands"
    # 40 faces of 30 cm^2 at 16 mg/cm^2 and 222 mAh/g
    assert cell["capacity"].value == pytest.approx(40 * 30 * 0.016 * 0.222, rel=1e-9)
    assert not any("apart" in line for line in cell.warnings)


def test_where_nothing_can_yield_it_is_an_override_and_the_first_thing_said(build: Build) -> None:
    cell = build(example("graphite_68Ah"), energy="300 Wh")
    assert cell.released[0].startswith("energy is an override: no given value can follow from it")
    assert "celldesign solve" in cell.released[0]
    assert cell["energy"].value == 300
    shares = build(example("graphite_68Ah"), **{"cathode.active_fraction": "95 %"}).released[0]
    assert shares.endswith("by varying one of cathode.recipe")


def test_what_a_designer_would_have_held_is_named_with_both_values(build: Build) -> None:
    cell = build(example("graphite_68Ah"), **{"cathode.areal_capacity": "4 mAh/cm^2"})
    hints = [note for note in cell.released if "--hold" in note]
    porosity = cell["cathode.porosity"].value
    assert f"to {porosity:.4g} %; `--hold cathode.porosity` keeps it" in hints[0]
    assert [hint.split()[0] for hint in hints] == ["cathode.porosity", "np_ratio", PER_AH]


@pytest.mark.parametrize(
    ("sets", "hold", "free", "kind", "message"),
    [
        (
            {"np_ratio": "1.05"},
            ["anode.areal_capacity"],
            [],
            InconsistentError,
            r"held at 8\.867 mAh/cm\^2, but np_ratio = 1\.05 would make it 8\.473 mAh/cm\^2",
        ),
        (
            {"cathode.coating_density": "3 g/cm^3"},
            ["cathode.porosity"],
            [],
            InconsistentError,
            r"cathode\.porosity is held at .* %, but cathode\.coating_density = 3 g/cm\^3",
        ),
        ({}, ["cell.mass"], [], InconsistentError, "cell.mass cannot be held"),
        ({}, ["nothing.of"], [], DesignError, "--hold: a quantity is required"),
        ({}, ["cathode.recipe.NMC811"], [], DesignError, "shares of a formulation are given"),
        ({}, ["cathode.mass_fraction"], [], DesignError, "shares of a formulation are given"),
        ({}, ["jelly_roll.clearance"], [], DesignError, "--hold jelly_roll.clearance: "),
        ({}, ["np_ratio", "np_ratio"], [], DesignError, "freed or held already"),
        ({"np_ratio": "1.1"}, ["np_ratio"], [], DesignError, "which is set"),
        ({}, ["cathode.thickness"], ["cathode.thickness"], DesignError, "freed or held already"),
        ({}, [], ["np_ratio"], DesignError, "a name that the file gives is required"),
        (
            {},
            [],
            ["cathode.thickness"],
            MissingInputError,
            r"--free cathode\.thickness: .*cathode\.porosity",
        ),
    ],
)
def test_what_cannot_be_freed_or_held_is_an_error(
    build: Build,
    sets: dict[str, str],
    hold: list[str],
    free: list[str],
    kind: type[CelldesignError],
    message: str,
) -> None:
    with pytest.raises(kind, match=message):
        build(example("graphite_68Ah"), free, hold, **sets)


def test_a_redundant_value_is_refused_at_any_size_until_it_is_freed(build: Build) -> None:
    text = example("graphite_68Ah").read_text().replace("format =", "np_ratio = 1.0988\nformat =")
    for override in (text, text.replace("1.0988", "{ value = 1.0988, override = true }")):
        with pytest.raises(InconsistentError, match=r"--free .*np_ratio"):
            build(override, **{"cathode.areal_capacity": "7.7 mAh/cm^2"})
    freed = build(text, ["np_ratio"], **{"cathode.areal_capacity": "7.7 mAh/cm^2"})
    assert freed["np_ratio"].value == pytest.approx(24.63 * 0.36 / 7.7, rel=1e-9)


def test_a_held_value_keeps_its_standard_uncertainty(build: Build) -> None:
    plain, held = (build(example("graphite_68Ah"), hold=names) for names in ((), HOLD))
    for name in HOLD:
        assert held[name].spread == pytest.approx(plain[name].spread, rel=1e-9)
        assert held.origin(name.replace(".", "_")) == "given"


@pytest.mark.parametrize("name", ["graphite_68Ah", "lg_m50", "pouch_1Ah", "vw_id3_e78"])
def test_any_permutation_of_holds_gives_one_cell(build: Build, name: str) -> None:
    hold = HOLD if name != "pouch_1Ah" else ("cathode.porosity", "np_ratio")
    cells = [
        build(example(name), hold=order, **{"cathode.areal_capacity": "4 mAh/cm^2"})
        for order in permutations(hold)
    ]
    for other in cells[1:]:
        assert other["cell.specific_energy"].si == pytest.approx(
            cells[0]["cell.specific_energy"].si, rel=1e-12
        )
        assert set(released(other)) == set(released(cells[0]))


@pytest.mark.parametrize("names", list(permutations(["np_ratio", "cathode.thickness"])))
def test_the_order_of_settings_does_not_matter(build: Build, names: tuple[str, ...]) -> None:
    texts = {"np_ratio": "1.05", "cathode.thickness": "100 um"}
    cell = build(
        example("graphite_68Ah"), hold=["cathode.porosity"], **{n: texts[n] for n in names}
    )
    assert cell["np_ratio"].value == 1.05
    assert cell["cathode.active_loading"].value == pytest.approx(37.78 * 100 / 120, rel=1e-9)


_CELLS: dict[Path, Cell] = {}


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_holding_a_computed_quantity_as_it_is_moves_nothing(build: Build, data: Any) -> None:
    path = data.draw(st.sampled_from(EXAMPLES))
    cell = _CELLS.setdefault(path, build(path))
    computed = [
        quantity.name
        for quantity in (value.quantity for value in cell.quantities.values())
        if not quantity.component and cell.origin(quantity.flat) == "computed"
        if np.isfinite(float(cell[quantity.name].si))
    ]
    name = data.draw(st.sampled_from(computed))
    try:
        held = build(path, hold=[name])
    except (InconsistentError, DesignError):  # nothing yields, or the format sets it
        return
    assert held.held == (name,)
    for flat, value in cell.values.items():
        if np.ndim(value) == 0 and np.isfinite(value) and flat in held.values:
            assert held.values[flat] == pytest.approx(value, rel=1e-9, abs=1e-12), flat


@pytest.mark.parametrize("draft", [SOLID, LIQUID], ids=["solid", "liquid"])
def test_a_study_s_row_is_the_build_with_the_same_words(
    build: Build, draft: dict[str, Any]
) -> None:
    from celldesign.design.file import parse_design
    from celldesign.study import whatif

    hold = ["cathode.porosity", "np_ratio"]
    frame = whatif(
        parse_design(write(draft)),
        {"cathode.areal_capacity": "2.5:3.5:0.5mAh/cm^2"},
        columns=["cell.specific_energy", "np_ratio", "cathode.porosity"],
        hold=hold,
    )
    for row in frame.itertuples(index=False):
        sets = {"cathode.areal_capacity": f"{row[0]} mAh/cm^2"}
        cell = build(write(draft), hold=hold, **sets)
        assert row[1] == pytest.approx(cell["cell.specific_energy"].value, rel=1e-12)
        assert row[2] == pytest.approx(cell["np_ratio"].value, rel=1e-12)
        assert row[3] == pytest.approx(build(write(draft))["cathode.porosity"].value, rel=1e-9)


def test_values_are_written_in_full_digits(build: Build) -> None:
    from celldesign.vocabulary import find

    assert exact_text(find("cathode.thickness"), 70.1e-6) == "70.1 um"
    assert exact_text(find("cathode.sheets"), 7.0) == "7"
    assert exact_text(find("cell.rounding"), 1.0) == "up"
    assert exact_text(find("np_ratio"), 1.1) == "1.1"


DESIGNERS = ["cylindrical", "prismatic", "wound-prismatic", "coin", "anode-free", "unit-cell"]


@pytest.mark.parametrize("kind", DESIGNERS)
def test_a_template_needs_no_hold_for_the_natural_questions(build: Build, kind: str) -> None:
    path = Path(f"templates/new/{kind}.toml")
    plain, thick = build(path), build(path, **{"cathode.areal_capacity": "3 mAh/cm^2"})
    assert not thick.released
    for name in ("cathode.porosity", "np_ratio", PER_AH):
        if name in plain:
            assert thick[name].si == pytest.approx(plain[name].si, rel=1e-9), name
    assert thick["cathode.thickness"].si != plain["cathode.thickness"].si


def test_what_the_cell_does_not_have_cannot_be_held(build: Build) -> None:
    for name in ("anode.collector.thickness", "electrolyte.volume"):
        with pytest.raises(InconsistentError, match="cannot be held: this cell has none"):
            build(example("pouch_1Ah"), hold=[name])


def test_loadings_cannot_rest_on_what_the_curves_make_of_them(build: Build) -> None:
    """An N/P ratio in operation needs the balance, which needs the loadings."""
    with pytest.raises(InconsistentError, match="which the half-cell curves make of them"):
        build(example("marquis2019_lco"), hold=["np_ratio_operating"])
