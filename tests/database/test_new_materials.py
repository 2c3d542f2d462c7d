"""Materials of 2026: each builds a cell, and most have a price."""

from collections.abc import Callable

import pytest
from strategies import LIQUID, write

from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue

SODIUM = LIQUID | {"electrolyte.material": "NaPF6 EC:PC:DMC"}
CATHODES = {
    "NFPP": ("hard carbon", ["1.5 V", "3.6 V"]),
    "NaNiMn": ("hard carbon", ["1.5 V", "4.15 V"]),
    "NaNFM111": ("hard carbon", ["1.5 V", "3.95 V"]),
    "Prussian white": ("hard carbon", ["1.5 V", "3.6 V"]),
    "NVP": ("hard carbon", ["1.5 V", "3.6 V"]),
    "Ni96": ("graphite", ["2.8 V", "4.2 V"]),
    "NMC811, single crystal": ("graphite", ["2.8 V", "4.2 V"]),
    "LMR": ("graphite", ["2.0 V", "4.6 V"]),
    "LMFP": ("graphite", ["2.5 V", "4.2 V"]),
    "LNMO": ("graphite", ["3.5 V", "4.9 V"]),
    "LCO": ("graphite", ["3.0 V", "4.35 V"]),
}


def _recipe(active: str) -> dict[str, str]:
    return {active: "95 wt%", "C45": "2 wt%", "PVDF": "3 wt%"}


@pytest.mark.parametrize("key", CATHODES)
def test_a_cathode_is_designed_from_its_curve(
    build: Callable[..., Cell], catalogue: Catalogue, key: str
) -> None:
    anode, window = CATHODES[key]
    plain = SODIUM if anode == "hard carbon" else LIQUID
    recipes = {"cathode.recipe": _recipe(key), "anode.recipe": _recipe(anode)}
    cell = build(write(plain | recipes | {"operation.window": window}))
    assert cell.given.curves is not None
    reversible = cell["cathode.specific_capacity"].value
    assert 0.8 * reversible < cell["operation.specific_capacity"].value < 1.1 * reversible
    low, high = (float(end.split()[0]) for end in window)
    assert low < cell["operation.average_voltage"].value < high
    assert catalogue.prices(key)


@pytest.mark.parametrize("key", ["Si-C", "SiOx, prelithiated", "SiO", "silicon", "tin", "lead"])
def test_an_anode_builds_and_has_a_price(
    build: Callable[..., Cell], catalogue: Catalogue, key: str
) -> None:
    cell = build(write(LIQUID | {"anode.recipe": _recipe(key)}))
    assert cell["anode.specific_capacity"].value > 400
    assert catalogue.prices(key)


@pytest.mark.parametrize("key", ["Gen2", "LHCE LiFSI-DME-TTE", "NaPF6 EC:PC:DMC"])
def test_an_electrolyte_conducts_weighs_and_costs(
    build: Callable[..., Cell], catalogue: Catalogue, key: str
) -> None:
    cell = build(write(LIQUID | {"electrolyte.material": key}))
    assert cell["resistance.dc"].value > 0
    assert catalogue.prices(key)


@pytest.mark.parametrize("key", ["Li3InCl6", "Li3YCl6", "Li5.5PS4.5Cl1.5", "Li6PS5Br"])
def test_a_solid_electrolyte_has_what_a_membrane_needs(catalogue: Catalogue, key: str) -> None:
    for name in ("density", "ionic_conductivity", "porosity", "transference_number"):
        assert catalogue.records(key, name), name
    assert catalogue.prices(key)


def test_layers_add_up(catalogue: Catalogue) -> None:
    """(2 x 8.96 + 4.5 x 1.38) / 6.5, (2 x 2.70 + 6 x 1.38) / 8, and the laminate's four layers."""
    for key, density in (
        ("composite copper foil", 3712),
        ("composite aluminium foil", 1710),
        ("aluminium laminate 153 um", 1425),
    ):
        (record,) = catalogue.records(key, "density")
        assert record.si_value == pytest.approx(density, rel=2e-3)
