"""What a physics-based model needs of a built cell, in SI, with all that had to be assumed."""

from dataclasses import dataclass

from celldesign.exchange.curves import Curve


@dataclass(frozen=True, slots=True)
class Electrolyte:
    """Transport of the salt at the operating temperature.

    Conductivity and diffusivity are those at the concentration; where `exponent` is not 0 the
    conductivity goes as c^a exp(-a c/peak), and the diffusivity falls as exp(-decay c).
    """

    concentration: float
    transference_number: float
    conductivity: float
    diffusivity: float
    thermodynamic_factor: float = 1.0
    decay: float = 0.0
    exponent: float = 0.0
    peak: float = 1e9


@dataclass(frozen=True, slots=True)
class Porous:
    """A composite electrode of one active material; `empty` and `full` are shares of its sites.

    `full` holds the most lithium within the voltage window. The rate constant k is that of
    i0 = F k sqrt(c c_s (c_max - c_s)).
    """

    material: str
    thickness: float
    active_fraction: float
    electrolyte_fraction: float
    transport_efficiency: float
    conductivity: float
    particle_radius: float
    maximum_concentration: float
    diffusivity: float
    rate_constant: float
    curve: Curve
    empty: float
    full: float

    @property
    def surface(self) -> float:
        """Surface of the particles per volume of the electrode, in 1/m."""
        return 3 * self.active_fraction / self.particle_radius


@dataclass(frozen=True, slots=True)
class Metal:
    """A planar metal electrode with the resistance of its interface in ohm m^2."""

    material: str
    thickness: float
    interface_resistance: float


@dataclass(frozen=True, slots=True)
class Parameters:
    """A cell for a physics-based model; `faces` electrode pairs of one area in parallel."""

    name: str
    single_side_area: float
    faces: int
    positive: Porous
    negative: Porous | Metal
    separator_thickness: float
    separator_fraction: float
    separator_efficiency: float
    electrolyte: Electrolyte
    catholyte: Electrolyte | None
    series_resistance: float
    temperature: float
    lower_voltage: float
    upper_voltage: float
    nominal_capacity: float
    capacity: float
    active_mass: float
    mass: float
    volume: float
    surface_area: float
    specific_heat: float
    assumptions: tuple[str, ...]

    @property
    def area(self) -> float:
        """All facing area in m^2."""
        return self.faces * self.single_side_area
