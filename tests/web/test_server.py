import asyncio
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from markup import checked

pytest.importorskip("fastapi")
httpx = pytest.importorskip("httpx")

from celldesign.report.embed import plotly_script  # noqa: E402
from celldesign.web.live import Asked  # noqa: E402
from celldesign.web.server import (  # noqa: E402
    KEPT_ANSWERS,
    LARGEST_BODY,
    Settings,
    _Kept,
    create_app,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = (EXAMPLES / "pouch_1Ah.toml").read_text()
HOST = "127.0.0.1:8000"
ORIGIN = {"origin": f"http://{HOST}"}


class Client:
    """Asks the application without a network, keeping cookies as a browser does."""

    def __init__(self, app):
        self.transport = httpx.ASGITransport(app)
        self.cookies = httpx.Cookies()

    def request(self, method, path, follow_redirects=True, **options):
        async def run():
            async with httpx.AsyncClient(
                transport=self.transport, base_url=f"http://{HOST}", cookies=self.cookies
            ) as client:
                response = await client.request(
                    method, path, follow_redirects=follow_redirects, **options
                )
                self.cookies = client.cookies
                return response

        return asyncio.run(run())

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def post(self, path, **options):
        return self.request("POST", path, **options)


@pytest.fixture(scope="module")
def settings(database):
    return Settings(frozenset({HOST}), (("pouch_1Ah.toml", TEXT),), database)


@pytest.fixture(scope="module")
def stranger(settings):
    return Client(create_app(settings))


@pytest.fixture(scope="module")
def client(settings):
    client = Client(create_app(settings))
    assert client.get(f"/?token={settings.token}").status_code == 200
    return client


def ask(client, path, **content):
    return client.post(path, json=content, headers=ORIGIN)


def test_the_token_opens_the_page_and_leaves_the_address(settings, client):
    response = client.get(f"/?token={settings.token}", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/")
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/page.js", "/api/designs", "/none"])
def test_nothing_is_answered_without_the_token(stranger, path):
    assert stranger.get(path).status_code == 403


def test_a_post_without_the_token_is_refused(stranger):
    assert ask(stranger, "/api/build", text=TEXT, settings={}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9", "", "127.0.0.1"])
def test_another_host_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://{HOST}", None])
def test_another_origin_is_refused(client, origin):
    headers = {"origin": origin} if origin else {}
    response = client.post("/api/build", json={"text": TEXT}, headers=headers)
    assert response.status_code == 403


def test_every_answer_is_guarded(client, stranger):
    for response in (client.get("/"), client.get("/page.css"), stranger.get("/")):
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"


def test_the_drawing_library_is_asked_for_once(client):
    page = client.get("/").text
    path = re.search(r'src="(/plotly\.js\?\w+)"', page)[1]
    response = client.get(path)
    assert "immutable" in response.headers["cache-control"]
    assert response.text == plotly_script()
    assert "no-store" in client.get("/page.js").headers["cache-control"]


def test_the_page_is_valid(client):
    found = checked(client.get("/").text)
    assert not found.faults
    assert all(each.startswith("/") for each in found.loaded)


def test_a_large_request_is_refused(client):
    response = ask(client, "/api/build", text="x" * LARGEST_BODY)
    assert response.status_code == 413


async def chunks():
    yield b"{}"


def test_a_request_of_unknown_length_is_refused(client):
    response = client.post("/api/build", content=chunks(), headers=ORIGIN)
    assert response.status_code == 411


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"1", b"[" * 100_000, b'{"text": 1}', b"\xff"])
def test_what_is_no_request_is_one_message(client, body):
    response = client.post("/api/build", content=body, headers=ORIGIN)
    assert response.status_code == 400
    assert set(response.json()) == {"error"}


def test_build_gives_what_the_command_gives(client, build):
    found = ask(client, "/api/build", text=TEXT, settings={"anode.thickness": "20 um"}).json()
    cell = build(TEXT, **{"anode.thickness": "20 um"})
    value = cell["stack.specific_energy"]
    assert f"{value.value:.1f} ± {value.spread:.1f} Wh/kg" == found["figures"][value.quantity.name]
    thickness = next(each for each in found["inputs"] if each["name"] == "anode.thickness")
    assert (thickness["text"], thickness["changed"], thickness["value"]) == (
        "20 um",
        True,
        pytest.approx(20),
    )
    assert (thickness["low"], thickness["high"]) == (pytest.approx(10), pytest.approx(100))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"cathode.thickness": "80 kg"}, "a length"),
        ({"cathode.thicknes": "80 um"}, "did you mean"),
        ({"separator.width": "10 mm"}, "smaller"),
        ({"anode.thickness": "9**9**9 um"}, "anode.thickness"),
        ({"a" * 400: "1 um"}, "short text"),
        ({f"a{i}": "1" for i in range(300)}, "at most"),
    ],
)
def test_bad_input_is_a_message(client, changes, told):
    response = ask(client, "/api/build", text=TEXT, settings=changes)
    assert response.status_code == 400
    assert told in response.json()["error"]
    assert "Traceback" not in response.text


def test_what_was_typed_wrongly_stays_to_be_mended(client):
    settings = {"cathode.thickness": "80 kg", "cathode.porosity": "12 %"}
    found = ask(client, "/api/inputs", text=TEXT, settings=settings).json()
    rows = {each["name"]: each for each in found}
    assert rows["cathode.thickness"]["text"] == "80 kg"
    assert rows["cathode.porosity"]["text"] == "12 %"


@pytest.mark.parametrize("plant", ["/etc/passwd.toml", "../secret.toml", "plant.toml"])
def test_no_file_is_read_by_a_clients_name(client, plant):
    text = f'{TEXT}\n[economics]\nplant = "{plant}"\n'
    response = ask(client, "/api/build", text=text)
    assert response.status_code == 400
    assert "reads no files" in response.json()["error"]
    settings = {"economics.plant": plant}
    response = ask(client, "/api/build", text=TEXT, settings=settings)
    assert response.status_code == 400


def test_markup_in_a_design_is_text(client):
    text = TEXT.replace("1 Ah Li", "<img src=x onerror=alert(1)>")
    found = ask(client, "/api/build", text=text, settings={}).json()
    assert "<img" not in found["html"]
    assert not checked(found["html"]).faults


def test_explain_names_what_a_number_rests_on(client):
    found = ask(client, "/api/explain", text=TEXT, name="stack.specific_energy").json()
    assert 'href="#c1-stack.mass"' in found["html"]
    assert ask(client, "/api/explain", text=TEXT, name="nothing").status_code == 400


def test_what_if_goes_through_the_array_model(client, build):
    study = {"name": "anode.thickness", "output": "stack.specific_energy", "low": 10, "high": 50}
    found = ask(client, "/api/whatif", text=TEXT, settings={}, **study).json()
    assert len(found["x"]) == len(found["y"]) == 41
    middle = found["x"].index(pytest.approx(20))
    cell = build(TEXT, **{"anode.thickness": "20 um"})
    assert found["y"][middle] == pytest.approx(cell["stack.specific_energy"].value)
    (figure,) = checked(found["html"]).figures
    assert [len(trace["x"]) for trace in figure["data"]] == [41, 41, 41]  # the band, and the line
    high, line = (trace["y"][middle] for trace in figure["data"][1:])
    assert high - line == pytest.approx(cell["stack.specific_energy"].spread)


def test_what_if_names_the_gaps_below_its_figure(client):
    study = {"name": "cathode.width", "output": "stack.mass", "low": 40, "high": 200}
    found = ask(client, "/api/whatif", text=TEXT, settings={}, **study).json()
    assert found["y"][0] is not None
    assert found["y"][-1] is None  # wider than the case
    assert len(checked(found["html"]).figures) == 1
    assert found["html"].endswith("<p>Gaps are cells that cannot be built.</p>")


def test_what_if_of_a_count_takes_whole_numbers(client):
    study = {"name": "separator.layers_per_pair", "output": "stack.mass", "low": 1, "high": 4}
    found = ask(client, "/api/whatif", text=TEXT, settings={}, **study).json()
    assert found["x"] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "study",
    [
        {"name": "anode.thickness", "output": "stack.mass", "low": 50, "high": 10},
        {"name": "nothing", "output": "stack.mass", "low": 1, "high": 10},
        {"name": "anode.thickness", "output": "nothing", "low": 1, "high": 10},
        {"name": "anode.thickness", "output": "stack.mass", "low": "1", "high": 10},
        {"name": "separator.layers_per_pair", "output": "stack.mass", "low": 1, "high": 1e12},
        {"output": "stack.mass", "low": 1, "high": 10},
    ],
)
def test_a_study_that_cannot_be_is_a_message(client, study):
    response = ask(client, "/api/whatif", text=TEXT, settings={}, **study)
    assert response.status_code == 400


def test_what_matters_is_drawn_largest_first(client):
    found = ask(client, "/api/matters", text=TEXT, output="stack.specific_energy").json()["html"]
    assert found.index("separator.thickness") < found.index("cathode.collector.thickness")
    assert not checked(found).faults


def test_solve_takes_a_rate_for_its_target(client, build):
    study = {"name": "separator.thickness", "output": "operation.limiting_rate"}
    wanted = {"low": 10, "high": 80, "target": 0.2}
    found = ask(client, "/api/solve", text=TEXT, settings={}, **study, **wanted).json()
    assert found["kind"] == "solved"
    assert build(TEXT, **found["settings"])["operation.limiting_rate"].value == "C/5"


def test_solve_finds_the_value(client, build):
    study = {"name": "anode.thickness", "output": "stack.specific_energy", "low": 1, "high": 60}
    found = ask(client, "/api/solve", text=TEXT, settings={}, target=365, **study).json()
    assert found["kind"] == "solved"
    cell = build(TEXT, **found["settings"])
    assert cell["stack.specific_energy"].value == pytest.approx(365, rel=1e-6)
    far = ask(client, "/api/solve", text=TEXT, settings={}, target=4000, **study).json()
    assert far["settings"] == {}
    assert far["messages"]


def test_variants_are_compared(client):
    variants = [
        {"text": TEXT, "settings": {}, "title": "first"},
        {"text": TEXT, "settings": {"anode.thickness": "20 um"}, "title": "<b>thin</b>"},
    ]
    found = ask(client, "/api/compare", variants=variants).json()["html"]
    assert "&lt;b&gt;thin" in found
    assert "−50 %" in found
    assert ask(client, "/api/compare", variants=variants * 5).status_code == 400


def test_downloads_are_what_the_commands_write(client, build):
    pytest.importorskip("xlsxwriter")
    variants = [{"text": TEXT, "settings": {"anode.thickness": "20 um"}, "title": "thin"}]
    page = ask(client, "/download/html", variants=variants).text
    assert "<h1>thin</h1>" in page
    assert ask(client, "/download/xlsx", variants=variants).content[:2] == b"PK"
    data = json.loads(ask(client, "/download/json", variants=variants).text)
    assert data["quantities"]["anode.thickness"]["value"] == 20.0
    design = ask(client, "/download/toml", variants=variants).text
    again, settings = build(design), {"anode.thickness": "20 um"}
    assert again["stack.mass"].si == build(TEXT, **settings)["stack.mass"].si
    assert ask(client, "/download/exe", variants=variants).status_code == 404


def test_materials_are_found_with_their_sources(client):
    found = ask(client, "/api/materials", query="NMC811").json()
    assert "NMC811" in {each["key"] for each in found}
    assert (
        "BatPaC" in ask(client, "/api/material", key="NMC811").text
        or "Knehr" in ask(client, "/api/material", key="NMC811").text
    )
    assert ask(client, "/api/material", key="nothing").status_code == 400


def test_an_error_of_our_own_stays_in_the_terminal(client, monkeypatch, capsys):
    def broken(*_):
        raise RuntimeError("secret")

    monkeypatch.setattr("celldesign.web.live.materials", broken)
    response = ask(client, "/api/materials", query="")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "secret" in capsys.readouterr().err


def test_two_servers_do_not_share_a_cookie():
    one, other = (Settings(frozenset({f"localhost:{port}"})) for port in (1, 2))
    assert one.cookie != other.cookie
    assert one.token != other.token


def test_an_answer_is_made_once_and_the_oldest_leave():
    made = []

    def make(asked):
        made.append(asked.text)
        time.sleep(0.01)
        return asked.text.encode()

    kept = _Kept(make)
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: kept.answer(Asked("a", {})), range(8)))
    assert (found, made) == ({b"a"}, ["a"])
    made.clear()
    kept.make = lambda asked: made.append(asked.text) or b"x"
    for number in range(KEPT_ANSWERS):
        kept.answer(Asked(str(number), {}))
    kept.answer(Asked("a", {}))
    assert made[-1] == "a"


def test_what_is_held_stays_while_something_is_set(client):
    settings = {"cathode.active_loading": "12 mg/cm^2"}
    plain = ask(client, "/api/build", text=TEXT, settings=settings).json()
    held = ask(client, "/api/build", text=TEXT, settings=settings, hold=["np_ratio"]).json()
    assert held["held"] == ["np_ratio"]
    assert plain["held"] == []
    before = ask(client, "/api/build", text=TEXT, settings={}).json()
    assert held["figures"]["np_ratio"].split()[0] == before["figures"]["np_ratio"].split()[0]
    assert plain["figures"]["np_ratio"] != held["figures"]["np_ratio"]
    refused = ask(client, "/api/build", text=TEXT, settings={}, hold="np_ratio")
    assert refused.status_code == 400
