"""What is bought for a coating: its parts, at the plant's yields, and what they emit."""

import numpy as np

from celldesign.si import (
    Count,
    Dollars,
    DollarsPerKilogram,
    Fraction,
    Kilograms,
    SquareMetres,
)


def active_mass(component_mass: Kilograms, component_active: Fraction) -> Kilograms:
    """Active material in the cell.

    >>> float(active_mass(np.array([6.0, 1.0, 3.0]), np.array([1.0, 0.0, 0.0])))
    6.0
    """
    return np.sum(component_mass * component_active, axis=0)


def binder_mass(component_mass: Kilograms, component_binder: Fraction) -> Kilograms:
    """Binder in the cell.

    >>> float(binder_mass(np.array([6.0, 1.0, 3.0]), np.array([0.0, 1.0, 0.0])))
    1.0
    """
    return np.sum(component_mass * component_binder, axis=0)


def catholyte_mass(component_mass: Kilograms, component_electrolyte: Fraction) -> Kilograms:
    """Catholyte in the cell.

    >>> float(catholyte_mass(np.array([6.0, 1.0, 3.0]), np.array([0.0, 0.0, 1.0])))
    3.0
    """
    return np.sum(component_mass * component_electrolyte, axis=0)


def coated_area(coated_sides: Count, single_side_area: SquareMetres) -> SquareMetres:
    """Area of all coated sides: 12 sides of 30 cm^2.

    >>> round(coated_area(12, 30e-4) * 1e4, 9)
    360.0
    """
    return coated_sides * single_side_area


def component_price(
    component_quoted_price: DollarsPerKilogram,
    component_lithium_carbonate: Fraction,
    metal_lithium_carbonate_price: DollarsPerKilogram,
    metal_lithium_carbonate_basket_price: DollarsPerKilogram,
    component_nickel: Fraction,
    metal_nickel_price: DollarsPerKilogram,
    metal_nickel_basket_price: DollarsPerKilogram,
    component_cobalt: Fraction,
    metal_cobalt_price: DollarsPerKilogram,
    metal_cobalt_basket_price: DollarsPerKilogram,
) -> DollarsPerKilogram:
    """What is quoted, moved by the metals that it holds: Wentker 2019, Energies 12, 504.

    NMC811 at 18 USD/kg holds 0.38 kg/kg of lithium carbonate, 0.48 of nickel and 0.06 of cobalt.
    The carbonate at 20 instead of 10, nickel at 16 instead of 15 and cobalt at 40 instead of 30
    USD/kg add 3.8, 0.48 and 0.6 USD/kg.

    >>> round(float(component_price(18, 0.38, 20, 10, 0.48, 16, 15, 0.06, 40, 30)), 9)
    22.88
    """
    lithium = metal_lithium_carbonate_price - metal_lithium_carbonate_basket_price
    nickel = metal_nickel_price - metal_nickel_basket_price
    cobalt = metal_cobalt_price - metal_cobalt_basket_price
    return (
        component_quoted_price
        + component_lithium_carbonate * lithium
        + component_nickel * nickel
        + component_cobalt * cobalt
    )


def component_cost(
    component_mass: Kilograms,
    component_price: DollarsPerKilogram,
    plant_cell_yield: Fraction,
    plant_coating_yield: Fraction,
) -> Dollars:
    """Each part as purchased: 0.319 kg at 26 USD/kg, of which 95 % x 92.2 % end in a good cell.

    >>> round(float(component_cost(np.array([0.3191906]), np.array([26.0]), 0.95, 0.922)[0]), 4)
    9.4748
    """
    return component_mass * component_price / (plant_cell_yield * plant_coating_yield)


def coating_cost(component_cost: Dollars) -> Dollars:
    """All parts together.

    >>> float(coating_cost(np.array([9.0, 0.5])))
    9.5
    """
    return np.sum(component_cost, axis=0)


def coating_ghg(
    component_mass: Kilograms,
    component_ghg_factor: Fraction,
    plant_cell_yield: Fraction,
    plant_coating_yield: Fraction,
) -> Kilograms:
    """GHG emissions of what is purchased: 0.9 kg at 10 kg/kg with yields of 90 % and 100 %.

    >>> round(float(coating_ghg(np.array([0.9, 1.0]), np.array([10.0, 0.0]), 0.9, 1.0)), 9)
    10.0
    """
    purchased = component_mass / (plant_cell_yield * plant_coating_yield)
    return np.sum(purchased * component_ghg_factor, axis=0)


def coating_covered_mass(component_mass: Kilograms, component_ghg_known: Fraction) -> Kilograms:
    """Mass in the cell whose factor is known.

    >>> float(coating_covered_mass(np.array([6.0, 1.0]), np.array([1.0, 0.0])))
    6.0
    """
    return np.sum(component_mass * component_ghg_known, axis=0)
