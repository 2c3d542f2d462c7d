"""What is bought for the collectors of an electrode."""

from celldesign.si import (
    Count,
    Dollars,
    DollarsPerKilogram,
    DollarsPerSquareMetre,
    Fraction,
    KilogramsPerCubicMetre,
    Metres,
    SquareMetres,
)


def collector_area(
    sheets: Count, single_side_area: SquareMetres, collector_bare_area: SquareMetres
) -> SquareMetres:
    """Foil of all sheets with flags and margins, without what is cut away round them.

    >>> round(collector_area(6, 30e-4, 2e-4) * 1e4, 9)
    192.0
    """
    return sheets * (single_side_area + collector_bare_area)


def collector_price_from_mass(
    collector_price_per_mass: DollarsPerKilogram,
    collector_density: KilogramsPerCubicMetre,
    collector_thickness: Metres,
) -> DollarsPerSquareMetre:
    """Price by area of a foil that is sold by mass: 10 um of copper at 14.15 USD/kg.

    >>> round(collector_price_from_mass(14.15, 8960.0, 10e-6), 4)
    1.2678
    """
    return collector_price_per_mass * collector_density * collector_thickness


def collector_price_from_quoted(
    collector_quoted_price: DollarsPerSquareMetre,
    collector_quoted_thickness: Metres,
    collector_thickness: Metres,
) -> DollarsPerSquareMetre:
    """Price by area of a foil of another thickness than the one that the price is quoted for.

    Foils are sold by mass, at nearly one price for near thicknesses (in 2025 copper of 6 um at
    97.3 and of 8 um at 96.3 CNY/kg), so that the area's price goes with the thickness: 6 um where
    10 um cost 1.20 USD/m^2.

    >>> round(collector_price_from_quoted(1.2, 10e-6, 6e-6), 9)
    0.72
    """
    return collector_quoted_price * collector_thickness / collector_quoted_thickness


def collector_cost(
    collector_area: SquareMetres,
    collector_price: DollarsPerSquareMetre,
    plant_cell_yield: Fraction,
    plant_foil_yield: Fraction,
) -> Dollars:
    """Foil as purchased: 0.5054756 m^2 at 1.2 USD/m^2, yields of 95 % and 86.5 %.

    >>> round(collector_cost(0.5054756, 1.2, 0.95, 0.865), 5)
    0.73815
    """
    return collector_area * collector_price / (plant_cell_yield * plant_foil_yield)
