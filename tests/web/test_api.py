"""The HTTP API: its answers, its description and its guards."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("httpx")

from fastapi.testclient import TestClient

from celldesign.web.api import ROOT, create_api
from celldesign.web.server import Settings

HOST = "127.0.0.1:8000"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = create_api(Settings(frozenset({HOST}), token="secret"))
    headers = {"Authorization": "Bearer secret", "Host": HOST}
    with TestClient(app, base_url=f"http://{HOST}", headers=headers) as client:
        yield client


def _post(client: TestClient, command: str, **content: Any) -> Any:
    answer = client.post(f"{ROOT}/{command}", json=content)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_build_has_the_envelope_units_and_uncertainty(client: TestClient) -> None:
    answer = _post(client, "build", design="pouch_1Ah", names=["capacity", "np_ratio"])
    assert answer["schema"] == 2
    assert answer["command"] == "build"
    assert answer["quantities"]["capacity"]["value"] == pytest.approx(1.2787, rel=1e-3)
    assert answer["quantities"]["capacity"]["unit"] == "Ah"
    assert answer["quantities"]["capacity"]["std"] > 0
    assert set(answer["quantities"]) == {"capacity", "np_ratio"}


def test_the_other_commands(client: TestClient) -> None:
    tree = _post(client, "explain", design="pouch_1Ah", name="np_ratio")["tree"]
    assert tree["formula"] == "anode.areal_capacity / cathode.areal_capacity"
    vary = {"anode.thickness": "20,40um"}
    names = ["stack.specific_energy"]
    rows = _post(client, "whatif", design="pouch_1Ah", vary=vary, names=names)["rows"]
    assert len(rows) == 2
    wanted = {"stack.specific_energy": "365 Wh/kg"}
    bounds = {"anode.thickness": "1:60um"}
    found = _post(client, "solve", design="pouch_1Ah", vary=bounds, targets=wanted)
    assert found["kind"] == "solved"
    two = [{"design": "pouch_1Ah"}, {"design": "lg_m50"}]
    assert len(_post(client, "compare", designs=two)["cells"]) == 2
    assert client.get(f"{ROOT}/materials", params={"name": "lithium"}).json()["values"]
    assert client.get(f"{ROOT}/schema").json()["title"] == "celldesign design file"


def test_it_is_described_by_openapi(client: TestClient) -> None:
    described = client.get(f"{ROOT}/openapi.json").json()
    assert described["openapi"].startswith("3.")
    commands = {path.removeprefix(f"{ROOT}/") for path in described["paths"]}
    assert commands == {"build", "explain", "whatif", "solve", "compare", "materials", "schema"}
    assert all(
        operation["description"]
        for path in described["paths"].values()
        for operation in path.values()
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"design": "pouch_1Ah", "settings": {"anode.thickness": "20"}}, "number with a unit"),
        ({"design": "nothing"}, "name of a shipped example"),
        ({"design": "pouch_1Ah", "setting": {}}, "setting: Extra inputs are not permitted"),
        ({}, "design: Field required"),
        ({"design": 1}, "design: Input should be a valid string"),
        ({"design": "pouch_1Ah", "settings": {"economics.plant": "x.toml"}}, "reads no files"),
    ],
)
def test_a_refusal_is_one_line(client: TestClient, content: Any, message: str) -> None:
    answer = client.post(f"{ROOT}/build", json=content)
    assert answer.status_code == 400
    assert message in answer.json()["error"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": "Bearer wrong"}, 403),
        ({"Authorization": ""}, 403),
        ({"Authorization": "secret"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Content-Length": "5000000"}, 413),
    ],
)
def test_the_guards_of_the_page(client: TestClient, headers: dict[str, str], status: int) -> None:
    content = json.dumps({"design": "pouch_1Ah"})
    answer = client.post(f"{ROOT}/build", content=content, headers=headers)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "content", ["", "[", "[" * 100_000, '"x"', '{"design": "\\ud800"}', "\x00", '{"design": NaN}']
)
def test_hostile_json_is_refused(client: TestClient, content: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post(f"{ROOT}/build", content=content.encode(), headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"]
