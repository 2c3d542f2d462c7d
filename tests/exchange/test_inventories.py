"""JSON-LD and the Brightway workbook, each opened by the program that it is for."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from celldesign.cell import Cell
from celldesign.exchange import brightway, jsonld

EMMO = "https://w3id.org/emmo#"


def _terms(node: Any, found: set[str]) -> set[str]:
    """Every term of a document that has no prefix: what the ontology's context must define."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "@context":
                continue
            names = (
                [key, *(value if isinstance(value, list) else [value])] if key == "@type" else [key]
            )
            found.update(n for n in names if isinstance(n, str) and n[0] != "@" and ":" not in n)
            _terms(value, found)
    elif isinstance(node, list):
        for each in node:
            _terms(each, found)
    return found


def test_json_ld_expands_and_every_number_is_there(coin: Cell) -> None:
    pyld = pytest.importorskip("pyld")
    document = json.loads(json.dumps(jsonld.document(coin)))
    local = {"@context": {term: f"{EMMO}{term}" for term in _terms(document, set())}}

    def loader(url: str, _: Any) -> dict[str, Any]:
        assert url == jsonld.CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": local}

    (expanded,) = pyld.jsonld.expand(document, {"documentLoader": loader})
    assert expanded["@type"] == [f"{EMMO}CoinCell"]
    assert f"{EMMO}hasPositiveElectrode" in expanded
    numbers = {
        each["@type"][0].removeprefix(EMMO): each[f"{EMMO}hasNumericalPart"][0][
            f"{EMMO}hasNumberValue"
        ][0]["@value"]
        for each in expanded[f"{EMMO}hasProperty"]
    }
    assert numbers["Mass"] == pytest.approx(coin["cell.mass"].value)
    assert numbers["SpecificEnergy"] == pytest.approx(coin["cell.specific_energy"].value)


def test_a_recipe_is_told_by_its_roles(ion: Cell) -> None:
    coating = jsonld.document(ion)["hasPositiveElectrode"]["hasCoating"]
    assert coating["hasActiveMaterial"][0]["schema:name"] == "NMC811"
    assert {"hasBinder", "hasConductiveAdditive"} <= coating.keys()


def test_the_inventory_holds_the_whole_cell(ion: Cell) -> None:
    taken = [row[1] for row in brightway.rows(ion) if len(row) > 5 and row[5] == "technosphere"]
    assert sum(taken) == pytest.approx(float(ion["cell.mass"].si), rel=1e-9)


def test_brightway_reads_the_workbook_and_links_it(
    ion: Cell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIGHTWAY2_DIR", str(tmp_path))
    file = tmp_path / "cell.xlsx"
    file.write_bytes(brightway.workbook(ion))
    pytest.importorskip("openpyxl")
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
