"""JSON-LD and the Brightway workbook, each opened by the program that it is for."""

import io
import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from celldesign.cell.result import Cell
from celldesign.equations.kinds import FORMATS
from celldesign.exchange import brightway, jsonld

PUBLISHED = json.loads((Path(__file__).parent / "battinfo_terms.json").read_text())
ROOT = Path(__file__).parents[2]
# One of each format, with a metal anode, recipes with binder and catholyte, liquid and solid.
CELLS = ("coin_2032", "pouch_1Ah", "lg_m50", "byd_blade", "anode_free", "graphite_68Ah")


ADDRESSES = {
    term: address or f"https://w3id.org/emmo/domain/battery#{term}"
    for term, address in PUBLISHED["terms"].items()
}
# The published context, cut down to the terms of ours that it has.
UNIT = {"@id": ADDRESSES["hasMeasurementUnit"], "@type": "@id"}
CONTEXT = {"@context": {**ADDRESSES, "hasMeasurementUnit": UNIT}}


def _expanded(document: dict[str, Any]) -> dict[str, Any]:
    """Expand a document by the published context; a term that it has not is an error."""
    pyld = pytest.importorskip("pyld")

    def loader(url: str, _: Any) -> dict[str, Any]:
        assert url == jsonld.CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": CONTEXT}

    def dropped(event: dict[str, Any]) -> None:
        raise AssertionError(event)

    (expanded,) = pyld.jsonld.expand(
        json.loads(json.dumps(document)),
        {"documentLoader": loader, "base": "https://none.invalid/"},
        on_property_dropped=dropped,
    )
    found: dict[str, Any] = expanded
    return found


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _nodes(value)
    elif isinstance(node, list):
        for each in node:
            yield from _nodes(each)


@pytest.mark.parametrize("name", CELLS)
def test_every_term_is_one_of_the_published_ontology(build: Callable[..., Cell], name: str) -> None:
    document = jsonld.document(build(ROOT / "examples" / f"{name}.toml"))
    expanded = _expanded(document)
    terms = {*ADDRESSES.values(), "http://www.w3.org/2000/01/rdf-schema#comment"}
    terms |= {f"https://schema.org/{term}" for term in PUBLISHED["schema"]}
    units = {f"https://w3id.org/emmo#{unit}" for unit in PUBLISHED["units"]}
    for node in _nodes(expanded):
        assert {key for key in node if key[0] != "@"} <= terms
        assert set(node.get("@type", ())) <= terms
        assert set(filter(None, [node.get("@id")])) <= units
    written = sum("hasNumberValue" in node for node in _nodes(document))
    assert written == sum("@value" in n and type(n["@value"]) is float for n in _nodes(expanded))


def test_the_vocabulary_of_the_exporter_is_published_whole() -> None:
    """Also what no example happens to say."""
    names = {
        *itertools.chain(*(each.ontology for each in FORMATS.values())),
        *jsonld._CELL.values(),
        *jsonld._COATING.values(),
        *jsonld._SHEET.values(),
        *jsonld._ROLES.values(),
        *(f"has{role}" for role in jsonld._ROLES.values()),
    }
    assert names <= PUBLISHED["terms"].keys()
    assert {unit: iri.removeprefix("emmo:") for unit, iri in jsonld._UNITS.items()} == {
        unit: name for name, unit in PUBLISHED["units"].items()
    }


def test_json_ld_says_each_number_with_its_unit(coin: Cell) -> None:
    expanded = _expanded(jsonld.document(coin))
    assert expanded["@type"] == [ADDRESSES["BatteryCell"], ADDRESSES["CoinCell"]]
    (sheet,) = expanded[ADDRESSES["hasPositiveElectrode"]]
    assert ADDRESSES["hasCoating"] in sheet
    found = {}
    for each in expanded[ADDRESSES["hasProperty"]]:
        (part,), (unit,) = (
            each[ADDRESSES[f"has{n}"]] for n in ("NumericalPart", "MeasurementUnit")
        )
        (number,) = part[ADDRESSES["hasNumberValue"]]
        found[each["@type"][0]] = number["@value"], unit["@id"].rpartition("#")[2]
    assert found[ADDRESSES["Mass"]] == (coin["cell.mass"].value, "Gram")
    energy = coin["cell.specific_energy"].value
    assert found[ADDRESSES["SpecificEnergy"]] == (energy, "WattHourPerKilogram")


def test_a_recipe_is_told_by_its_roles_in_fractions_of_one(ion: Cell) -> None:
    coating = jsonld.document(ion)["hasPositiveElectrode"]["hasCoating"]
    (active,) = coating["hasActiveMaterial"]
    assert (active["@type"], active["schema:name"]) == ("ActiveMaterial", "NMC811")
    (share,) = active["hasProperty"]
    assert share["hasNumericalPart"]["hasNumberValue"] == pytest.approx(0.96)
    assert {"hasBinder", "hasConductiveAdditive"} <= coating.keys()


def test_the_inventory_holds_the_whole_cell(ion: Cell) -> None:
    taken = [row[1] for row in brightway.rows(ion) if len(row) > 5 and row[5] == "technosphere"]
    assert sum(taken) == pytest.approx(float(ion["cell.mass"].si), rel=1e-9)


def test_brightway_reads_the_workbook_and_links_it(
    ion: Cell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("openpyxl")
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(tmp_path))
    file = tmp_path / "cell.xlsx"
    file.write_bytes(brightway.workbook(ion))
    code = (
        "import sys, bw2data, bw2io\n"
        "bw2data.projects.set_current('celldesign')\n"
        "found = bw2io.ExcelImporter(sys.argv[1])\n"
        "found.apply_strategies()\n"
        "found.match_database(fields=('name', 'unit', 'location'))\n"
        "found.statistics()\n"
        "found.write_database()\n"
        "cell = [a for a in bw2data.Database('celldesign') if a['unit'] == 'unit']\n"
        "print('MASS', len(cell), sum(e['amount'] for e in cell[0].technosphere()))\n"
        "print('OPEN', len(list(found.unlinked)))\n"
    )
    probe = subprocess.run([sys.executable, "-c", "import bw2io"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("needs bw2io")
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False
    )
    assert "OPEN 0" in done.stdout, done.stderr[-2000:]
    (line,) = (text for text in done.stdout.splitlines() if text.startswith("MASS"))
    assert line.split()[1] == "1"
    assert float(line.split()[2]) == pytest.approx(float(ion["cell.mass"].si))


def test_a_name_that_looks_like_a_formula_stays_a_text(
    build: Callable[..., Cell],
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = Path(__file__).parents[2] / "templates" / "new" / "lithium-ion.toml"
    cell = build(path.read_text().replace("My lithium-ion cell", "=1+1"))
    book = openpyxl.load_workbook(io.BytesIO(brightway.workbook(cell)))
    cells = [place for row in book.active.iter_rows() for place in row if place.value == "=1+1"]
    assert cells
    assert all(place.data_type == "s" for place in cells)
