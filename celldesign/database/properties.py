"""What the database knows of properties: their units and plausible ranges; and its short lists."""

from typing import NamedTuple

from celldesign.errors import MaterialError, nearest

ROLES = (
    "cathode active",
    "anode active",
    "metal anode",
    "alloy anode",
    "conductive additive",
    "binder",
    "catholyte",
    "membrane",
    "separator",
    "liquid electrolyte",
    "salt",
    "solvent",
    "additive",
    "solid electrolyte",
    "collector",
    "casing",
    "tab",
    "precursor",
    "empirical relation",
    "reaction species",
)
SOURCE_KINDS = (
    "article",
    "report",
    "handbook",
    "website",
    "datasheet",
    "software",
    "thesis",
    "estimate",
)
QUALITIES = ("A", "B", "C", "D")


class Property(NamedTuple):
    """The unit that gives a property its dimension, and the plausible range in that unit."""

    unit: str
    low: float
    high: float


PROPERTIES = {
    "density": Property("g/cm^3", 0.02, 23),
    "crystal_density": Property("g/cm^3", 0.02, 23),
    "porosity": Property("1", 0, 0.95),
    "thickness": Property("um", 0.01, 5000),
    "specific_capacity": Property("mAh/g", 10, 5000),
    "theoretical_capacity": Property("mAh/g", 10, 5000),
    "average_voltage": Property("V", -0.1, 6),
    "molar_mass": Property("g/mol", 1, 5e6),
    "first_cycle_efficiency": Property("1", 0.1, 1.2),
    "first_cycle_conversion": Property("1", 0, 1),
    "ionic_conductivity": Property("mS/cm", 1e-9, 1000),
    "transference_number": Property("1", 0, 1),
    "diffusion_coefficient": Property("m^2/s", 1e-18, 1e-7),
    "salt_concentration": Property("mol/L", 0.001, 20),
    "interface_resistance": Property("ohm*cm^2", 0, 1e6),
    "internal_layer_resistance": Property("ohm*cm^2", 0, 1e6),
    "tortuosity": Property("1", 1, 1000),
    "lithium_efficiency": Property("1", 0.1, 1),
    "resistivity": Property("ohm*m", 1e-9, 1e16),
    "electronic_conductivity": Property("S/m", 1e-16, 1e9),
    "specific_heat": Property("J/kg/K", 50, 6000),
    "thermal_conductivity": Property("W/m/K", 0.005, 5000),
    "melting_point": Property("K", 50, 5000),
    "boiling_point": Property("K", 50, 6000),
    "viscosity": Property("mPa*s", 0.05, 1e6),
    "relative_permittivity": Property("1", 1, 1e5),
    "flash_point": Property("K", 150, 1000),
    "oxidation_onset": Property("V", 0, 8),
    "particle_radius": Property("um", 0.001, 1000),
    "maximum_concentration": Property("mol/m^3", 100, 5e5),
    "solid_diffusion_coefficient": Property("m^2/s", 1e-22, 1e-7),
    "exchange_current_density": Property("A/m^2", 1e-6, 1e4),
    "reaction_activation_energy": Property("kJ/mol", 0, 200),
    "diffusion_activation_energy": Property("kJ/mol", 0, 200),
    "thermodynamic_factor": Property("1", 0.05, 20),
    "diffusion_concentration_slope": Property("L/mol", 0, 10),
    "conductivity_concentration_exponent": Property("1", 0, 5),
    "conductivity_peak_concentration": Property("mol/L", 0.1, 20),
    "volume_change": Property("1", -1, 5),
    "youngs_modulus": Property("GPa", 1e-7, 1500),
    "areal_density": Property("g/m^2", 0.1, 20000),
    "specific_surface_area": Property("m^2/g", 0.01, 4000),
    "electrode_potential": Property("V", -4, 7),
    "charge_number": Property("1", -4, 4),
    "heat_per_charge": Property("kJ/Ah", 0, 500),
    "gas_per_charge": Property("mol/Ah", 0, 1),
    "body_heat_fraction": Property("1", 0, 1),
    "formation_enthalpy": Property("kJ/mol", -5000, 2000),
    "standard_entropy": Property("J/mol/K", 0, 2000),
    "cap_areal_mass": Property("g/cm^2", 0, 50),
    "disc_areal_mass": Property("g/cm^2", 0, 50),
    "wrap_areal_mass": Property("g/m^2", 0, 1e4),
    "bare_foil": Property("mm", 0, 500),
    "tab_section": Property("mm^2/Ah", 0, 100),
    "tab_length": Property("mm", 0, 500),
    "electrolyte_overfill": Property("1", 0, 10),
    "anode_turns": Property("1", 0, 20),
    "separator_turns": Property("1", 0, 20),
    "heat_capacity": Property("J/mol/K", 5, 2000),
}


def known_property(name: str) -> Property:
    """Return the unit and range of a property, or say which names come close.

    >>> known_property("density").unit
    'g/cm^3'
    """
    if name not in PROPERTIES:
        raise MaterialError(
            "a property must be one that the database knows",
            given=name,
            mend=nearest(name, PROPERTIES) or f"known: {', '.join(sorted(PROPERTIES))}",
        )
    return PROPERTIES[name]
