"""A metal's price moves the active materials that hold it, by what they hold, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celldesign import whatif
from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.database.plant_catalogue import prices_of, rates
from celldesign.inputs.metals import METALS, content
from celldesign.inputs.prices import Wanted, choose_price

EXAMPLES = Path(__file__).parents[2] / "examples"
NMC811, LFP = EXAMPLES / "graphite_68Ah.toml", EXAMPLES / "byd_blade.toml"
Build = Callable[..., Cell]


def usd(catalogue: Catalogue, key: str, year: int) -> float:
    choice = choose_price(prices_of(catalogue, [key])[key], Wanted(year, ("kg",)), rates(catalogue))
    assert choice is not None
    return choice.record.si_value


@pytest.mark.parametrize(
    ("year", "material", "conversion"),
    [(2024, "NMC811", 3.4), (2025, "NMC811", 3.5), (2024, "LFP", 1.0), (2025, "LFP", 1.2)],
)
def test_the_dated_series_leave_the_same_conversion_in_two_years(
    catalogue: Catalogue, year: int, material: str, conversion: float
) -> None:
    # By hand for NMC811 in 2024: 18.23 - 0.3798 x 13.5 - 0.4827 x 16.8 - 0.0606 x 26 = 3.42.
    found = catalogue.material(material)
    metals = sum(content(found, metal) * usd(catalogue, metal, year) for metal in METALS)
    assert usd(catalogue, material, year) - metals == pytest.approx(conversion, abs=0.06)


@settings(max_examples=10)
@given(st.sampled_from(sorted(METALS)), st.floats(1, 60), st.floats(1, 60))
def test_a_dearer_metal_never_lowers_the_cost_and_moves_only_its_cells(
    build: Build, metal: str, price: float, more: float
) -> None:
    def cost(path: Path, value: float) -> float:
        priced = {f"price.{metal}": f"{value:g} USD/kg", "economics.price_year": "2025"}
        return float(build(path, **priced).values["cost_cell"])

    assert cost(NMC811, price) < cost(NMC811, price + more)
    held = metal == "lithium carbonate"
    assert (cost(LFP, price) < cost(LFP, price + more)) is held
    assert (cost(LFP, price) == cost(LFP, price + more)) is not held


def test_at_the_basket_s_own_metals_nothing_moves(build: Build, catalogue: Catalogue) -> None:
    year = {"economics.price_year": "2025"}
    same = {f"price.{metal}": f"{usd(catalogue, metal, 2025)!r} USD/kg" for metal in METALS}
    moved, plain = build(NMC811, **year, **same), build(NMC811, **year)
    assert moved.values["cost_cell"] == pytest.approx(plain.values["cost_cell"], rel=1e-12)
    assert not [text for text in moved.warnings if "nothing uses it" in text]


def test_a_study_moves_the_price_by_the_content() -> None:
    study = whatif(
        NMC811, {"price.lithium carbonate": "10:80:35USD/kg"}, columns=["cathode.coating_cost"]
    )
    costs = study["cathode.coating_cost [USD]"].to_numpy()
    # 0.3192 kg of NMC811 in the cell, 0.3798 kg of carbonate each, yields of 95 and 92.2 %.
    assert costs[2] - costs[0] == pytest.approx(70 * 0.3798 * 0.3192 / (0.95 * 0.922), rel=2e-3)
    assert costs[1] == pytest.approx((costs[0] + costs[2]) / 2)


def test_the_metal_is_not_the_foil_and_a_price_of_one_s_own_stays(build: Build) -> None:
    tabbed = {"anode.tab.material": "nickel", "price.nickel": "30 USD/kg"}
    base, dear = build(NMC811, **{"anode.tab.material": "nickel"}), build(NMC811, **tabbed)
    assert dear.values["anode_tab_cost"] == base.values["anode_tab_cost"]
    assert dear.values["cathode_coating_cost"] > base.values["cathode_coating_cost"]
    own = {"price.NMC811": "20 USD/kg"}
    held = build(NMC811, **own, **{"price.nickel": "30 USD/kg"})
    assert held.values["cost_cell"] == build(NMC811, **own).values["cost_cell"]
