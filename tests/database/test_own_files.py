from collections.abc import Callable
from pathlib import Path

import pytest
from database.own_values import OWN

from celldesign.database.addresses import Address
from celldesign.database.own import ImportProblems, import_file
from celldesign.errors import CelldesignError

Rows = Callable[..., list[tuple[object, ...]]]

FAULTS = {
    "wrong unit": ('value = "201 mAh/g"', 'value = "201 V"', "dimension of mAh/g"),
    "not a number": ('value = "201 mAh/g"', 'value = "nan mAh/g"', "finite number"),
    "infinite": ('value = "201 mAh/g"', 'value = "1e308 Ah/g"', "finite number"),
    "unknown unit": ('"201 mAh/g"', '"201 mAh/gg"', "unknown unit"),
    "no source": ('source = "handbook"\n', "", "source is required"),
    "unknown source": ('source = "handbook"', 'source = "handbok"', "did you mean handbook"),
    "unknown key": ('locator = "Table 2"', 'locater = "Table 2"', "did you mean locator"),
    "formula": ("(C3H6)n", "(C3H6n", "chemical formula"),
    "formula of no elements": ("(C3H6)n", "Xq2", "chemical formula"),
    "markup as formula": ("(C3H6)n", "<b>Li</b>", "chemical formula"),
    "escape sequence": ("soft foam", "soft\\u001b[31m foam", "control characters"),
    "nul": ("grade 3", "grade\\u0000 3", "control characters"),
    "nameless": ('key = "foam-7"', 'key = "--"', "a letter or a digit"),
    "shipped key": ('key = "foam-7"', 'key = "NMC811"', "keeps its name"),
    "shipped alias": ("soft foam", "nmc 811", "the key or an alias of NMC811"),
    "folded key": ('key = "foam-7"', 'key = "LITHIUM"', "key or an alias of lithium"),
    "unknown material": ('key = "NMC811"', 'key = "NMC999"', "give its name and role"),
    "duplicate": ("[[material.price]]", OWN.split("[[material.property]]")[1].join(
        ("[[material.property]]", "[[material.price]]")), "given twice"),
    "out of range": ("4.71 +/- 0.03", "471 +/- 3", "outside the plausible"),
    "shipped source": ("[source.acme]", "[source.handbook]", "source must be known"),
    "year": ("year = 2024", "year = 20244", "four digits"),
    "not TOML": ("[[material]]", "[[material]", "own.toml"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_with_a_fault_is_named_and_nothing_of_it_imported(
    seeded: Address, own: Path, rows: Rows, fault: str
) -> None:
    old, new, said = FAULTS[fault]
    assert old in OWN
    own.write_text(OWN.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ImportProblems, match="nothing was imported") as refused:
        import_file(seeded, own)
    assert any(said in problem for problem in refused.value.problems), refused.value.problems
    assert all("\n" not in problem for problem in refused.value.problems)
    for table in ("source", "material", "property_value", "price"):
        assert rows(f"SELECT * FROM {table} WHERE origin = 'user'") == []


def test_every_line_at_fault_is_reported(
    seeded: Address, write: Callable[[str, str], Path], rows: Rows
) -> None:
    head = "material,property,value,unit,source,quality\n"
    lines = (
        "NMC811,density,4.7,g/cm^3,handbook,B",
        "NMC811,density,4.7,furlong,handbook,B",
        "NMC811,density,nan,g/cm^3,handbook,B",
        "NMC811,density,4.7,g/cm^3,,B",
        "NMC811,density,4.7,g/cm^3,handbook,Z",
        "NMC811,density,,,handbook,B",
        "nobody,density,4.7,g/cm^3,handbook,B",
        "NMC811,dinsity,4.7,g/cm^3,handbook,B",
        "NMC811,density,4.7,g/cm^3,handbook,B,more,and more",
        "NMC811,density,4.9,g/cm^3,handbook,B",
    )
    with pytest.raises(ImportProblems) as refused:
        import_file(seeded, write("own.csv", head + "\n".join(lines)))
    said = "\n".join(refused.value.problems)
    for number in range(3, 11):
        assert f"own.csv, line {number}" in said
    assert "own.csv, line 2" not in said
    assert rows("SELECT count(*) FROM property_value WHERE origin = 'user'") == [(0,)]
    twice = [lines[0], lines[-1]]
    with pytest.raises(ImportProblems, match=r"NMC811 density \(handbook\): given twice"):
        import_file(seeded, write("own.csv", head + "\n".join(twice)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("material,property,value,source,quality,colour\n", "given 'colour'"),
        ("material,property,value,source,qualty\n", "did you mean quality"),
        ("material,property,value,quality\n", "the column source is required"),
        ("material,property,value,source,quality,value\n", "value is there 2 times"),
        ("", "the column material is required"),
        ('material,property,value,source,quality\n"NMC811,density', "not a CSV file"),
    ],
)
def test_a_table_that_is_none_is_refused(
    seeded: Address, write: Callable[[str, str], Path], text: str, said: str
) -> None:
    with pytest.raises(ImportProblems, match=said):
        import_file(seeded, write("own.csv", text))


def test_a_file_that_is_not_there_or_is_binary_is_refused(seeded: Address, tmp_path: Path) -> None:
    for suffix in (".csv", ".toml"):
        with pytest.raises(ImportProblems, match="cannot be read: no such file"):
            import_file(seeded, tmp_path / f"none{suffix}")
        path = tmp_path / f"binary{suffix}"
        path.write_bytes(b"\xff\xfe\x00material")
        with pytest.raises(ImportProblems, match="binary"):
            import_file(seeded, path)


def test_a_long_file_is_one_transaction_with_progress(
    seeded: Address, write: Callable[[str, str], Path], rows: Rows
) -> None:
    lines = [f"NMC811,density,{4 + n / 1e5:.6f} g/cm^3,handbook,B,p. {n}" for n in range(12_000)]
    head = "material,property,value,source,quality,locator"
    seen: list[tuple[int, int]] = []
    path = write("long.csv", "\n".join([head, *lines, "NMC811,density,x,handbook,B,last"]))
    with pytest.raises(ImportProblems, match="line 12002"):
        import_file(seeded, path, progress=lambda done, total: seen.append((done, total)))
    assert rows("SELECT count(*) FROM property_value WHERE origin = 'user'") == [(0,)]
    assert len(seen) == 3
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]
    path = write("long.csv", "\n".join([head, *lines]))
    assert import_file(seeded, path).added == 12_000
    assert import_file(seeded, path).unchanged == 12_000


def test_errors_are_of_one_kind() -> None:
    assert issubclass(ImportProblems, CelldesignError)
