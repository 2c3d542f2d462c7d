import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from markup import checked

from celldesign.app import main

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml")
Run = Callable[..., tuple[int, str, str]]

COSTED = (
    *("anode_free", "byd_blade", "coin_2032", "graphite_68Ah", "lg_m50", "pouch_1Ah"),
    *("pouch_1Ah_c10", "pouch_3Ah", "tesla_4680", "vw_id3_e78", "xu2019_coin"),
)
WITHOUT_COST = ("mohtat2020_nmc532", "lacey_lfp_graphite")  # no case; no recipe


@pytest.fixture
def run(database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["celldesign", *arguments])
        with pytest.raises(SystemExit) as done:
            main()
        printed = capsys.readouterr()
        return int(done.value.code or 0), printed.out, printed.err

    return call


def test_the_cost_is_shown_by_material_stage_and_kind(run: Run) -> None:
    status, shown, _ = run("cost", EXAMPLE)
    assert status == 0
    for title in ("By material", "By stage", "By kind", "Per kWh", "Footprint", "Elements"):
        assert f"\n{title}" in shown
    assert "OUTSIDE THE RANGE" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert "scaled to 68 Ah" in shown


def test_json_holds_the_same_lines_and_nothing_else_is_printed(run: Run) -> None:
    status, shown, _ = run("cost", EXAMPLE, "--json")
    content = json.loads(shown)
    assert status == 0
    total = sum(line["cost"] for line in content["by_material"])
    assert total == pytest.approx(content["by_kind"]["materials"])
    assert sum(content["by_kind"].values()) == pytest.approx(content["price"])
    assert content["by_volume"]["50.0"] == pytest.approx(
        content["per_kWh"]["cost_per_energy"]["value"]
    )
    assert content["scaled"]["outside_range"] == ""


def test_another_currency_scales_every_amount(run: Run) -> None:
    dollars = json.loads(run("cost", EXAMPLE, "--json")[1])
    euros = json.loads(run("cost", EXAMPLE, "--json", "--set", "economics.currency=EUR")[1])
    assert euros["currency"] == "EUR"
    for name in ("cost", "price", "investment"):
        assert euros[name] == pytest.approx(0.864657 * dollars[name], rel=1e-5)  # of 2026


def test_the_passport_is_written_whole(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    assert run("cost", EXAMPLE, "--passport", str(path))[0] == 0
    assert json.loads(path.read_text(encoding="utf-8"))["schema"] == 1
    status, _, said = run("cost", EXAMPLE, "--passport", str(tmp_path / "none" / "out.json"))
    assert status == 1
    assert said.startswith("error: the file cannot be written")


def test_what_has_no_price_is_an_error_and_leaves_the_rest_standing(
    run: Run, tmp_path: Path
) -> None:
    unpriced = ("cost", EXAMPLE, "--set", "separator.material=glass fibre separator")
    path = tmp_path / "out.json"
    status, shown, said = run(*unpriced, "--passport", str(path))
    assert status == 1
    assert said.count("\n") == 2
    assert said.startswith(f"wrote {path}\n")
    assert "no price of glass fibre separator is known" in said
    for title in ("By material", "By stage", "Gaps", "Footprint", "Elements"):
        assert f"\n{title}" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert json.loads(path.read_text(encoding="utf-8"))["elements"]["Ni"]["g"] > 0
    content = json.loads(run(*unpriced, "--json")[1])
    assert (content["cost"], content["by_kind"]) == (None, {})
    assert content["by_stage"]
    mend = 'price."glass fibre separator"=2 USD/m^2'
    assert mend.partition("=")[0] in " ".join(shown.split())
    assert run(*unpriced, "--set", mend)[0] == 0


@pytest.mark.parametrize("name", [*COSTED, *WITHOUT_COST])
def test_the_examples_with_a_recipe_and_a_case_have_a_cost(run: Run, name: str) -> None:
    status, shown, _ = run("cost", str(Path(EXAMPLE).with_name(f"{name}.toml")), "--json")
    content = json.loads(shown)
    assert status == (name in WITHOUT_COST)
    if status:
        assert content["gaps"]
        return
    if name in ("coin_2032", "lg_m50"):
        assert "is not scaled" in content["not_scaled"]
    scaled = content.get("scaled")
    assert content["outside_range"] == "" or bool(scaled) != bool(content.get("not_scaled"))
    if scaled:
        assert scaled["per_kWh"]["cost_per_energy"]["value"] < 1000
    coating = [line["capital"] for line in content["by_stage"] if "coating" in line["stage"]]
    assert all(capital > 0 for capital in coating)


def test_what_a_cost_assumes_and_warns_of_is_printed(run: Run) -> None:
    graphite = str(Path(EXAMPLE).with_name("graphite_68Ah.toml"))
    unfit = ("--set", "economics.plant=lithium metal", "--set", "cell.extra_mass=200 g")
    shown = " ".join(run("cost", graphite, *unfit)[1].split())
    assert "lacks coating anode, filling and sealing, which this cell needs" in shown
    assert "cell.extra_mass has neither price nor footprint factor" in shown
    rolled = " ".join(run("cost", str(Path(EXAMPLE).with_name("lg_m50.toml")))[1].split())
    assert "winding is taken to cost what stacking does" in rolled
    assert "names no binder" in rolled
    assert "price.LP57 = 4.2 USD/L is an estimate" in rolled


def test_prices_are_listed_through_the_years(run: Run) -> None:
    status, shown, _ = run("prices", "NMC-811", "LFP")
    assert status == 0
    assert "2022  26 USD/kg; quality B" in shown
    assert "2026  27.24 USD/kg, 185.43 CNY/kg at 6.807 CNY/USD" in shown
    assert shown.count("  USD/kg\n") == 2
    assert max(map(len, shown.splitlines())) <= 80
    rows = json.loads(run("prices", "NMC811", "--json")[1])["prices"]["NMC811"]
    assert rows[0]["year"] == 2026
    assert rows[0]["usd"] == pytest.approx(185.43 / 6.80715)


def test_prices_are_written_as_a_table(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    assert run("prices", "lithium", "lithium carbonate", "--csv", str(path)) == (
        0,
        "",
        f"wrote {path}\n",
    )
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert {row["material"] for row in rows} == {"lithium", "lithium carbonate"}
    foil = next(row for row in rows if row["quantity"] == "foil")
    assert [float(foil[name]) for name in ("value", "low", "high", "usd")] == [300, 150, 1000, 300]
    carbonate = [int(row["year"]) for row in rows if row["material"] == "lithium carbonate"]
    assert carbonate == list(range(2014, 2027))


def test_prices_have_a_page_with_a_figure_of_what_has_a_course(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "prices.html"
    names = ("NMC811", "LFP", "copper", "lithium carbonate")
    assert run("prices", *names, "--html", str(path)) == (0, "", f"wrote {path}\n")
    page = path.read_text(encoding="utf-8")
    checked(page)
    assert "Prices, USD/kg" in page
    assert "Prices, USD/kg as tab" not in page
    for text in ("185.43 CNY/kg", "27.24 USD/kg", "1.2 USD/m²", "EnergyTrend price page"):
        assert text in page


def test_the_result_of_build_has_the_costs(run: Run) -> None:
    found = json.loads(run("build", EXAMPLE, "--json")[1])["quantities"]
    for name in (
        "cost.materials",
        "cost.cell",
        "cost.per_energy",
        "price.per_energy",
        "footprint.ghg_per_energy",
        "footprint.energy_per_energy",
    ):
        assert found[name]["value"] > 0
        assert found[name]["origin"] == "computed"
    assert found["cost.per_energy"]["std"] > 0
