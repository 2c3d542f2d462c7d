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
