from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from strategies import LIQUID, SOLID, write

from celldesign.cell.result import Cell
from celldesign.design.file import LARGEST_FILE, parse_design, read_design
from celldesign.design.overrides import set_values
from celldesign.errors import (
    CelldesignError,
    DesignError,
    InconsistentError,
    MaterialError,
    MissingInputError,
    UnitError,
)

Build = Callable[..., Cell]
THICKNESS, RECIPE = "cathode.thickness", "cathode.recipe"
MATERIAL = "material.NMC811.density"


def line_of(text: str, key: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(f"{key} ="))


def recipe(**parts: str) -> dict[str, str]:
    return {**SOLID[RECIPE], **parts}


# What is written for a key, and the words that the message about its line must have.
IN_A_LINE: list[tuple[str, Any, str]] = [
    (THICKNESS, "-70 um", "value from 0.1 to 2000 um; given -70 um"),
    (THICKNESS, "0 um", "value from 0.1 to 2000 um; given 0 um"),
    (THICKNESS, "1e-5 um", "value from 0.1 to 2000 um; given 1e-5 um"),
    (THICKNESS, "70 um^2", "length; um; given '70 um^2'"),
    (THICKNESS, "70 mg/cm^2", "length; given '70 mg/cm^2'"),
    (THICKNESS, "70 parsnips", "unit; parsnips"),
    (THICKNESS, "70", "number with a unit; given '70'; '70 um'"),
    (THICKNESS, 70, "number with a unit; given 70; '70 um'"),
    (THICKNESS, "2,000 um", "without commas; given '2,000 um'"),
    (THICKNESS, "9**9**9 um", "number with a unit; given '9**9**9 um'"),
    (THICKNESS, "2*35 um", "number with a unit; given '2*35 um'"),
    (THICKNESS, "nan um", "finite number; given 'nan um'"),
    (THICKNESS, "inf um", "finite number; given 'inf um'"),
    (THICKNESS, float("nan"), "finite number; given nan"),
    (THICKNESS, "1e999 um", "finite number; given '1e999 um'"),
    (THICKNESS, True, "number with a unit; given True"),
    (THICKNESS, ["70 um"], "number with a unit; given ['70 um']"),
    (THICKNESS, "", "number with a unit; given ''"),
    (THICKNESS, {"value": "70 um", "sdt": "2 um"}, "given sdt; std"),
    (THICKNESS, {"value": "70 um", "std": "-2 um"}, "uncertainty; zero or more; given -2 um"),
    (THICKNESS, {"value": "70 um", "std": 2}, "uncertainty with its unit; given 2"),
    (THICKNESS, {"value": "70 um", "std": "2 g"}, "length; given '2 g'"),
    (THICKNESS, {"value": "70 um", "std": [1]}, "uncertainty with its unit; given [1]"),
    (THICKNESS, {"value": "70 um", "override": "no"}, "override takes true or false; given 'no'"),
    ("cathode.porosity", {"value": 0.3, "std": float("nan")}, "zero or more; given nan"),
    ("cathode.porosity", 40, "value from 0 to 95 %; given 40; write '40 %'"),
    ("cathode.porosity", "40", "value from 0 to 95 %; given 40; write '40 %'"),
    ("casing.density", "2700 g/cm^3", "value from 0.2 to 25 g/cm^3; given 2700 g/cm^3"),
    ("cathode.sheets", 0, "value from 1 to 10000; given 0"),
    ("cathode.sheets", 40.5, "whole number; given 40.5"),
    ("cathode.sheets", "6 um", "dimensionless number; given '6 um'"),
    ("cell.rounding", "sideways", "nearest, up, down; given 'sideways'"),
    ("cell.target_capacity", "C/2", "number with a unit; C-rate; 'C/2'"),
    ("cell.target_capacity", "2C", "number with a unit; C-rate; '2C'"),
    ("operation.rate", "180 As", "rate is required; given '180 As'; C/20"),
    ("operation.rate", "1 Ah", "rate is required; given '1 Ah'; C/20"),
    ("operation.rate", 0.05, "rate is required; given '0.05'; C/20"),
    ("operation.rate", "C/0", "rate is required; given 'C/0'"),
    ("operation.temperature", "60 C", "temperature; given '60 C'; degC"),
    ("operation.window", ["4.35 V", "3.0 V"], "lower; 4.35 V; 3.0 V"),
    ("operation.window", ["3.0 V"], "window of two voltages; ['3.0 V']"),
    ("operation.window", ["3.0 V", "4.35 Ah"], "4.35 Ah"),
    ("operation.window", [{}, "4.35 V"], "value"),
    (RECIPE, recipe(NMC811="66 wt%"), "formulation must sum to 100 %; given 90 %"),
    (RECIPE, recipe(NMC811="76 vol%"), "formulation is by mass; NMC811 76 vol%; wt%"),
    (RECIPE, recipe(NMC811="-76 wt%"), "value from 0 to 100 %; -76 wt%"),
    (RECIPE, recipe(NMC811="76 g"), "dimensionless number; 76 g"),
    (RECIPE, {**SOLID[RECIPE], "NMC811": {}}, "value"),
    (RECIPE, {}, "formulation of materials and mass fractions"),
    (RECIPE, "NMC811", "formulation of materials and mass fractions"),
    ("anode.material", 5, "text; given 5"),
    ("cathode.thicknes", "70 um", "unknown key; did you mean cathode.thickness?"),
    ("cathod.thickness", "70 um", "unknown key; did you mean cathode.thickness?"),
    ("xyz.foo", "70 um", "unknown key; sections are; cathode, "),
    ("thickness", "70 um", "unknown key; thickness"),
    ("separator.conductivity_points", "1 S/m", "list of values with units; given '1 S/m'"),
    ("published.capasity", "1 Ah", "unknown quantity; did you mean capacity?"),
    ("published.capacity", "1 V", "charge; given '1 V'"),
    ("checks.warm", "1 %", "unknown key; given warm; warn and error"),
    ("checks.warn", "0 %", "above zero; given 0 %"),
    ("format", "poch", "unknown format; given 'poch'; did you mean pouch?"),
    ("format", "xyz", "unknown format; given 'xyz'; pouch, "),
    ("name", 5, "text; given 5"),
]


@pytest.mark.parametrize(("key", "item", "words"), IN_A_LINE)
def test_an_error_names_its_line_what_is_required_and_what_is_given(
    key: str, item: Any, words: str
) -> None:
    text = write(SOLID | {key: item})
    with pytest.raises(DesignError) as raised:
        parse_design(text, "f.toml")
    message = str(raised.value)
    assert message.startswith(f"f.toml, line {line_of(text, key)}, {key}: ")
    assert all(word in message for word in words.split("; "))
    assert f"{key}: {key}" not in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("key", "item", "words"),
    [
        ("anode.material", "lithum", "unknown material; given lithum; did you mean lithium"),
        (RECIPE, {"NCM81": "100 wt%"}, "unknown material; NCM81; did you mean NCM811"),
        ("material.NMC81.density", "4 g/cm^3", "unknown material; NMC81; did you mean NMC811"),
        ("material.NMC811.densty", "4 g/cm^3", "unknown property; did you mean density"),
        (MATERIAL, "4 g", "value in g/cm^3; given 4 g"),
        ("cathode.collector.material", "unobtainium", "unknown material; given unobtainium"),
        (RECIPE, {"C45": "100 wt%"}, "active material; C45"),
    ],
)
def test_an_error_about_a_material_names_its_line(
    build: Build, key: str, item: Any, words: str
) -> None:
    text = write(SOLID | {key: item})
    with pytest.raises(MaterialError) as raised:
        build(text)
    message = str(raised.value)
    assert message.startswith(f"f.toml, line {line_of(text, key)}, {key[:14]}")
    assert all(word in message for word in words.split("; "))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({THICKNESS: "60 um"}, "cathode's coating; 3.509 g/cm^3; 16; denser than its solids"),
        ({"casing.internal_thickness": "1 mm"}, "stack of 1.786 mm; does not fit; room for 1 mm"),
        ({"casing.internal_thickness": "1.9 mm"}, "charged stack of 1.993 mm; room for 1.9 mm"),
        ({"cell.thickness": "1 mm"}, "stack of 1.786 mm; thicker than the cell's 1 mm"),
        ({"separator.width": "45 mm"}, "separator's width of 45 mm; smaller; cathode's 50 mm"),
        ({"separator.height": "55 mm"}, "separator's height of 55 mm; cathode's 60 mm"),
        ({"cell.outer_width": "45 mm"}, "width of 50 mm does not fit; outer width of 45 mm"),
    ],
)
def test_parts_that_do_not_fit_are_an_error(
    build: Build, changes: dict[str, str], words: str
) -> None:
    overhang = None if any(key.startswith("separator") for key in changes) else "2.5 mm"
    rest = {"separator.width": "55 mm", "separator.height": "65 mm"} if not overhang else {}
    with pytest.raises(InconsistentError) as raised:
        build(write(SOLID | rest | changes | {"separator.overhang": overhang}))
    assert all(word in str(raised.value) for word in words.split("; "))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"cathode.active_loading": None},
            "give cathode.areal_capacity (or cathode.active_loading",
        ),
        ({THICKNESS: None}, "give cathode.porosity; cathode.thickness; cathode.coating_density"),
        ({RECIPE: None}, "give cathode.recipe (or cathode.active_fraction)"),
        ({"anode.material": None, "anode.thickness": None}, "anode"),
        ({"cathode.tab.width": "10 mm"}, "cell.mass; cathode.tab.thickness; cathode.tab.length"),
        (
            {"cathode.tab.width": "10 mm", "cathode.tab.length": "1 cm"}
            | {"cathode.tab.material": "aluminium"},
            "cell.mass; cathode.tab.thickness",
        ),
        ({"cathode.tab.material": "aluminium"}, "cell.mass; cathode.tab.width"),
    ],
)
def test_what_is_missing_or_half_described_is_named(
    build: Build, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(MissingInputError) as raised:
        build(write(SOLID | changes))
    assert "cannot be computed from what is given" in str(raised.value)
    assert all(word in str(raised.value) for word in words.split("; "))


def test_a_metal_and_a_recipe_are_one_anode_too_many() -> None:
    with pytest.raises(DesignError, match=r"anode.*material or a formulation.*not both"):
        parse_design(write(SOLID | {"anode.recipe": LIQUID["anode.recipe"]}))


SECTIONS = """schema = 2
# [cathode]
[cathode]  # the positive one, "width" = 3
thickness = "70 um"
collector = { material = "aluminium", thickness = "15 um" }
[ "operation" ]
window = [
  "3.0 V",
  "4.35 V",
]
[separator.overhang]
value = "3 mm"
"""


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ('"70 um"', '"-70 um"', "line 4, cathode.thickness"),
        ('"15 um"', '"-15 um"', "line 5, cathode.collector.thickness"),
        ("collector =", "colector =", "line 5, cathode.colector.material"),
        ('"3.0 V"', '"5 V"', "line 7, operation.window"),
        ("separator.overhang", "separator.overhand", "line 11, separator.overhand"),
        ('"3 mm"', '"3 V"', "line 11, separator.overhang"),
    ],
)
def test_the_line_is_found_in_sections_tables_and_beside_comments(
    right: str, wrong: str, place: str
) -> None:
    parse_design(SECTIONS)
    with pytest.raises(DesignError, match=f"f.toml, {place}: "):
        parse_design(SECTIONS.replace(right, wrong), "f.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("schema = 3\n", "schema 2 is required, or 1; given 3"),
        ('name = "x"\n', "schema 2 is required"),
        ('schema = "1"\n', "schema 2 is required"),
        ("schema = true\n", "schema 2 is required"),
        ("", "empty; celldesign new"),
        (" \n\t\n", "empty; celldesign new"),
        ("schema = 2\nname = 70 um\n", "not TOML; line 2, column 11"),
        ("schema = 2\n[cathode\n", "not TOML; line 2, column 9"),
        ("schema = 2\nname = 'a'\nname = 'b'\n", "not TOML; line 3"),
        ("schema = 2\nname = " + "[" * 10_000, "not TOML"),
        ("schema = 2\n[cathod]\n", "line 2; unknown key; cathod"),
    ],
)
def test_a_document_that_is_no_design_is_refused(text: str, words: str) -> None:
    with pytest.raises(DesignError) as raised:
        parse_design(text, "f.toml")
    assert "f.toml" in str(raised.value)
    assert all(word in str(raised.value) for word in words.split("; "))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.touch(), "empty"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: path.write_bytes(b"\x7fELF\x00\xff\xfe"), "binary"),
        (lambda path: None, "cannot be read; no such file"),
        (lambda path: path.symlink_to(path), "cannot be read; symbolic"),
    ],
    ids=["empty", "folder", "binary", "absent", "loop"],
)
def test_a_file_that_is_no_design_is_refused(
    tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "f.toml"
    make(path)
    with pytest.raises(DesignError) as raised:
        read_design(path)
    assert "f.toml" in str(raised.value)
    assert all(word in str(raised.value).lower() for word in words.split("; "))


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(DesignError, match="at most 1000 kB") as raised:
        read_design(path)
    assert "f.toml" in raised.value.given
    assert LARGEST_FILE < 100_000_000


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device that never ends")
def test_a_device_that_never_ends_is_refused() -> None:
    with pytest.raises(DesignError, match=r"/dev/zero, no regular file"):
        read_design("/dev/zero")


def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:  # the superuser reads any file
        raise PermissionError(13, "Permission denied", "f.toml")

    path = tmp_path / "f.toml"
    path.write_text(write(SOLID))
    for name in ("open", "read_bytes", "read_text"):
        monkeypatch.setattr(Path, name, refuse)
    with pytest.raises(DesignError, match=r"cannot be read \(permission denied\).*f\.toml"):
        read_design(path)


@pytest.mark.parametrize(
    ("name", "text", "kind", "words"),
    [
        ("cathode.thicknes", "70 um", DesignError, "unknown name; did you mean cathode.thickness"),
        ("cathode.mass_fraction", "50 %", DesignError, "unknown name"),
        ("operation.lower_voltage", "4.5 V", DesignError, "lower; 4.5 V; 4.35 V"),
        (THICKNESS, "70", CelldesignError, "cathode.thickness; number with a unit"),
        (THICKNESS, "70 g", UnitError, "cathode.thickness; length; given '70 g'"),
        (THICKNESS, "-70 um", DesignError, "cathode.thickness; 0.1 to 2000 um"),
        ("cathode.sheets", "6.5", DesignError, "cathode.sheets; whole number; 6.5"),
        ("format", "poch", DesignError, "unknown format; did you mean pouch"),
        ("material.density", "4 g/cm^3", CelldesignError, "material."),
        (MATERIAL, "4.7", CelldesignError, "number with a unit"),
    ],
)
def test_a_setting_is_read_as_strictly(
    name: str, text: str, kind: type[CelldesignError], words: str
) -> None:
    with pytest.raises(kind) as raised:
        set_values(parse_design(write(SOLID)), {name: text})
    assert all(word in str(raised.value) for word in words.split("; "))


def test_a_database_value_that_nothing_uses_is_reported(build: Build) -> None:
    unused = {"material.NMC811.porosity": "4 %", "material.LCO.density": "5 g/cm^3"}
    warnings = build(write(SOLID | unused)).warnings
    for name in unused:
        assert f"{name} is given, but nothing uses it" in warnings


def test_values_are_read_with_std_source_and_note() -> None:
    text = write(
        SOLID
        | {
            THICKNESS: {"value": "70 um", "std": "2e-3 mm", "source": "me", "note": "seen"},
            "cathode.porosity": "30 +/- 2 %",
            "operation.temperature": {"value": "60 degC", "std": "1 K"},
            "cell.tabs_in_volume": True,
            "cell.rounding": "up",
            "lifetime.fade_per_cycle": 0.001,
            MATERIAL: {"value": "4.7 g/cm^3", "std": "0.1 g/cm^3"},
            "published.capacity": "1.28 Ah",
            "checks.warn": "2 %",
        }
    )
    design = parse_design(text)
    thickness = design.values["cathode_thickness"]
    assert (thickness.value, thickness.std) == pytest.approx((70e-6, 2e-6))
    assert (thickness.source, thickness.note, thickness.text) == ("me", "seen", "70 um")
    for name, value, std in [
        ("cathode_porosity", 0.3, 0.02),
        ("operation_temperature", 333.15, 1.0),
        ("cell_tabs_in_volume", 1.0, None),
        ("cell_rounding", 1.0, None),
        ("operation_rate", 1 / 72000, None),
        ("operation_upper_voltage", 4.35, None),
        ("cathode_sheets", 6, None),
        ("lifetime_fade_per_cycle", 1e-3, None),
    ]:
        entry = design.values[name]
        assert (entry.value, entry.std) == (pytest.approx(value), std and pytest.approx(std)), name
    assert design.addressed["NMC811", "density"].std == pytest.approx(100)
    assert design.published["capacity"].value == pytest.approx(4608)
    assert (design.checks.warn, design.checks.error) == (0.02, 0.10)
    assert design.recipes["cathode"]["C45"].value == pytest.approx(0.028)
    assert (design.name, design.format, design.materials["anode"]) == ("solid", "pouch", "lithium")


def test_a_recipe_that_was_rounded_sums_to_one() -> None:
    design = parse_design(write(SOLID | {"cathode.recipe": recipe(NMC811="75.95 wt%")}))
    shares = [entry.value for entry in design.recipes["cathode"].values()]
    assert shares == pytest.approx([0.7595 / 0.9995, 0.028 / 0.9995, 0.212 / 0.9995], rel=1e-12)


@pytest.mark.parametrize(
    ("changes", "anode", "electrolyte"),
    [
        (SOLID, "foil", "solid"),
        (SOLID | {"anode.collector.material": "copper"}, "foil on collector", "solid"),
        (LIQUID, "composite", "liquid"),
        (SOLID | {"electrolyte.volume": "1 mL"}, "foil", "liquid"),
    ],
)
def test_what_is_described_is_the_kind_of_cell(
    changes: dict[str, Any], anode: str, electrolyte: str
) -> None:
    design = parse_design(write(changes))
    assert (design.anode, design.electrolyte) == (anode, electrolyte)


def test_the_hash_knows_the_text_and_the_settings() -> None:
    plain = parse_design(write(SOLID))
    assert plain.sha256 == parse_design(write(SOLID)).sha256
    others = [parse_design(write(LIQUID)), set_values(plain, {"cathode.sheets": "7"})]
    assert len({plain.sha256, *(other.sha256 for other in others)}) == 3


@pytest.mark.parametrize("text", ["2.9 V, 4.2 V", '["2.9 V", "4.2 V"]'])
def test_a_window_is_set_by_the_name_that_the_file_has(text: str) -> None:
    design = set_values(parse_design(write(SOLID)), {"operation.window": text})
    ends = [design.values[f"operation_{end}_voltage"] for end in ("lower", "upper")]
    assert [(end.value, end.override) for end in ends] == [(2.9, True), (4.2, True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3 V", "a window of two voltages is required"),
        ("4.2 V, 3 V", "must lie below"),
        ("3, 4", "a number"),
    ],
)
def test_a_window_that_is_none_is_refused(text: str, words: str) -> None:
    with pytest.raises(CelldesignError, match=rf"operation\.window.*{words}"):
        set_values(parse_design(write(SOLID)), {"operation.window": text})
