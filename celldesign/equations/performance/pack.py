"""Beyond the cell: what is left of its figures in a battery pack."""

from celldesign.si import Fraction, JoulesPerCubicMetre, JoulesPerKilogram


def pack_specific_energy(
    cell_specific_energy: JoulesPerKilogram, pack_cell_mass_fraction: Fraction
) -> JoulesPerKilogram:
    """Energy over the pack's mass: 250 Wh/kg with 64 % of cells are 160 Wh/kg.

    >>> round(pack_specific_energy(250 * 3600, 0.64) / 3600, 9)
    160.0
    """
    return cell_specific_energy * pack_cell_mass_fraction


def pack_energy_density(
    cell_energy_density: JoulesPerCubicMetre, pack_cell_volume_fraction: Fraction
) -> JoulesPerCubicMetre:
    """Energy over the pack's volume: 600 Wh/L with 40 % of cells are 240 Wh/L.

    >>> round(pack_energy_density(600 * 3.6e6, 0.4) / 3.6e6, 9)
    240.0
    """
    return cell_energy_density * pack_cell_volume_fraction
