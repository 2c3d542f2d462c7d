"""Cost and footprint of designs: lines add up, more of any price never costs less, gaps."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LARGE, SOLID, write

from celldesign.cell.build import build_cell
from celldesign.cell.result import Cell
from celldesign.cost.breakdown import (
    by_volume,
    companion,
    drivers,
    kinds,
    margins,
    material_lines,
    outside,
    require_cost,
    scaled,
    stage_lines,
)
from celldesign.database.catalogue import Catalogue
from celldesign.errors import DesignError, MaterialError
from celldesign.inputs.plant import uncovered

Build = Callable[..., Cell]
EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"
MONEY = (
    "plant.wage",
    "plant.building_price",
    "plant.electricity_price",
    "cathode.collector.price_per_mass",
    "separator.price",
    "electrolyte.price",
    "cathode.solvent_price",
    "casing.price",
    "casing.unit_price",
    "cathode.tab.unit_price",
)
YIELDS = ("cell", "coating", "foil", "separator", "electrolyte")


@pytest.fixture(scope="module", params=["solid", "liquid"])
def cell(request: pytest.FixtureRequest, build: Build) -> Cell:
    return build(EXAMPLE if request.param == "solid" else write(LARGE))


@given(
    volume=st.floats(0.1, 500),
    wage=st.floats(0, 200),
    capital=st.floats(0.01, 10),
    nickel=st.floats(0.1, 500),
    charged=st.booleans(),
)
def test_the_lines_add_up_whatever_is_set(
    build: Build, volume: float, wage: float, capital: float, nickel: float, charged: bool
) -> None:
    settings = {
        "economics.annual_capacity": f"{volume:g} GWh/year",
        "plant.wage": f"{wage:g} USD/h",
        "plant.capital_depreciation": f"{capital:g} %/year",
        "price.NMC811": f"{nickel:g} USD/kg",
        "plant.solvent_charge": "all" if charged else "lost",
        "plant.electricity_price": "0.2 USD/kWh",
    }
    check_sums(build(write(LARGE), **settings))


def test_the_lines_add_up_at_every_level(cell: Cell) -> None:
    check_sums(cell)


def check_sums(cell: Cell) -> None:
    materials = sum(line.cost for line in material_lines(cell))
    assert materials == pytest.approx(cell.values["cost_materials"])
    stages = sum(line.cost for line in stage_lines(cell))
    conversion = cell.values["cost_cell"] - materials - cell.values["cost_electricity"]
    assert stages == pytest.approx(conversion)
    assert sum(kinds(cell).values()) == pytest.approx(cell.values["cost_cell"])
    price = cell.values["cost_cell"] + sum(margins(cell).values())
    assert price == pytest.approx(cell.values["price_cell"])


def test_every_material_line_names_its_material_price_and_reason(cell: Cell) -> None:
    for line in material_lines(cell):
        assert line.material
        assert line.price
        assert line.choice
        assert line.cost > 0


def evaluated(cell: Cell, name: str, factors: list[float], wanted: str = "cost_cell") -> Any:
    values = cell.given.values(sorted(cell.plan.given | cell.plan.database))
    flat = name.replace(".", "_")
    assert flat in values, name
    values[flat] = values[flat] * np.array(factors)
    return cell.plan.evaluate(values)[wanted]


@given(name=st.sampled_from(MONEY), less=st.floats(0.01, 1), more=st.floats(1.01, 100))
def test_more_of_any_price_or_wage_never_costs_less(
    build: Build, name: str, less: float, more: float
) -> None:
    low, high = evaluated(build(write(LARGE)), name, [less, more])
    assert low <= high
    assert name == "cathode.solvent_price" or low < high


@given(
    material=st.sampled_from(["NMC811", "graphite", "PVDF", "copper", "aluminium", "CMC/SBR"]),
    price=st.floats(0.01, 1000),
    more=st.floats(0.01, 1000),
)
def test_a_dearer_material_makes_a_dearer_cell(
    build: Build, material: str, price: float, more: float
) -> None:
    costs = [
        build(write(LARGE), **{f"price.{material}": f"{number} USD/kg"}).values["cost_cell"]
        for number in (price, price + more)
    ]
    assert costs[0] < costs[1]


@given(factor=st.floats(1.01, 10), region=st.sampled_from(["", "DE", "SE"]))
def test_more_energy_never_costs_or_emits_less(build: Build, factor: float, region: str) -> None:
    cell = build(write(LARGE), **({"economics.region": region} if region else {}))
    for wanted in ("cost_cell", "footprint_ghg_per_energy"):
        for step in ("electricity", "heat"):
            values = cell.given.values(sorted(cell.plan.given | cell.plan.database))
            before = cell.plan.evaluate(values)[wanted]
            values[f"footprint_step_{step}"] = values[f"footprint_step_{step}"] * factor
            assert cell.plan.evaluate(values)[wanted] >= before


@given(which=st.sampled_from(YIELDS), low=st.floats(0.1, 0.99), more=st.floats(0.001, 0.9))
def test_a_higher_yield_never_costs_more(build: Build, which: str, low: float, more: float) -> None:
    cell = build(write(LARGE))
    name = f"plant.{which}_yield"
    now = cell.values[name.replace(".", "_")]
    worse, better = evaluated(cell, name, [low / now, min(low + more, 1) / now])
    assert better < worse


@given(volume=st.floats(0.1, 250))
def test_twice_the_volume_never_costs_more_per_energy(build: Build, volume: float) -> None:
    for design in (EXAMPLE, write(LARGE)):
        once, twice = by_volume(build(design), [volume, 2 * volume])
        assert twice <= once


def test_the_paper_s_cell_is_outside_the_range_and_scaled_inside(
    build: Build, catalogue: Catalogue
) -> None:
    cell = build(EXAMPLE)
    assert "1.1e+10 cells a year, 51.5 times the baseline" in outside(cell)
    larger = build_cell(scaled(cell.design, cell["capacity"].value), catalogue)
    assert larger["capacity"].value == pytest.approx(68)
    assert larger["cathode.sheets"].value == cell["cathode.sheets"].value
    for name in ("stack.specific_energy", "stack.energy_density"):
        assert larger[name].value == pytest.approx(cell[name].value)
    assert not outside(larger)
    assert larger["cost.per_energy"].value < cell["cost.per_energy"].value
    assert larger["cost.per_energy"].value == pytest.approx(171.1, abs=0.5)  # at the prices of 2026


def test_five_inputs_drive_the_deviation_the_largest_first(build: Build) -> None:
    cell = build(EXAMPLE)
    found = drivers(cell, "cost_per_energy")
    assert len(found) == 5
    assert found[0].name == "price.HCPE L2"
    assert [each.std for each in found] == sorted((each.std for each in found), reverse=True)
    assert sum(each.share for each in drivers(cell, "cost_per_energy", 99)) == pytest.approx(1)


def test_a_liquid_cell_of_graphite_comes_near_the_workbook_s(build: Build) -> None:
    cell = build(write(LARGE))
    assert cell.given.plant is not None
    assert cell.given.plant.key == "50 GWh"
    assert 60 < cell["cost.per_energy"].value < 110
    assert not outside(cell)


def test_the_route_follows_the_kind_of_cell(build: Build) -> None:
    plants = [build(d).given.plant for d in (EXAMPLE, write(LARGE))]
    assert [plant and plant.key for plant in plants] == ["lithium metal", "50 GWh"]
    stages = {stage.key: stage for stage in plants[0].stages}  # type: ignore[union-attr]
    assert not {"mixing anode", "coating anode", "filling and sealing"} & set(stages)
    assumed = [stage for stage in stages.values() if stage.quality == "D"]
    assert {"membrane coating", "lamination", "dry room"} <= {stage.key for stage in assumed}
    assert all(stage.capital_std and stage.note for stage in assumed)
    said = " ".join(build(EXAMPLE).assumptions)
    assert "stage.membrane coating.capital = 180 MUSD is an estimate" in said
    assert "heat of dry room = 8.44 kWh/kWh is an estimate: 2 to 2.5 times" in said
    assert "the plant is 'lithium metal': the baseline without mixing" in said


def test_a_region_changes_wage_building_electricity_and_grid(build: Build) -> None:
    base, here = build(EXAMPLE), build(EXAMPLE, **{"economics.region": "PL"})
    assert here["plant.wage"].value == pytest.approx(12.68)
    assert base["cost.electricity"].value == 0
    electricity = (0.104 - 0.07) * 13.63 * here["energy"].value / 1000
    assert here["cost.electricity"].value == pytest.approx(electricity)
    grid = here["footprint.grid_intensity"].value
    assert (base["footprint.grid_intensity"].value, grid) == pytest.approx((0.47305, 0.61498))
    assert here["footprint.ghg_per_energy"].value > base["footprint.ghg_per_energy"].value


def test_a_country_goes_by_its_name_and_its_electricity_may_be_another_s(build: Build) -> None:
    here = build(write(LARGE), **{"economics.region": "germany", "economics.grid": "NO"})
    assert here["plant.wage"].value == pytest.approx(42.18)
    assert here["footprint.grid_intensity"].value == pytest.approx(0.03075)
    assert (here.given.region, here.given.grid) == ("Germany", "Norway")
    base = build(write(LARGE))
    there = build(write(LARGE), **{"economics.region": "China"})
    assert there["cost.cell"].value == base["cost.cell"].value
    assert there["footprint.grid_intensity"].value == pytest.approx(0.55955)
    # 12.93 kWh of electricity per kWh, at 0.55955 in place of the world's 0.47305 kg/kWh.
    more = there["footprint.ghg_per_energy"].value - base["footprint.ghg_per_energy"].value
    assert more == pytest.approx(12.93 * (0.55955 - 0.47305))
    assert any("cost in China what they do in the plant" in text for text in there.assumptions)


def test_a_foil_s_price_goes_with_its_thickness_and_a_membrane_s_stays(build: Build) -> None:
    year = LARGE | {"economics.price_year": 2022}
    base = build(write(year | {"anode.collector.thickness": "10 um"}))
    thin = build(
        write(year | {"anode.collector.thickness": "6 um", "separator.thickness": "20 um"})
    )
    # BatPaC's 1.20 USD/m^2 is for 10 um of copper.
    assert base["anode.collector.price"].value == pytest.approx(1.2)
    assert thin["anode.collector.price"].value == pytest.approx(0.72)
    assert thin["separator.price"].value == base["separator.price"].value
    said = " ".join(thin.assumptions)
    assert (
        "price.copper as foil is quoted for 10 um and serves 6 um: foils are sold by mass" in said
    )
    assert "price.polyolefin separator is quoted for 15 um and serves 20 um: separators" in said
    assert "price.copper as foil is quoted for" not in " ".join(base.assumptions)


def test_a_price_of_one_s_own_is_for_the_design_s_thickness(build: Build) -> None:
    cell = build(write(LARGE | {"anode.collector.thickness": "6 um", "price.copper": "1 USD/m^2"}))
    assert cell["anode.collector.price"].value == pytest.approx(1)


def test_per_energy_delivered_counts_the_cycles_until_depletion(build: Build) -> None:
    cell = build(EXAMPLE)
    cycles, fade = cell["lifetime.cycles"].value, 0.0016
    delivered = cycles * (1 - fade * cycles / 2)
    ratio = cell["cost.per_energy"].value / cell["cost.per_throughput"].value
    assert ratio == pytest.approx(delivered)
    ratio = cell["footprint.ghg_per_energy"].value / cell["footprint.per_throughput"].value
    assert ratio == pytest.approx(delivered)
    early = build(EXAMPLE, **{"lifetime.cycle_limit": "50"})
    assert early["lifetime.cycles"].value == 50
    assert "cost.per_throughput" not in build(write(LARGE))
    lived = build(write(LARGE | {"lifetime.cycle_limit": "1000"}))
    assert lived["cost.per_throughput"].value < cell["cost.per_throughput"].value


def test_at_ninety_cycles_the_ranking_by_energy_reverses(
    build: Build, catalogue: Catalogue
) -> None:
    hopeful = {
        "price.HCPE L2": "5 USD/kg",
        "price.HCPE catholyte": "5 USD/kg",
        "price.lithium": "60 USD/kg",
        "lithium.efficiency": "98.62 %",
        "lifetime.cycle_limit": "90",
        "economics.price_year": "2022",  # as that of the graphite cell
    }
    small = build(EXAMPLE, **hopeful)
    metal = build_cell(scaled(small.design, small["capacity"].value), catalogue)
    graphite = build(EXAMPLE.with_name("graphite_68Ah.toml"))
    assert metal["lifetime.cycles"].value == 90
    assert metal["cost.per_energy"].value < graphite["cost.per_energy"].value
    assert metal["cost.per_throughput"].value > 10 * graphite["cost.per_throughput"].value
    ghg = [c["footprint.ghg_per_energy"].value for c in (metal, graphite)]
    delivered = [c["footprint.per_throughput"].value for c in (metal, graphite)]
    assert ghg[0] < ghg[1]
    assert delivered[0] > delivered[1]


def test_the_footprint_says_what_it_covers(build: Build) -> None:
    cell = build(EXAMPLE)
    assert cell["footprint.energy_per_energy"].value == pytest.approx(27.22)
    assert build(write(LARGE))["footprint.energy_per_energy"].value == pytest.approx(21.83)
    covered = {"NMC811", "lithium", "carbon-coated aluminium"}
    masses = {item.material: item.mass for item in cell.bill_of_materials}
    share = sum(masses[name] for name in covered) / sum(masses.values())
    assert cell["footprint.coverage"].value / 100 == pytest.approx(share)
    assert set(uncovered(cell.given)) == set(masses) - covered


def test_a_missing_price_is_a_gap_and_not_zero(build: Build) -> None:
    cell = build(write(LARGE | {"separator.material": "glass fibre separator"}))
    assert "cost.cell" not in cell
    gap = 'no price of glass fibre separator is known; set it with price."glass fibre separator"'
    assert cell.given.gaps == [gap]
    with pytest.raises(MaterialError, match="cannot be computed: no price of glass fibre"):
        require_cost(cell)
    priced = build(
        write(LARGE | {"separator.material": "glass fibre separator"}),
        **{"price.glass fibre separator": "1 $/m^2"},
    )
    require_cost(priced)


def test_a_price_in_the_file_says_what_it_replaces(build: Build) -> None:
    cell = build(write(LARGE | {"price.NMC811": "18 $/kg"}))
    (line,) = [each for each in material_lines(cell) if each.material == "NMC811"]
    assert (line.price, line.choice) == ("18 $/kg", "given")
    year = {"economics.price_year": 2022}
    euro = build(write(LARGE | year | {"price.NMC811": "18 EUR/kg"}))
    assert euro.values["cathode_component_price"][0] == pytest.approx(18 * 1.0534, rel=1e-5)


def test_the_pilot_line_says_that_it_is_outside(build: Build) -> None:
    cell = build(write(LARGE | {"economics.plant": "pilot"}))
    assert any("far below what the plant's relations were made for" in w for w in cell.warnings)
    assert outside(cell).startswith("the plant 'pilot': a pilot line is far below")
    assert companion(cell, lambda design: build(design.text)) == (None, "")
    with pytest.raises(DesignError, match=r"makes 0\.0001 to 0\.1 GWh/year"):
        build(
            write(LARGE | {"economics.plant": "pilot", "economics.annual_capacity": "1 GWh/year"})
        )


def test_the_solid_draft_costs_too(build: Build) -> None:
    assert build(write(SOLID))["cost.per_energy"].spread > 0
