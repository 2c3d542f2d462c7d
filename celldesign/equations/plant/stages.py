"""The plant that makes the cell: stages scaled from a baseline by what drives them.

The relations are those of BatPaC 5.0 (Knehr et al., ANL/CSE-22/1, 2022); the first axis of a stage
quantity is the stages. What is said per year is a rate, so that no equation knows the year.
"""

import numpy as np

from celldesign.si import (
    Coulombs,
    Count,
    Dollars,
    Fraction,
    Joules,
    JoulesPerSecond,
    Kilograms,
    KilogramsPerSecond,
    KilogramsPerSquareMetre,
    PerSecond,
    SquareMetres,
    SquareMetresPerSecond,
)


def process_cell_rate(economics_annual_capacity: JoulesPerSecond, energy: Joules) -> PerSecond:
    """Good cells: 50 GWh of 0.25 kWh cells are 2e8.

    >>> process_cell_rate(50e6, 0.25)
    200000000.0
    """
    return economics_annual_capacity / energy


def process_started_rate(process_cell_rate: PerSecond, plant_cell_yield: Fraction) -> PerSecond:
    """Cells built for those accepted: 2e8 at a yield of 95 %.

    >>> round(process_started_rate(2e8, 0.95) / 1e8, 5)
    2.10526
    """
    return process_cell_rate / plant_cell_yield


def process_cells_over_baseline(
    process_started_rate: PerSecond, plant_base_cells: PerSecond
) -> Fraction:
    """Cells started over the baseline's; it drives stages and the price of pieces.

    >>> process_cells_over_baseline(4.22e8, 2.11e8)
    2.0
    """
    return process_started_rate / plant_base_cells


def process_cathode_solvent_mass(
    cathode_binder_mass: Kilograms,
    cathode_catholyte_mass: Kilograms,
    plant_cathode_solvent_per_binder: Fraction,
    plant_cathode_solvent_per_catholyte: Fraction,
    plant_cell_yield: Fraction,
    plant_coating_yield: Fraction,
) -> Kilograms:
    """Solvent of the cathode's slurry: 16 times the binder as purchased.

    >>> round(float(process_cathode_solvent_mass(6.649804e-3, 0.0, 16.0, 0.0, 0.95, 0.922)), 6)
    0.121471
    """
    solvent = (
        cathode_binder_mass * plant_cathode_solvent_per_binder
        + cathode_catholyte_mass * np.maximum(plant_cathode_solvent_per_catholyte, 0.0)
    )
    return solvent / (plant_cell_yield * plant_coating_yield)


def process_anode_solvent_mass(
    anode_binder_mass: Kilograms,
    plant_anode_solvent_per_binder: Fraction,
    plant_cell_yield: Fraction,
    plant_coating_yield: Fraction,
) -> Kilograms:
    """Water of the anode's slurry: 40 times the binder as purchased.

    >>> round(process_anode_solvent_mass(4.418791e-3, 40.0, 0.95, 0.922), 6)
    0.201794
    """
    solvent = anode_binder_mass * plant_anode_solvent_per_binder
    return solvent / (plant_cell_yield * plant_coating_yield)


def process_cathode_solvent_factor(
    process_cathode_solvent_mass: Kilograms,
    cathode_coated_area: SquareMetres,
    plant_cell_yield: Fraction,
    plant_base_cathode_solvent_load: KilogramsPerSquareMetre,
    plant_solvent_exponent: Fraction,
) -> Fraction:
    """Capital of a coating line by the solvent on the area built: twice as much takes 15 % more.

    Without a binder the solvent is unknown, and the line is the baseline's.

    2.5 kg on 4 m^2 at a yield of 80 % are 0.5 kg/m^2, against 0.25 kg/m^2.

    >>> round(float(process_cathode_solvent_factor(2.5, 4.0, 0.8, 0.25, 0.2)), 4)
    1.1487
    >>> float(process_cathode_solvent_factor(0.0, 1.0, 1.0, 1.0, 0.2))
    1.0
    """
    load = process_cathode_solvent_mass * plant_cell_yield / cathode_coated_area
    ratio = load / plant_base_cathode_solvent_load
    return np.where(ratio > 0, ratio**plant_solvent_exponent, 1.0)


def process_anode_solvent_factor(
    process_anode_solvent_mass: Kilograms,
    anode_coated_area: SquareMetres,
    plant_cell_yield: Fraction,
    plant_base_anode_solvent_load: KilogramsPerSquareMetre,
    plant_solvent_exponent: Fraction,
) -> Fraction:
    """Capital of a coating line by the water on the area built: half as much takes 13 % less.

    Without a binder the water is unknown, and the line is the baseline's.

    2.5 kg on 4 m^2 at a yield of 80 % are 0.5 kg/m^2, against 1 kg/m^2.

    >>> round(float(process_anode_solvent_factor(2.5, 4.0, 0.8, 1.0, 0.2)), 4)
    0.8706
    >>> float(process_anode_solvent_factor(0.0, 1.0, 1.0, 1.0, 0.2))
    1.0
    """
    load = process_anode_solvent_mass * plant_cell_yield / anode_coated_area
    ratio = load / plant_base_anode_solvent_load
    return np.where(ratio > 0, ratio**plant_solvent_exponent, 1.0)


def process_ratio_cathode_active(
    process_started_rate: PerSecond,
    cathode_active_mass: Kilograms,
    plant_coating_yield: Fraction,
    plant_base_cathode_active: KilogramsPerSecond,
) -> Fraction:
    """Cathode active purchased over the baseline's: 2e8 cells of 0.3 kg, 80 % yield, 5e7 kg.

    >>> round(process_ratio_cathode_active(2e8, 0.3, 0.8, 5e7), 9)
    1.5
    """
    return (
        process_started_rate
        * cathode_active_mass
        / (plant_coating_yield * plant_base_cathode_active)
    )


def process_ratio_anode_active(
    process_started_rate: PerSecond,
    anode_active_mass: Kilograms,
    plant_coating_yield: Fraction,
    plant_base_anode_active: KilogramsPerSecond,
) -> Fraction:
    """Anode active purchased over the baseline's: 2e8 cells of 0.2 kg, 80 % yield, 5e7 kg.

    >>> round(process_ratio_anode_active(2e8, 0.2, 0.8, 5e7), 9)
    1.0
    """
    return (
        process_started_rate * anode_active_mass / (plant_coating_yield * plant_base_anode_active)
    )


def process_ratio_cathode_area(
    process_started_rate: PerSecond,
    cathode_coated_area: SquareMetres,
    plant_base_cathode_area: SquareMetresPerSecond,
) -> Fraction:
    """Cathode area built over the baseline's: 2e8 cells of 1.5 m^2, 3e8 m^2.

    >>> process_ratio_cathode_area(2e8, 1.5, 3e8)
    1.0
    """
    return process_started_rate * cathode_coated_area / plant_base_cathode_area


def process_ratio_anode_area(
    process_started_rate: PerSecond,
    anode_coated_area: SquareMetres,
    plant_base_anode_area: SquareMetresPerSecond,
) -> Fraction:
    """Anode area built over the baseline's: 2e8 cells of 1.5 m^2, 3e8 m^2.

    >>> process_ratio_anode_area(2e8, 1.5, 3e8)
    1.0
    """
    return process_started_rate * anode_coated_area / plant_base_anode_area


def process_ratio_electrode_area(
    process_started_rate: PerSecond,
    cathode_coated_area: SquareMetres,
    anode_coated_area: SquareMetres,
    plant_base_electrode_area: SquareMetresPerSecond,
) -> Fraction:
    """Area of both electrodes over the baseline's: 2e8 cells of 1.5 + 1.5 m^2, 6e8 m^2.

    >>> process_ratio_electrode_area(2e8, 1.5, 1.5, 6e8)
    1.0
    """
    area = cathode_coated_area + anode_coated_area
    return process_started_rate * area / plant_base_electrode_area


def process_ratio_separator_area(
    process_started_rate: PerSecond,
    separator_area: SquareMetres,
    plant_base_separator_area: SquareMetresPerSecond,
) -> Fraction:
    """Separator area built over the baseline's: 2e8 cells of 1.5 m^2, 3e8 m^2.

    >>> process_ratio_separator_area(2e8, 1.5, 3e8)
    1.0
    """
    return process_started_rate * separator_area / plant_base_separator_area


def process_ratio_solvent(
    process_cell_rate: PerSecond,
    process_cathode_solvent_mass: Kilograms,
    plant_base_solvent: KilogramsPerSecond,
) -> Fraction:
    """Solvent evaporated over the baseline's: 2e8 cells of 0.121 kg, 2.42e7 kg.

    >>> round(process_ratio_solvent(2e8, 0.121, 2.42e7), 9)
    1.0
    """
    return process_cell_rate * process_cathode_solvent_mass / plant_base_solvent


def process_ratio_annual_capacity(
    economics_annual_capacity: JoulesPerSecond, plant_base_annual_capacity: JoulesPerSecond
) -> Fraction:
    """Energy of the cells over the baseline's.

    >>> process_ratio_annual_capacity(25.0, 50.0)
    0.5
    """
    return economics_annual_capacity / plant_base_annual_capacity


def process_stage_rate(
    stage_driver: Count,
    process_ratio_annual_capacity: Fraction,
    process_cells_over_baseline: Fraction,
    process_ratio_cathode_active: Fraction,
    process_ratio_anode_active: Fraction,
    process_ratio_cathode_area: Fraction,
    process_ratio_anode_area: Fraction,
    process_ratio_electrode_area: Fraction,
    process_ratio_separator_area: Fraction,
    process_ratio_solvent: Fraction,
) -> Fraction:
    """Rate of each stage: the ratio of the driver with its number; 9 takes the larger of two.

    Number 1 and 6 are the cells built and the area of both electrodes, 9 the larger of the two.

    >>> drivers = np.arange(10.0)
    >>> process_stage_rate(drivers, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0).tolist()
    [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 7.0]
    """
    larger = np.maximum(process_cells_over_baseline, process_ratio_electrode_area)
    return (
        (stage_driver == 0) * process_ratio_annual_capacity
        + (stage_driver == 1) * process_cells_over_baseline
        + (stage_driver == 2) * process_ratio_cathode_active
        + (stage_driver == 3) * process_ratio_anode_active
        + (stage_driver == 4) * process_ratio_cathode_area
        + (stage_driver == 5) * process_ratio_anode_area
        + (stage_driver == 6) * process_ratio_electrode_area
        + (stage_driver == 7) * process_ratio_separator_area
        + (stage_driver == 8) * process_ratio_solvent
        + (stage_driver == 9) * larger
    )


def process_stage_labour(
    stage_labour: Fraction,
    process_stage_rate: Fraction,
    stage_labour_exponent: Fraction,
    capacity: Coulombs,
    plant_base_capacity: Coulombs,
    stage_labour_capacity_exponent: Fraction,
    stage_share: Fraction,
) -> Fraction:
    """Labour of each stage: baseline, rate and capacity to their powers, the share for cells.

    100 h/year at the fourfold rate with exponent 0.5; twice the capacity with exponent 1.

    >>> one = np.ones(1)
    >>> round(float(process_stage_labour(100 * one, 4 * one, one / 2, 2.0, 1.0, one, one)[0]), 9)
    400.0
    """
    rate = process_stage_rate**stage_labour_exponent
    size = (capacity / plant_base_capacity) ** stage_labour_capacity_exponent
    return stage_share * stage_labour * rate * size


def process_stage_gross_area(
    stage_area: SquareMetres,
    process_stage_rate: Fraction,
    stage_area_exponent: Fraction,
    capacity: Coulombs,
    plant_base_capacity: Coulombs,
    stage_area_capacity_exponent: Fraction,
) -> SquareMetres:
    """Area of each stage before it is shared with modules and packs.

    >>> one = np.ones(1)
    >>> round(float(process_stage_gross_area(100 * one, 4 * one, one / 2, 1.0, 1.0, one)[0]), 9)
    200.0
    """
    rate = process_stage_rate**stage_area_exponent
    size = (capacity / plant_base_capacity) ** stage_area_capacity_exponent
    return stage_area * rate * size


def process_stage_area(
    process_stage_gross_area: SquareMetres, stage_share: Fraction
) -> SquareMetres:
    """Area of each stage for cells: a third of the warehouse.

    >>> round(float(process_stage_area(np.array([3.0]), np.array([1 / 3]))[0]), 9)
    1.0
    """
    return process_stage_gross_area * stage_share


def process_area_share(
    process_stage_area: SquareMetres, process_stage_gross_area: SquareMetres
) -> Fraction:
    """Share of the whole plant's area that serves cells.

    >>> float(process_area_share(np.array([1.0, 2.0]), np.array([1.0, 3.0])))
    0.75
    """
    return np.sum(process_stage_area, axis=0) / np.sum(process_stage_gross_area, axis=0)


def process_stage_capital(
    stage_capital: Dollars,
    process_stage_rate: Fraction,
    stage_capital_exponent: Fraction,
    capacity: Coulombs,
    plant_base_capacity: Coulombs,
    stage_capital_capacity_exponent: Fraction,
    plant_large_capacity: Coulombs,
    stage_large_cell_factor: Fraction,
    stage_solvent: Fraction,
    process_cathode_solvent_factor: Fraction,
    process_anode_solvent_factor: Fraction,
    stage_share: Fraction,
    stage_shared_by_area: Fraction,
    process_area_share: Fraction,
) -> Dollars:
    """Capital of each stage: rate, capacity, solvent, large cells, and the share for cells.

    100 USD at the fourfold rate with exponent 0.5, a large cell at 1.1, half of the area.

    >>> one, zero = np.ones(1), np.zeros(1)
    >>> capital = process_stage_capital(
    ...     100 * one, 4 * one, one / 2, 90.0, 90.0, one, 80.0, 1.1 * one, zero, 9.0, 9.0, one, one,
    ...     0.5)
    >>> round(float(capital[0]), 9)
    110.0
    """
    rate = process_stage_rate**stage_capital_exponent
    size = (capacity / plant_base_capacity) ** stage_capital_capacity_exponent
    large = np.where(capacity > plant_large_capacity, stage_large_cell_factor, 1.0)
    anode = np.where(stage_solvent == 2, process_anode_solvent_factor, 1.0)
    solvent = np.where(stage_solvent == 1, process_cathode_solvent_factor, anode)
    share = stage_share * np.where(stage_shared_by_area == 1, process_area_share, 1.0)
    return stage_capital * rate * size * large * solvent * share


def process_labour(process_stage_labour: Fraction) -> Fraction:
    """Labour of all stages.

    >>> float(process_labour(np.array([1.0, 2.0])))
    3.0
    """
    return np.sum(process_stage_labour, axis=0)


def process_capital(process_stage_capital: Dollars) -> Dollars:
    """Equipment of all stages.

    >>> float(process_capital(np.array([1.0, 2.0])))
    3.0
    """
    return np.sum(process_stage_capital, axis=0)


def process_area(process_stage_area: SquareMetres) -> SquareMetres:
    """Area of all stages.

    >>> float(process_area(np.array([1.0, 2.0])))
    3.0
    """
    return np.sum(process_stage_area, axis=0)
