"""What is bought for an anode of metal foil, which is not mixed, coated or dried."""

from celldesign.si import Count, Dollars, DollarsPerKilogram, Fraction, Kilograms, SquareMetres


def anode_active_mass() -> Kilograms:
    """No slurry is made for a metal anode.

    >>> anode_active_mass()
    0.0
    """
    return 0.0


def anode_binder_mass() -> Kilograms:
    """A metal anode has no binder.

    >>> anode_binder_mass()
    0.0
    """
    return 0.0


def anode_coated_area(
    anode_coated_sides: Count, anode_single_side_area: SquareMetres
) -> SquareMetres:
    """Area of both sides of all sheets, which are cut and stacked as others are.

    >>> round(anode_coated_area(14, 30e-4) * 1e4, 9)
    420.0
    """
    return anode_coated_sides * anode_single_side_area


def anode_coating_cost(
    anode_coating_mass: Kilograms,
    anode_price: DollarsPerKilogram,
    plant_cell_yield: Fraction,
    plant_metal_foil_yield: Fraction,
) -> Dollars:
    """Metal as purchased: 9 g at 100 USD/kg with yields of 90 % and 80 %.

    >>> round(anode_coating_cost(9e-3, 100.0, 0.9, 0.8), 9)
    1.25
    """
    return anode_coating_mass * anode_price / (plant_cell_yield * plant_metal_foil_yield)


def anode_coating_ghg(
    anode_coating_mass: Kilograms,
    anode_ghg_factor: Fraction,
    plant_cell_yield: Fraction,
    plant_metal_foil_yield: Fraction,
) -> Kilograms:
    """GHG emissions of the metal as purchased.

    >>> round(anode_coating_ghg(0.9, 20.0, 0.9, 0.8), 9)
    25.0
    """
    return anode_coating_mass * anode_ghg_factor / (plant_cell_yield * plant_metal_foil_yield)


def anode_coating_covered_mass(
    anode_coating_mass: Kilograms, anode_ghg_known: Fraction
) -> Kilograms:
    """Mass of the metal where its factor is known.

    >>> anode_coating_covered_mass(0.5, 1.0)
    0.5
    """
    return anode_coating_mass * anode_ghg_known
