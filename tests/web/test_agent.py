"""The server for agents, asked by the protocol's own client: sixty calls with known answers."""

import json
from typing import Any

import pytest

from celldesign.design.schema import design_schema

pytest.importorskip("mcp")
anyio = pytest.importorskip("anyio")

from mcp import Client  # noqa: E402

from celldesign.web.agent import create_agent  # noqa: E402

POUCH = "pouch_1Ah"


def ask(tool: str, arguments: dict[str, Any]) -> tuple[bool, str]:
    """One call by a client of its own: whether it was refused, and the text."""

    async def run() -> tuple[bool, str]:
        async with Client(create_agent()) as client:
            answer = await client.call_tool(tool, arguments)
            return bool(answer.is_error), "".join(part.text for part in answer.content)

    return anyio.run(run)


def told(tool: str, **arguments: Any) -> Any:
    refused, text = ask(tool, arguments)
    assert not refused, text
    return json.loads(text)


@pytest.mark.parametrize(
    ("settings", "name", "value", "unit"),
    [  # the paper's cell, by hand: 12 faces of 30 cm^2, 16 mg/cm^2, 180 and 222 mAh/g, 3.789 V
        ({}, "nominal_capacity", 1.0368, "Ah"),
        ({}, "capacity", 1.2787, "Ah"),
        ({}, "energy", 4.845, "Wh"),
        ({}, "operation.average_voltage", 3.789, "V"),
        ({}, "cathode.areal_capacity", 2.88, "mAh/cm^2"),
        ({}, "cathode.sheets", 6, "1"),
        ({}, "anode.sheets", 7, "1"),
        ({}, "stack.specific_energy", 357.4, "Wh/kg"),
        ({}, "stack.energy_density", 694.3, "Wh/L"),
        ({"cell.target_capacity": "2 Ah"}, "cathode.sheets", 12, "1"),  # 2000 / 172.8 = 11.57
        ({"cathode.active_loading": "8 mg/cm^2"}, "cathode.areal_capacity", 1.44, "mAh/cm^2"),
        ({"anode.thickness": "20 um"}, "lithium.excess_charge", 0.866, "Ah"),
        ({"anode.thickness": "20 um"}, "stack.specific_energy", 363.4, "Wh/kg"),
        ({"operation.average_voltage": "3.0 V"}, "energy", 3.836, "Wh"),
    ],
)
def test_build(settings: dict[str, str], name: str, value: float, unit: str) -> None:
    answer = told("build", design=POUCH, settings=settings, names=[name])
    found = answer["quantities"][name]
    assert found["value"] == pytest.approx(value, rel=2e-3)
    assert found["unit"] == unit
    assert {"std", "origin"} <= found.keys()
    assert {"warnings", "assumptions", "database"} <= answer.keys()


def test_headlines_and_everything() -> None:
    assert 15 < len(told("build", design=POUCH)["quantities"]) < 30
    assert len(told("build", design=POUCH, names=["*"])["quantities"]) > 100


def test_a_design_of_ones_own_text() -> None:
    text = told("examples", name=POUCH)["text"].replace('"16.0 mg/cm^2"', '"8.0 mg/cm^2"')
    answer = told("build", design=text, names=["cathode.areal_capacity"])
    assert answer["quantities"]["cathode.areal_capacity"]["value"] == pytest.approx(1.44)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("np_ratio", ["anode.areal_capacity / cathode.areal_capacity", "lithium"]),
        ("stack.specific_energy", ["energy", "stack.mass"]),
        ("capacity", ["222 mAh/g", "given"]),
        ("cathode.areal_capacity", ["16 mg/cm^2", "180 mAh/g"]),
        ("N/P", ["np_ratio"]),
    ],
)
def test_explain(name: str, words: list[str]) -> None:
    text = json.dumps(told("explain", design=POUCH, name=name))
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(
    ("vary", "name", "values"),
    [
        ({"anode.thickness": "20,40um"}, "stack.specific_energy", [363.4, 357.4]),
        ({"operation.average_voltage": "3:4:0.5V"}, "energy", [3.836, 4.4755, 5.1149]),
        ({"cathode.active_loading": "8,16mg/cm^2"}, "cathode.areal_capacity", [1.44, 2.88]),
        ({"cathode.sheets": "6,12"}, "nominal_capacity", [1.0368, 2.0736]),
    ],
)
def test_whatif(vary: dict[str, str], name: str, values: list[float]) -> None:
    rows = told("whatif", design=POUCH, vary=vary, names=[name])["rows"]
    column = next(key for key in rows[0] if key.startswith(name))
    assert [row[column] for row in rows] == pytest.approx(values, rel=2e-3)
    assert all("feasible" in row for row in rows)


@pytest.mark.parametrize(
    ("vary", "target", "value"),
    [
        ("anode.thickness=1:60um", "stack.specific_energy=365 Wh/kg", 14.74),
        ("operation.average_voltage=3:5V", "energy=5 Wh", 3.9102),
        ("cathode.active_loading=1:30mg/cm^2", "cathode.areal_capacity=2.7 mAh/cm^2", 15),
    ],
)
def test_solve(vary: str, target: str, value: float) -> None:
    name, _, bounds = vary.partition("=")
    wanted, _, aim = target.partition("=")
    found = told("solve", design=POUCH, vary={name: bounds}, targets={wanted: aim})
    assert found["kind"] == "solved"
    assert float(found["settings"][name].split()[0]) == pytest.approx(value, rel=5e-3)


def test_what_cannot_be_reached_says_so() -> None:
    bounds, target = {"anode.thickness": "1:60um"}, {"stack.specific_energy": "900 Wh/kg"}
    found = told("solve", design=POUCH, vary=bounds, targets=target)
    assert found["kind"] == "unreachable"
    assert found["messages"]


def test_compare() -> None:
    designs = [
        {"design": POUCH},
        {"design": POUCH, "settings": {"anode.thickness": "20 um"}, "title": "thin"},
    ]
    cells = told("compare", designs=designs, names=["stack.specific_energy"])["cells"]
    values = [cell["quantities"]["stack.specific_energy"]["value"] for cell in cells]
    assert values == pytest.approx([357.4, 363.4], rel=1e-3)
    assert cells[1]["title"] == "thin"


@pytest.mark.parametrize(
    ("name", "prop", "value"),
    [("lithium", "density", 0.534), ("copper", "density", 8.96), ("aluminium", "density", 2.70)],
)
def test_materials(name: str, prop: str, value: float) -> None:
    rows = told("materials", name=name)["values"]
    found = [row["value"] for row in rows if row["property"] == prop]
    assert any(each == pytest.approx(value, rel=0.01) for each in found)
    assert all(row["source"]["citation"] for row in rows)


def test_materials_are_found_by_words() -> None:
    assert "NMC811" in {each["key"] for each in told("materials", query="NMC811")["materials"]}


TRAPS = [
    ({"settings": {"cathode.coating_density": "2700 g/cm^3"}}, "from 0.1 to 10 g/cm"),
    ({"settings": {"separator.porosity": "40"}}, "write '40 %'"),
    ({"settings": {"anode.thickness": "-20 um"}}, "from 0.1 to 2000 um"),
    ({"settings": {"anode.thickness": "20"}}, "a number with a unit"),
    ({"settings": {"anode.thickness": "20 g"}}, "a length"),
    ({"settings": {"anode.thickness": "nan um"}}, "finite number"),
    ({"settings": {"anode.thickness": "20,5 um"}}, "write 1000 for a thousand and 0.5 for a half"),
    ({"settings": {"anode.thickness": "9**9**9 um"}}, "required"),
    ({"settings": {"anode.thicknes": "20 um"}}, "did you mean anode.thickness"),
    ({"settings": {"operation.rate": "20 h"}}, "a rate is required"),
    ({"settings": {"operation.upper_voltage": "2 V"}}, "below the upper one"),
    ({"settings": {"separator.material": "unobtainium"}}, "unobtainium"),
    ({"settings": {"economics.plant": "/etc/passwd.toml"}}, "reads no files"),
    ({"settings": {"format": "sphere"}}, "an unknown format"),
    ({"design": "/etc/passwd"}, "name of a shipped example"),
    ({"design": ""}, "name of a shipped example"),
    ({"design": "schema = 2\n[cathode\n"}, "not TOML"),
    ({"design": "schema = 2\n[cathode]\nthickness = 70\n"}, "a number with a unit"),
    ({"design": 'schema = 2\ncathode.recipe = { NMC811 = "50 wt%" }\n'}, "100 %"),
    ({"design": "schema = 2\n"}, "cannot be computed"),
    ({"design": "a = 1\n" * 60_000}, "up to 100 kB"),
    ({"names": ["stack.energy"]}, "unknown quantity"),
    ({"hold": ["no.such"]}, "no.such"),
]


@pytest.mark.parametrize(("change", "message"), TRAPS)
def test_a_trap_is_refused_as_everywhere(change: dict[str, Any], message: str) -> None:
    refused, text = ask("build", {"design": POUCH, **change})
    assert refused
    assert message in text
    assert "Traceback" not in text


def test_other_refusals() -> None:
    for tool, arguments, message in (
        ("explain", {"design": POUCH, "name": "np_ration"}, "did you mean np_ratio"),
        ("whatif", {"design": POUCH, "vary": {"anode.thickness": "1:60:0.001um"}}, "2000 rows"),
        ("compare", {"designs": [{"design": POUCH}]}, "2 to 8 designs"),
        ("materials", {"name": "unobtainium"}, "unknown material"),
        ("solve", {"design": POUCH, "vary": {}, "targets": {"energy": "5 Wh"}}, "required"),
    ):
        refused, text = ask(tool, arguments)
        assert refused, tool
        assert message in text, text


def test_the_schema_is_a_resource() -> None:
    async def run() -> Any:
        async with Client(create_agent()) as client:
            answer = await client.read_resource("celldesign://schema")
            return json.loads(answer.contents[0].text)

    assert anyio.run(run) == json.loads(json.dumps(design_schema()))
