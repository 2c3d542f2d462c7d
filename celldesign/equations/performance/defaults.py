"""Defaults of the whole cell: used where nothing of that part is given, each an assumption."""

from celldesign.si import (
    Coulombs,
    CoulombsPerKilogram,
    Count,
    CubicMetresPerMole,
    Fraction,
    JoulesPerMole,
    Kelvin,
    Metres,
    MolesPerCubicMetre,
    OhmSquareMetres,
    PerSecond,
    Seconds,
    Volts,
)


def cell_rounding() -> Count:
    """The number of cathode sheets is the nearest to the target capacity.

    >>> cell_rounding()
    0.0
    """
    return 0.0


def anode_extra_sheets() -> Count:
    """The stack ends with an anode sheet on both sides.

    >>> anode_extra_sheets()
    1.0
    """
    return 1.0


def stack_count() -> Count:
    """The case holds one stack.

    >>> stack_count()
    1.0
    """
    return 1.0


def stack_outer_electrodes() -> Count:
    """The outermost electrodes are coated on both sides.

    >>> stack_outer_electrodes()
    0.0
    """
    return 0.0


def anode_overhang() -> Metres:
    """The anode has no overhang.

    >>> anode_overhang()
    0.0
    """
    return 0.0


def separator_overhang() -> Metres:
    """The separator has no overhang.

    >>> separator_overhang()
    0.0
    """
    return 0.0


def separator_layers_per_pair() -> Count:
    """One separator lies in each electrode pair.

    >>> separator_layers_per_pair()
    1.0
    """
    return 1.0


def separator_outer_layers() -> Count:
    """No separator lies beyond the outermost electrodes.

    >>> separator_outer_layers()
    0.0
    """
    return 0.0


def separator_tortuosity(separator_porosity: Fraction) -> Fraction:
    """The separator follows Bruggeman: one over the root of its porosity.

    >>> separator_tortuosity(0.25)
    2.0
    """
    return separator_porosity**-0.5


def separator_internal_layer_resistance() -> OhmSquareMetres:
    """The separator has no internal layer of its own resistance.

    >>> separator_internal_layer_resistance()
    0.0
    """
    return 0.0


def anode_charge_number() -> Fraction:
    """The anode's metal gives one electron per atom.

    >>> anode_charge_number()
    1.0
    """
    return 1.0


def operation_temperature() -> Kelvin:
    """The cell works at 25 degC.

    >>> operation_temperature()
    298.15
    """
    return 298.15


def casing_seal_margin() -> Metres:
    """The sealed rim is 5 mm wide on each side.

    >>> casing_seal_margin()
    0.005
    """
    return 5e-3


def cell_tab_protrusion() -> Metres:
    """The tabs end at the seal.

    >>> cell_tab_protrusion()
    0.0
    """
    return 0.0


def cell_tabs_in_volume() -> Fraction:
    """The cell's volume ends at the sealed rim.

    >>> cell_tabs_in_volume()
    0.0
    """
    return 0.0


def operation_stated_specific_capacity(
    cathode_specific_capacity: CoulombsPerKilogram, operation_first_cycle_factor: Fraction
) -> CoulombsPerKilogram:
    """In operation the cathode delivers the database's specific capacity, nearest in conditions.

    Less what the first cycle takes.

    >>> operation_stated_specific_capacity(700.0, 0.5)
    350.0
    """
    return cathode_specific_capacity * operation_first_cycle_factor


def operation_stated_specific_capacity_from_nominal(
    cathode_nominal_specific_capacity: CoulombsPerKilogram, operation_first_cycle_factor: Fraction
) -> CoulombsPerKilogram:
    """In operation the cathode delivers its nominal specific capacity, less the first cycle's loss.

    >>> operation_stated_specific_capacity_from_nominal(700.0, 0.5)
    350.0
    """
    return cathode_nominal_specific_capacity * operation_first_cycle_factor


def operation_stated_average_voltage(
    cathode_average_voltage: Volts, anode_average_voltage: Volts
) -> Volts:
    """The average voltage is the difference of the electrodes' mean potentials.

    >>> round(operation_stated_average_voltage(3.86, 0.17), 9)
    3.69
    """
    return cathode_average_voltage - anode_average_voltage


def operation_rate_factor() -> Fraction:
    """The rate takes nothing from the capacity: there is no model of it for this cell.

    >>> operation_rate_factor()
    1.0
    """
    return 1.0


def operation_stated_rate_factor() -> Fraction:
    """The stated specific capacity is that of a slow discharge.

    >>> operation_stated_rate_factor()
    1.0
    """
    return 1.0


def operation_polarisation() -> Volts:
    """The rate takes nothing from the average voltage.

    >>> operation_polarisation()
    0.0
    """
    return 0.0


def operation_stated_polarisation() -> Volts:
    """The stated average voltage is that of a slow discharge.

    >>> operation_stated_polarisation()
    0.0
    """
    return 0.0


def operation_overpotential(operation_voltage_drop: Volts) -> Volts:
    """The current takes its ohmic drop from the voltage, and nothing else.

    >>> operation_overpotential(0.05)
    0.05
    """
    return operation_voltage_drop


def resistance_pulse_time() -> Seconds:
    """The DC resistance is that after 10 s.

    >>> resistance_pulse_time()
    10.0
    """
    return 10.0


def resistance_pulse_rate() -> PerSecond:
    """The DC resistance is that of a pulse at C/3.

    >>> round(1 / (resistance_pulse_rate() * 3600), 9)
    3.0
    """
    return 1 / 3 / 3600


def electrolyte_diffusion_activation_energy() -> JoulesPerMole:
    """The activation energy of the liquid's salt diffusion is 17 kJ/mol.

    >>> electrolyte_diffusion_activation_energy()
    17000.0
    """
    return 17e3


def separator_diffusion_activation_energy() -> JoulesPerMole:
    """The activation energy of the separator's salt diffusion is 40 kJ/mol.

    >>> separator_diffusion_activation_energy()
    40000.0
    """
    return 40e3


def electrolyte_diffusion_concentration_slope() -> CubicMetresPerMole:
    """The liquid's salt diffuses as fast at any concentration.

    >>> electrolyte_diffusion_concentration_slope()
    0.0
    """
    return 0.0


def electrolyte_conductivity_concentration_exponent() -> Fraction:
    """The liquid conducts as well at any concentration.

    >>> electrolyte_conductivity_concentration_exponent()
    0.0
    """
    return 0.0


def electrolyte_conductivity_peak_concentration() -> MolesPerCubicMetre:
    """The liquid conducts best at 1 mol/L.

    >>> electrolyte_conductivity_peak_concentration()
    1000.0
    """
    return 1000.0


def electrolyte_thermodynamic_factor() -> Fraction:
    """The liquid's thermodynamic factor is 1.

    >>> electrolyte_thermodynamic_factor()
    1.0
    """
    return 1.0


def separator_thermodynamic_factor() -> Fraction:
    """The separator's thermodynamic factor is 1.

    >>> separator_thermodynamic_factor()
    1.0
    """
    return 1.0


def lithium_formation_charge() -> Coulombs:
    """The cathode's first cycle leaves no lithium in the anode.

    >>> lithium_formation_charge()
    0.0
    """
    return 0.0


def lifetime_fade_per_cycle() -> Fraction:
    """The capacity does not fade before the lithium is used up.

    >>> lifetime_fade_per_cycle()
    0.0
    """
    return 0.0


def anode_interface_resistance() -> OhmSquareMetres:
    """The anode's interface adds no resistance.

    >>> anode_interface_resistance()
    0.0
    """
    return 0.0


def thermal_model() -> Count:
    """Runaway energy by the model `charge`.

    >>> thermal_model()
    0.0
    """
    return 0.0
