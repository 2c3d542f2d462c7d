"""The metal of a metal anode: its mass, charge, inventory and what it means for transport."""

from celldesign.si import (
    Coulombs,
    CoulombsPerKilogram,
    CoulombsPerSquareMetre,
    Count,
    Fraction,
    Kilograms,
    KilogramsPerCubicMetre,
    KilogramsPerSquareMetre,
    Metres,
    SquareMetres,
)


def operation_cathode_utilisation() -> Fraction:
    """Metal is plated whatever the foil; the anode takes all of the cathode's charge.

    >>> operation_cathode_utilisation()
    1.0
    """
    return 1.0


def lithium_mass(anode_coating_mass: Kilograms, anode_lithium_fraction: Fraction) -> Kilograms:
    """Lithium metal as assembled; none in a foil of another metal.

    >>> lithium_mass(0.4486e-3, 1.0)
    0.0004486
    """
    return anode_coating_mass * anode_lithium_fraction


def lithium_excess_charge(
    anode_coating_mass: Kilograms, anode_nominal_specific_capacity: CoulombsPerKilogram
) -> Coulombs:
    """Charge of all foils: 0.4486 g at 3862 mAh/g are 1.732 Ah.

    >>> round(lithium_excess_charge(0.44856e-3, 13902.8e3) / 3600, 3)
    1.732
    """
    return anode_coating_mass * anode_nominal_specific_capacity


def lithium_charged_charge(
    lithium_excess_charge: Coulombs, capacity: Coulombs, lithium_formation_charge: Coulombs
) -> Coulombs:
    """Lithium in the anode at full charge: as assembled, plated, and left by the first cycle.

    >>> round(lithium_charged_charge(1.732, 1.279, 0.0), 6)
    3.011
    """
    return lithium_excess_charge + capacity + lithium_formation_charge


def lithium_plated_thickness(
    capacity: Coulombs,
    lithium_formation_charge: Coulombs,
    cathode_area: SquareMetres,
    anode_density: KilogramsPerCubicMetre,
    anode_nominal_specific_capacity: CoulombsPerKilogram,
) -> Metres:
    """Dense metal that a full charge adds to each side: 4.85 um per mAh/cm^2.

    >>> round(lithium_plated_thickness(36e3, 0.0, 1.0, 534.0, 13902.8e3) * 1e6, 2)
    4.85
    """
    return (capacity + lithium_formation_charge) / (
        cathode_area * anode_density * anode_nominal_specific_capacity
    )


def stack_thickness_charged(
    stack_thickness: Metres, stack_faces: Count, lithium_plated_thickness: Metres
) -> Metres:
    """Stack with the metal of a full charge plated densely on every facing side.

    >>> round(stack_thickness_charged(2326e-6, 12, 17e-6) * 1e6, 6)
    2530.0
    """
    return stack_thickness + stack_faces * lithium_plated_thickness


def lithium_loss_per_cycle(
    lithium_efficiency: Fraction,
    cathode_active_loading: KilogramsPerSquareMetre,
    operation_specific_capacity: CoulombsPerKilogram,
) -> CoulombsPerSquareMetre:
    """Lithium that a fresh cell loses in a cycle, per facing area: 1.86 % of 2.5 mAh/cm^2.

    >>> round(lithium_loss_per_cycle(0.9814, 0.15, 600e3) / 36e3, 4)
    0.0465
    """
    return (1 - lithium_efficiency) * cathode_active_loading * operation_specific_capacity


def lithium_loss_thickness(
    lithium_loss_per_cycle: CoulombsPerSquareMetre,
    anode_density: KilogramsPerCubicMetre,
    anode_nominal_specific_capacity: CoulombsPerKilogram,
) -> Metres:
    """The same as dense metal: 0.046 mAh/cm^2 are 0.22 um.

    >>> round(lithium_loss_thickness(0.046 * 36e3, 534.0, 13902.8e3) * 1e6, 2)
    0.22
    """
    return lithium_loss_per_cycle / (anode_density * anode_nominal_specific_capacity)


def transport_share_of_limit(
    lithium_mass: Kilograms, transport_lithium_limit: Kilograms
) -> Fraction:
    """Lithium content over the limit for small lithium-metal cells: 1.217 g of 1 g.

    >>> round(transport_share_of_limit(1.217e-3, 1e-3), 3)
    1.217
    """
    return lithium_mass / transport_lithium_limit
