"""What is bought as liquid electrolyte."""

from celldesign.si import (
    CubicMetres,
    Dollars,
    DollarsPerCubicMetre,
    DollarsPerKilogram,
    Fraction,
    KilogramsPerCubicMetre,
)


def electrolyte_price_from_mass(
    electrolyte_price_per_mass: DollarsPerKilogram, electrolyte_density: KilogramsPerCubicMetre
) -> DollarsPerCubicMetre:
    """Price by volume of a liquid that is sold by mass: 8 USD/kg at 1.25 kg/L are 10 USD/L.

    >>> electrolyte_price_from_mass(8.0, 1250.0) / 1000
    10.0
    """
    return electrolyte_price_per_mass * electrolyte_density


def electrolyte_cost(
    electrolyte_volume: CubicMetres,
    electrolyte_price: DollarsPerCubicMetre,
    plant_cell_yield: Fraction,
    plant_electrolyte_yield: Fraction,
) -> Dollars:
    """Liquid as purchased: 0.07087809 L at 10 USD/L, yields of 95 % and 99 %.

    >>> round(electrolyte_cost(0.07087809e-3, 10e3, 0.95, 0.99), 5)
    0.75362
    """
    return electrolyte_volume * electrolyte_price / (plant_cell_yield * plant_electrolyte_yield)
