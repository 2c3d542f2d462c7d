import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from database.own_values import CSV, OWN

from celldesign.database.addresses import Address
from celldesign.database.choice import Conditions, choose
from celldesign.database.engine import open_catalogue
from celldesign.database.exporting import as_csv, as_toml, own_entries, own_sources
from celldesign.database.own import ImportProblems, Outcome, add, import_file, remove
from celldesign.database.seeding import seed
from celldesign.errors import MaterialError

Rows = Callable[..., list[tuple[object, ...]]]
Start = Callable[..., subprocess.Popen[str]]


def exported(url: str, suffix: str = ".toml") -> str:
    with open_catalogue(url) as catalogue:
        entries, sources = list(own_entries(catalogue)), own_sources(catalogue)
    return "".join((as_csv if suffix == ".csv" else as_toml)(entries, sources))


@pytest.mark.usefixtures("shipped")
def test_what_is_imported_is_found_preferred_and_said_to_be_ones_own(
    seeded: Address, url: str, own: Path
) -> None:
    assert import_file(seeded, own) == Outcome(added=4, materials=1)
    with open_catalogue(url) as catalogue:
        choice = choose(catalogue.records("NMC811", "density"), Conditions())
        assert (choice.record.value, choice.record.origin) == (4.71, "user")
        assert choice.record.std == pytest.approx(30)
        assert "the user's own value" in choice.reason
        assert catalogue.material("SOFT FOAM").name == "<b>My foam</b>; DROP TABLE material; --"
        assert [each.key for each in catalogue.search("drop table <b>")] == ["foam-7"]
        assert [each.key for each in catalogue.search("acme grade")] == ["foam-7", "NMC811"]
        assert [price.value for price in catalogue.prices("NMC811")] == [21.5, 26]


@pytest.mark.parametrize("suffix", [".toml", ".csv"])
@pytest.mark.usefixtures("shipped")
def test_export_and_import_go_round_byte_for_byte(
    seeded: Address, url: str, own: Path, tmp_path: Path, suffix: str
) -> None:
    import_file(seeded, own)
    first = exported(url, suffix)
    path = tmp_path / f"out{suffix}"
    path.write_text(first, encoding="utf-8")
    assert import_file(seeded, path) == Outcome(unchanged=4)
    other = str(tmp_path / "other.sqlite")
    open_catalogue(other).close()
    from celldesign.database.addresses import find_address

    assert import_file(find_address(other), path) == Outcome(added=4, materials=1)
    assert exported(other, suffix) == first
    assert exported(other) == exported(url)


@pytest.mark.usefixtures("shipped")
def test_a_table_is_read_as_a_material_file_is(
    seeded: Address, url: str, write: Callable[[str, str], Path]
) -> None:
    path = write(
        "own.csv", "\ufeff" + CSV.replace("12 EUR/kg,,,,,acme,,,C", "12 EUR/kg,,,,,acme,,,C")
    )
    with pytest.raises(ImportProblems) as refused:
        import_file(seeded, path)
    (problem,) = refused.value.problems  # a price needs its year
    assert problem.startswith("own.csv, line 5, price 1: year is required")
    path = write(
        "own.csv", CSV.replace(",kind,quality", ",kind,quality,year").replace(",C\n", ",C,2025\n")
    )
    assert import_file(seeded, path) == Outcome(added=4, materials=1)
    with open_catalogue(url) as catalogue:
        (density,) = [r for r in catalogue.records("NMC811", "density") if r.origin == "user"]
        assert (density.value, density.unit, density.std) == (4.71, "g/cm^3", pytest.approx(30))
        assert density.source.citation == "ACME data sheet"
        (conductivity,) = catalogue.records("NMC811", "ionic_conductivity")
        assert conductivity.conditions == {"counter": "any"}
        assert catalogue.prices("foam")[0].currency == "EUR"


@pytest.mark.usefixtures("shipped")
def test_semicolons_and_tabs_part_cells_as_well(
    seeded: Address, write: Callable[[str, str], Path]
) -> None:
    text = "material;property;value;source;quality\nNMC811;density;4.7 g/cm^3;handbook;B\n"
    assert import_file(seeded, write("a.csv", text)).added == 1
    text = text.replace(";", "\t").replace("4.7", "4.8")
    assert import_file(seeded, write("b.csv", text)).corrected == 1


def test_a_correction_supersedes_and_the_history_stays(
    seeded: Address, own: Path, url: str, rows: Rows
) -> None:
    import_file(seeded, own)
    own.write_text(OWN.replace("4.71 +/-", "4.73 +/-").replace("21.5 $", "22 $"), encoding="utf-8")
    assert import_file(seeded, own) == Outcome(corrected=2, unchanged=2)
    mine = "SELECT value, superseded_by IS NULL FROM {} WHERE origin = 'user' AND {} ORDER BY id"
    assert rows(mine.format("property_value", "property = 'density'")) == [(4.71, 0), (4.73, 1)]
    assert rows(mine.format("price", "material = 'NMC811'")) == [(21.5, 0), (22, 1)]
    assert rows("SELECT count(*) FROM property_view WHERE property = 'density'") == [(3,)]


def test_a_new_description_keeps_the_former_one(seeded: Address, own: Path, rows: Rows) -> None:
    import_file(seeded, own)
    changed = OWN.replace("line one", "line 1").replace("grade 3", "grade 4")
    own.write_text(changed, encoding="utf-8")
    import_file(seeded, own)
    former = rows("SELECT kind, key, body FROM former_description ORDER BY kind")
    assert [row[:2] for row in former] == [("material", "foam-7"), ("source", "acme")]
    assert "line one" in str(former[0][2])
    assert "grade 3" in str(former[1][2])


@pytest.mark.usefixtures("shipped")
def test_single_values_are_added_and_corrected(seeded: Address, url: str) -> None:
    source = {"key": "lab", "citation": "Lab book 12", "kind": "estimate"}
    value = {"name": "density", "value": "4.7 g/cm^3", "source": "lab", "quality": "A"}
    table = {"key": "nmc-811", "property": [value]}
    assert add(seeded, source, table, anyway=False) == Outcome(added=1)
    assert add(seeded, None, table, anyway=False) == Outcome(unchanged=1)
    value["value"] = "4.6 g/cm^3"
    assert add(seeded, None, table, anyway=False) == Outcome(corrected=1)
    value |= {"value": "46 g/cm^3"}
    with pytest.raises(MaterialError, match="outside the plausible"):
        add(seeded, None, table, anyway=False)
    assert add(seeded, None, table, anyway=True) == Outcome(corrected=1)
    with open_catalogue(url) as catalogue:
        history = [p for p in catalogue.history("NMC811") if p.record.origin == "user"]
        assert [past.record.value for past in history] == [4.7, 4.6, 46]
        assert [past.superseded_by for past in history[:-1]] == [p.record.id for p in history[1:]]
        assert history[-1].superseded_by is None
        assert all(past.entered_at for past in history)


@pytest.mark.usefixtures("shipped")
def test_removal_takes_ones_own_out_of_force_and_nothing_else(
    seeded: Address, url: str, own: Path, rows: Rows
) -> None:
    import_file(seeded, own)
    count = rows("SELECT count(*) FROM property_value")
    assert remove(seeded, "NMC811", prop="density") == Outcome(removed=1)
    assert remove(seeded, "NMC811") == Outcome(removed=2)
    with pytest.raises(MaterialError, match="only values of your own"):
        remove(seeded, "NMC811")
    with pytest.raises(MaterialError, match="only values of your own"):
        remove(seeded, "lithium", prop="density")
    assert remove(seeded, "foam-7") == Outcome(removed=1, materials=1)
    assert rows("SELECT count(*) FROM property_value") == count
    with open_catalogue(url) as catalogue:
        assert [r.value for r in catalogue.records("NMC811", "density")] == [4.65]
        assert catalogue.search("foam") == []
        with pytest.raises(MaterialError, match="unknown material"):
            catalogue.material("foam-7")
    assert import_file(seeded, own) == Outcome(added=4)
    with open_catalogue(url) as catalogue:
        assert catalogue.material("foam-7").origin == "user"


@pytest.mark.usefixtures("shipped")
def test_a_value_is_removed_by_its_number(seeded: Address, own: Path, rows: Rows) -> None:
    import_file(seeded, own)
    ((number,),) = rows(
        "SELECT id FROM property_value WHERE origin = 'user' AND property = 'density'"
    )
    assert isinstance(number, int)
    assert remove(seeded, "NMC811", number=number) == Outcome(removed=1)
    with pytest.raises(MaterialError, match="only values of your own"):
        remove(seeded, "NMC811", number=1)  # a shipped one


def test_seeding_never_touches_what_is_ones_own(
    seeded: Address, own: Path, folder: Path, rows: Rows, edit: Callable[[Path, str, str], None]
) -> None:
    import_file(seeded, own)
    queries = [
        f"SELECT * FROM {table} WHERE origin = 'user' ORDER BY 1"
        for table in ("source", "material", "property_value", "price")
    ]
    before = [rows(query) for query in queries]
    edit(folder / "nmc811.toml", "4.65 +/-", "4.66 +/-")
    (folder / "lithium.toml").unlink()
    seed(seeded, folder)
    assert [rows(query) for query in queries] == before


HANG = """
import sys, time
from pathlib import Path
from celldesign.database import own
from celldesign.database.addresses import find_address

def hang(*_):
    print("written, not committed", flush=True)
    time.sleep(600)

own.Store.finish = hang
own.import_file(find_address(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_process_killed_while_importing_leaves_nothing_and_the_next_completes(
    seeded: Address, url: str, own: Path, rows: Rows, start: Start
) -> None:
    process = start(HANG, url, own)
    assert process.stdout is not None
    assert process.stdout.readline() == "written, not committed\n"
    process.kill()
    process.communicate()
    assert rows("SELECT count(*) FROM property_value WHERE origin = 'user'") == [(0,)]
    assert import_file(seeded, own).added == 4


WRITER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from celldesign.database.addresses import find_address
from celldesign.database.own import add

def write(number):
    source = {"key": f"lab{number}", "citation": f"Lab book {number}", "kind": "estimate"}
    mine = {"name": "density", "value": "4.7 g/cm^3", "source": f"lab{number}", "quality": "A"}
    for locator in "abc":
        table = {"key": "NMC811", "property": [mine | {"locator": locator}]}
        add(address, source, table, anyway=False)
    shared = {"name": "porosity", "value": f"0.{number + 10} 1", "source": "handbook"}
    table = {"key": "NMC811", "property": [shared | {"quality": "A"}]}
    add(address, None, table, anyway=False)

address, first = find_address(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(10) as pool:
    list(pool.map(write, range(first, first + 10)))
"""


def test_twenty_writers_at_once_lose_nothing(
    seeded: Address, url: str, rows: Rows, start: Start
) -> None:
    processes = [start(WRITER, url, first) for first in (0, 10)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate()[1] for process in processes] == [""] * 2
    mine = "FROM property_value WHERE origin = 'user' AND property"
    assert rows(f"SELECT count(*) {mine} = 'density'") == [(60,)]
    # All twenty corrected one value: a chain of nineteen superseded ones and the one in force.
    both = "count(*) AS entered, count(superseded_by) AS superseded"
    assert rows(f"SELECT {both} {mine} = 'porosity'") == [(20, 19)]
