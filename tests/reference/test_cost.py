"""The three cells of BatPaC 5.0's workbook: every listed term to 0.1 %, and much closer in fact."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from celldesign.cost.bill import cost_of_bill
from celldesign.database.catalogue import Catalogue
from celldesign.errors import CelldesignError
from celldesign.units.quantities import to_si

# Figures of the workbook's own results, Knehr et al., ANL/CSE-22/1, 2022.
TERMS = {
    "ref_materials_usd": ("cost.materials", "USD"),
    "ref_labour_usd": ("cost.labour", "USD"),
    "ref_variable_overhead_usd": ("cost.variable_overhead", "USD"),
    "ref_depreciation_usd": ("cost.depreciation", "USD"),
    "ref_gsa_usd": ("cost.administration", "USD"),
    "ref_rnd_usd": ("cost.research", "USD"),
    "ref_total_usd": ("cost.cell", "USD"),
    "ref_capital_MUSD": ("process.capital", "MUSD"),
    "ref_labour_h": ("process.labour", "h/year"),
    "ref_area_m2": ("process.area", "m^2"),
    "ref_cost_per_kWh": ("cost.per_energy", "USD/kWh"),
}
PRICES = {"cathode": (26.0, 7.0, 15.0), "anode": (10.0, 7.0, 10.0)}
LINES = Path(__file__).with_name("cost_cells.csv").read_text(encoding="utf-8").splitlines()
CELLS = list(csv.DictReader(LINES))


def column(name: str, unit: str = "1") -> Any:
    return to_si(np.array([float(cell[name]) for cell in CELLS]), unit)


def parts(electrode: str) -> dict[str, Any]:
    masses = [column(f"{electrode}_{part}_g", "g") for part in ("active", "carbon", "binder")]
    foil = {"cathode": "al", "anode": "cu"}[electrode]
    flags = {"active": (1, 0, 0), "binder": (0, 0, 1), "electrolyte": (0, 0, 0)}
    return {
        f"{electrode}.component_mass": np.array(masses),
        **{f"{electrode}.component_{n}": np.array(f, float)[:, None] for n, f in flags.items()},
        f"{electrode}.component_price": np.array(PRICES[electrode])[:, None],
        f"{electrode}.coated_area": column(f"{electrode}_area_m2"),
        f"{electrode}.collector.area": column(f"{foil}_m2"),
        f"{electrode}.tab.mass": column(f"{electrode}_tab_g", "g"),
    }


def the_bill() -> dict[str, Any]:
    return {
        **parts("cathode"),
        **parts("anode"),
        "energy": column("energy_kWh", "kWh"),
        "capacity": column("capacity_Ah", "Ah"),
        "separator.area": column("sep_m2"),
        "electrolyte.volume": column("ely_L", "L"),
        "casing.mass": column("container_g", "g"),
        "cathode.collector.price": "0.2 USD/m^2",
        "anode.collector.price": "1.2 USD/m^2",
        "separator.price": "0.9 USD/m^2",
        "electrolyte.price": "10 USD/L",
        "cathode.solvent_price": "2.7 USD/kg",
        "plant.solvent_charge": "all",
    }


@pytest.fixture(scope="module")
def costed(catalogue: Catalogue) -> dict[str, Any]:
    return cost_of_bill(the_bill(), catalogue)


@pytest.mark.parametrize("reference", TERMS)
def test_every_term_of_the_workbook(costed: dict[str, Any], reference: str) -> None:
    name, unit = TERMS[reference]
    np.testing.assert_allclose(costed[name], column(reference, unit), rtol=1e-6)


# A cell that no workbook has, of an active material at 10 USD/kg. The figures are a second
# calculation's: the relations of ANL/CSE-22/1 written down once more, stage by stage, which gives
# B1, B3 and B4 to 2e-7.
MADE_UP = {
    "energy": "0.32 kWh",
    "capacity": "100 Ah",
    "separator.area": "1.4 m^2",
    "electrolyte.volume": "0.12 L",
    "casing.mass": "25 g",
    "cathode.component_mass": [0.560, 0.012, 0.011],
    "cathode.component_price": [10, 7, 15],
    "anode.component_mass": [0.290, 0.002, 0.006],
    "cathode.coated_area": "1.25 m^2",
    "anode.coated_area": "1.3 m^2",
    "cathode.collector.area": "0.7 m^2",
    "anode.collector.area": "0.75 m^2",
    "cathode.tab.mass": "8 g",
    "anode.tab.mass": "15 g",
}


@pytest.mark.parametrize(
    ("volume", "charge", "cost", "price", "capital"),
    [
        ("5 GWh/year", "all", 22.105251693, 25.130347361, 404.861056734),
        ("5 GWh/year", "lost", 21.592563030, 24.583534141, 404.861056734),
        ("200 GWh/year", "all", 19.933572100, 22.482735273, 12613.814958816),
        ("200 GWh/year", "lost", 19.420883437, 21.935922053, 12613.814958816),
    ],
)
def test_another_cell_at_other_volumes(
    catalogue: Catalogue, volume: str, charge: str, cost: float, price: float, capital: float
) -> None:
    bill = {
        **the_bill(),
        **MADE_UP,
        "economics.annual_capacity": volume,
        "plant.solvent_charge": charge,
    }
    found = cost_of_bill(bill, catalogue)
    for name, known in {
        "cost.cell": cost,
        "price.cell": price,
        "process.capital": 1e6 * capital,
    }.items():
        np.testing.assert_allclose(found[name], known, rtol=1e-9)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"casing.mass": "-1 g"}, "casing.mass: a value from 0"),
        ({"separator.price": -1.0}, r"separator.price: values from 0 .* in SI"),
        ({"energy": float("nan")}, "energy: values from"),
        ({"energy": "0.25"}, "energy: a number with a unit"),
        ({"separator.price": "0.9 EUR/m^2"}, "separator.price: a price in dollars"),
        ({"plant.solvent_charge": "some"}, "plant.solvent_charge: one of lost, all"),
        ({"casing.mas": "1 g"}, "did you mean casing.mass"),
        (
            {"economics.annual_capacity": "0.05 GWh/year"},
            "makes 0.1 to 500 GWh/year: given 0.05 GWh/year",
        ),
        ({"anode.component_mass": [0.2, 0.01]}, "as many parts of the anode everywhere"),
        ({"energy": [9e5, 9e5]}, "as many cells everywhere"),
    ],
)
def test_a_faulty_bill_is_refused(
    catalogue: Catalogue, wrong: dict[str, Any], message: str
) -> None:
    with pytest.raises(CelldesignError, match=message):
        cost_of_bill({**the_bill(), **wrong}, catalogue)


def test_recovered_solvent_costs_what_is_lost(catalogue: Catalogue, costed: dict[str, Any]) -> None:
    lost = cost_of_bill({**the_bill(), "plant.solvent_charge": "lost"}, catalogue)
    ratio = lost["cathode.solvent_cost"] / costed["cathode.solvent_cost"]
    np.testing.assert_allclose(ratio, 0.005 / 0.95)
    assert np.all(lost["cost.cell"] < costed["cost.cell"])


def test_a_large_cell_takes_more_capital_in_formation(catalogue: Catalogue) -> None:
    def formation(capacity: str) -> float:
        found = cost_of_bill({**the_bill(), "capacity": capacity}, catalogue)
        return float(found["process.stage_capital"][17][0])

    assert formation("80.01 Ah") / formation("80 Ah") == pytest.approx(1.1, rel=1e-3)


def test_the_price_is_close_to_what_is_surveyed(costed: dict[str, Any]) -> None:
    price = costed["price.per_energy"] * 3.6e6
    assert np.all((price > costed["cost.per_energy"] * 3.6e6) & (price < 110))
