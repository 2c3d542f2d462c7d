"""What is bought beside the electrodes: separators, casing and the cathode's solvent."""

import numpy as np

from celldesign.si import (
    Dollars,
    DollarsPerKilogram,
    DollarsPerSquareMetre,
    Fraction,
    Kilograms,
    KilogramsPerCubicMetre,
    Metres,
    SquareMetres,
)


def separator_price_from_mass(
    separator_price_per_mass: DollarsPerKilogram,
    separator_effective_density: KilogramsPerCubicMetre,
    separator_thickness: Metres,
) -> DollarsPerSquareMetre:
    """Price by area of a separator that is priced by mass: 46 um at 1.2 g/cm^3 and 50 USD/kg.

    >>> round(separator_price_from_mass(50.0, 1200.0, 46e-6), 9)
    2.76
    """
    return separator_price_per_mass * separator_effective_density * separator_thickness


def separator_cost(
    separator_area: SquareMetres,
    separator_price: DollarsPerSquareMetre,
    plant_cell_yield: Fraction,
    plant_separator_yield: Fraction,
) -> Dollars:
    """Separator as purchased: 0.8878934 m^2 at 0.9 USD/m^2, yields of 95 % and 98 %.

    >>> round(separator_cost(0.8878934, 0.9, 0.95, 0.98), 5)
    0.85833
    """
    return separator_area * separator_price / (plant_cell_yield * plant_separator_yield)


def casing_cost(
    casing_mass: Kilograms,
    casing_price: DollarsPerKilogram,
    casing_unit_price: Dollars,
    process_cells_over_baseline: Fraction,
    plant_unit_price_exponent: Fraction,
    plant_cell_yield: Fraction,
) -> Dollars:
    """By mass and by piece, where a piece is cheaper the more are made: 16.4 g and 0.20 USD.

    At the fourfold number and an exponent of a half the piece costs 0.10 USD.

    >>> round(casing_cost(16.39657e-3, 3.0, 0.20, 1.0, 0.15, 0.95), 5)
    0.2623
    >>> round(casing_cost(20e-3, 3.0, 0.20, 4.0, 0.5, 0.8), 6)
    0.2
    """
    piece = casing_unit_price * process_cells_over_baseline**-plant_unit_price_exponent
    return (casing_mass * casing_price + piece) / plant_cell_yield


def cathode_solvent_cost(
    process_cathode_solvent_mass: Kilograms,
    cathode_solvent_price: DollarsPerKilogram,
    plant_solvent_charge: Fraction,
    plant_solvent_loss: Fraction,
    plant_cell_yield: Fraction,
) -> Dollars:
    """What recovery loses of the solvent, or as the workbook has it all of it over cells built.

    0.12148 kg at 2.7 USD/kg: 0.5 % of it, or all of it times the yield of 95 %.

    >>> round(float(cathode_solvent_cost(0.121476, 2.7, 0, 0.005, 0.95)), 5)
    0.00164
    >>> round(float(cathode_solvent_cost(0.121476, 2.7, 1, 0.005, 0.95)), 5)
    0.31159
    """
    share = np.where(plant_solvent_charge == 1, plant_cell_yield, plant_solvent_loss)
    return process_cathode_solvent_mass * cathode_solvent_price * share


def cost_materials(
    cathode_coating_cost: Dollars,
    anode_coating_cost: Dollars,
    cathode_solvent_cost: Dollars,
    cathode_collector_cost: Dollars,
    anode_collector_cost: Dollars,
    separator_cost: Dollars,
    electrolyte_cost: Dollars,
    casing_cost: Dollars,
    cathode_tab_cost: Dollars,
    anode_tab_cost: Dollars,
) -> Dollars:
    """All that is bought for a good cell.

    >>> cost_materials(10.0, 2.5, 0.25, 0.25, 0.75, 1.0, 0.75, 0.25, 0.125, 0.125)
    16.0
    """
    return (
        cathode_coating_cost
        + anode_coating_cost
        + cathode_solvent_cost
        + cathode_collector_cost
        + anode_collector_cost
        + separator_cost
        + electrolyte_cost
        + casing_cost
        + cathode_tab_cost
        + anode_tab_cost
    )
