"""What a good cell costs, and its price: the rules of BatPaC 5.0 on top of the plant.

Source: Knehr et al., ANL/CSE-22/1, 2022. The first axis of a stage quantity is the stages; every
total is the sum of its stages.
"""

import numpy as np

from celldesign.si import (
    Dollars,
    DollarsPerJoule,
    DollarsPerSecond,
    DollarsPerSquareMetre,
    Fraction,
    Joules,
    PerSecond,
    Seconds,
    SquareMetres,
)


def cost_stage_labour(
    process_stage_labour: Fraction, plant_wage: DollarsPerSecond, process_cell_rate: PerSecond
) -> Dollars:
    """Direct labour of each stage: 3.16 million hours at 25 USD for 2e8 cells.

    >>> round(float(cost_stage_labour(np.array([3158560.0]), 25.0, 2e8)[0]), 5)
    0.39482
    """
    return process_stage_labour * plant_wage / process_cell_rate


def cost_stage_depreciation(
    process_stage_capital: Dollars,
    process_stage_area: SquareMetres,
    plant_building_price: DollarsPerSquareMetre,
    plant_capital_depreciation: PerSecond,
    plant_building_depreciation: PerSecond,
    process_cell_rate: PerSecond,
) -> Dollars:
    """Equipment and building of each stage: 3412 MUSD at 10 %, 224516 m^2 at 3000 USD and 5 %.

    >>> equipment, area = np.array([3412.268e6]), np.array([224515.8])
    >>> round(float(cost_stage_depreciation(equipment, area, 3000.0, 0.1, 0.05, 2e8)[0]), 5)
    1.87452
    """
    building = process_stage_area * plant_building_price * plant_building_depreciation
    yearly = process_stage_capital * plant_capital_depreciation + building
    return yearly / process_cell_rate


def cost_stage(
    cost_stage_labour: Dollars,
    cost_stage_depreciation: Dollars,
    plant_labour_overhead: Fraction,
    plant_depreciation_overhead: Fraction,
    plant_administration_share: Fraction,
    plant_administration_depreciation: Fraction,
    plant_research_share: Fraction,
) -> Dollars:
    """All that a stage costs beside materials and electricity.

    >>> labour, depreciation = np.array([0.39482]), np.array([1.874521])
    >>> round(float(cost_stage(labour, depreciation, 0.4, 0.2, 0.25, 0.25, 0.4)[0]), 4)
    4.2525
    """
    overhead = (
        cost_stage_labour * plant_labour_overhead
        + cost_stage_depreciation * plant_depreciation_overhead
    )
    administration = (
        cost_stage_labour + overhead
    ) * plant_administration_share + cost_stage_depreciation * plant_administration_depreciation
    research = cost_stage_depreciation * plant_research_share
    return cost_stage_labour + cost_stage_depreciation + overhead + administration + research


def cost_labour(cost_stage_labour: Dollars) -> Dollars:
    """Labour of all stages.

    >>> float(cost_labour(np.array([0.25, 0.5])))
    0.75
    """
    return np.sum(cost_stage_labour, axis=0)


def cost_depreciation(cost_stage_depreciation: Dollars) -> Dollars:
    """Depreciation of all stages.

    >>> float(cost_depreciation(np.array([0.25, 0.5])))
    0.75
    """
    return np.sum(cost_stage_depreciation, axis=0)


def cost_variable_overhead(
    cost_labour: Dollars,
    cost_depreciation: Dollars,
    plant_labour_overhead: Fraction,
    plant_depreciation_overhead: Fraction,
) -> Dollars:
    """40 % of labour and 20 % of depreciation; utilities are inside.

    >>> round(cost_variable_overhead(0.39482, 1.874521, 0.4, 0.2), 5)
    0.53283
    """
    return cost_labour * plant_labour_overhead + cost_depreciation * plant_depreciation_overhead


def cost_administration(
    cost_labour: Dollars,
    cost_variable_overhead: Dollars,
    cost_depreciation: Dollars,
    plant_administration_share: Fraction,
    plant_administration_depreciation: Fraction,
) -> Dollars:
    """25 % of labour, variable overhead and depreciation.

    >>> round(cost_administration(0.39482, 0.5328321, 1.874521, 0.25, 0.25), 5)
    0.70054
    """
    direct = cost_labour + cost_variable_overhead
    fixed = cost_depreciation * plant_administration_depreciation
    return direct * plant_administration_share + fixed


def cost_research(cost_depreciation: Dollars, plant_research_share: Fraction) -> Dollars:
    """40 % of depreciation.

    >>> round(cost_research(1.874521, 0.4), 5)
    0.74981
    """
    return cost_depreciation * plant_research_share


def cost_electricity(
    plant_electricity_price: DollarsPerJoule,
    plant_base_electricity_price: DollarsPerJoule,
    footprint_electricity: Fraction,
    energy: Joules,
) -> Dollars:
    """What electricity costs beside the baseline, whose own is in the variable overhead.

    13 kWh per kWh at 0.17 instead of 0.07 USD/kWh for a cell of 0.25 kWh.

    >>> round(cost_electricity(0.17, 0.07, 13.0, 0.25), 9)
    0.325
    """
    difference = plant_electricity_price - plant_base_electricity_price
    return difference * footprint_electricity * energy


def cost_cell(
    cost_materials: Dollars,
    cost_labour: Dollars,
    cost_variable_overhead: Dollars,
    cost_depreciation: Dollars,
    cost_administration: Dollars,
    cost_research: Dollars,
    cost_electricity: Dollars,
) -> Dollars:
    """Materials and plant, without profit and warranty.

    >>> round(cost_cell(15.50228, 0.39482, 0.5328321, 1.874521, 0.7005432, 0.7498083, 0.0), 4)
    19.7548
    """
    return (
        cost_materials
        + cost_labour
        + cost_variable_overhead
        + cost_depreciation
        + cost_administration
        + cost_research
        + cost_electricity
    )


def cost_per_energy(cost_cell: Dollars, energy: Joules) -> DollarsPerJoule:
    """Cost over the energy in operation.

    >>> round(cost_per_energy(19.7548, 0.25), 4)
    79.0192
    """
    return cost_cell / energy


def cost_per_throughput(cost_cell: Dollars, lifetime_delivered_energy: Joules) -> DollarsPerJoule:
    """Cost over all energy delivered; unknown where the life has no end.

    >>> float(cost_per_throughput(20.0, 80.0))
    0.25
    """
    ends = np.isfinite(lifetime_delivered_energy)
    return np.where(ends, cost_cell / lifetime_delivered_energy, np.nan)


def cost_investment(
    process_capital: Dollars,
    process_area: SquareMetres,
    plant_building_price: DollarsPerSquareMetre,
    process_cell_rate: PerSecond,
    cost_materials: Dollars,
    cost_labour: Dollars,
    cost_variable_overhead: Dollars,
    plant_launch_materials: Seconds,
    plant_launch_conversion: Seconds,
    plant_working_capital: Seconds,
) -> Dollars:
    """Equipment, building, launch and working capital.

    100 + 10 x 2, and for 10 cells a year 0.05 x 20 + 0.1 x 10 and 0.15 x 30 of their yearly costs.

    >>> round(cost_investment(100.0, 10.0, 2.0, 10.0, 2.0, 0.6, 0.4, 0.05, 0.1, 0.15), 9)
    126.5
    """
    conversion = cost_labour + cost_variable_overhead
    launch = cost_materials * plant_launch_materials + conversion * plant_launch_conversion
    working = (cost_materials + conversion) * plant_working_capital
    building = process_area * plant_building_price
    return process_capital + building + process_cell_rate * (launch + working)


def cost_profit(
    cost_investment: Dollars, plant_profit_rate: PerSecond, process_cell_rate: PerSecond
) -> Dollars:
    """5 % of the investment a year.

    >>> cost_profit(400.0, 0.05, 10.0)
    2.0
    """
    return cost_investment * plant_profit_rate / process_cell_rate


def cost_warranty(
    cost_cell: Dollars, cost_profit: Dollars, plant_warranty_share: Fraction
) -> Dollars:
    """5.6 % of cost and profit.

    >>> round(cost_warranty(90.0, 10.0, 0.056), 9)
    5.6
    """
    return (cost_cell + cost_profit) * plant_warranty_share


def price_cell(cost_cell: Dollars, cost_profit: Dollars, cost_warranty: Dollars) -> Dollars:
    """Cost, profit and warranty.

    >>> price_cell(90.0, 10.0, 5.5)
    105.5
    """
    return cost_cell + cost_profit + cost_warranty


def price_per_energy(price_cell: Dollars, energy: Joules) -> DollarsPerJoule:
    """Price over the energy in operation.

    >>> price_per_energy(20.0, 0.25)
    80.0
    """
    return price_cell / energy
