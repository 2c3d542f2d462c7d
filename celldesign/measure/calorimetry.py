"""Thermal-runaway energy from a closed calorimeter (equation 8), and its gas."""

from dataclasses import dataclass

import numpy as np
from scipy.integrate import cumulative_trapezoid

from celldesign.constants import GAS
from celldesign.errors import MeasurementError
from celldesign.measure.result import Array, Measurement, Plot, Series, positive
from celldesign.units.quantities import from_si

COPPER_DENSITY, COPPER_HEAT = 8960.0, 385.0  # kg/m^3 and J/kg/K at room temperature, CRC Handbook


@dataclass(frozen=True, slots=True)
class Calorimeter:
    """What takes the heat up, with uncertainties: mass in kg, specific heat in J/kg/K, in SI."""

    mass: float
    mass_std: float = 0.0
    specific_heat: float = COPPER_HEAT
    specific_heat_std: float = 0.0
    free_volume: float | None = None


def released_heat(
    mass: Array | float, specific_heat: Array | float, rise: Array | float, heating: Array | float
) -> Array:
    r"""Equation 8, :math:`Q_+=m\,c_p\,\Delta T-Q_{heating}`, in J.

    Two plates of 830 g warmed by 150 K with 41.87 kJ from the heater:

    >>> round(float(released_heat(1.66, 385.0, 150.0, 41.865e3)) / 1e3, 2)
    54.0
    """
    return np.asarray(mass * specific_heat * rise - heating)


def plate_mass(length: float, width: float, thickness: float, count: int = 2) -> float:
    """Mass of copper plates from their size, to set beside what they are said to weigh.

    >>> round(plate_mass(117e-3, 80e-3, 5e-3, count=1) * 1e3)
    419
    """
    return count * length * width * thickness * COPPER_DENSITY


def readings_of(time: Array, temperatures: Array, power: Array) -> tuple[float, float, float]:
    """Temperature rise of the plates, its uncertainty over thermocouples, and the heater's energy.

    `temperatures` is (thermocouples, n). The rise is from the first reading to the highest mean;
    the heater's energy is counted up to there.
    """
    mean = temperatures.mean(axis=0)
    top = int(mean.argmax())
    if top == 0:
        raise MeasurementError(
            "plates that warm up are required",
            given=f"{from_si(mean[0], 'degC'):.1f} degC at first and never more",
        )
    each = temperatures[:, top] - temperatures[:, 0]
    std = float(each.std(ddof=1) / np.sqrt(len(each))) if len(each) > 1 else 0.0
    heating = float(np.trapezoid(power[: top + 1], time[: top + 1]))
    return float(each.mean()), std, heating


def calorimetry(
    calorimeter: Calorimeter,
    rise: float,
    heating: float,
    capacity: float,
    excess_lithium: float = 0.0,
    rise_std: float = 0.0,
    heating_std: float = 0.0,
    other_mass: float | None = None,
) -> tuple[Measurement, ...]:
    """Heat released, per nominal capacity, and per capacity and excess lithium together.

    Charges in C. `other_mass` is another reading of the calorimeter's mass: what it would make of
    the result is said.
    """
    positive(mass=calorimeter.mass, temperature_rise=rise, capacity=capacity)
    heat = float(released_heat(calorimeter.mass, calorimeter.specific_heat, rise, heating))
    taken = calorimeter.mass * calorimeter.specific_heat * rise
    std = float(np.hypot(taken * _share(calorimeter, rise_std / rise), heating_std))
    if heat <= 0:
        raise MeasurementError(
            "a calorimeter that takes up more than the heater gave is required",
            given=f"{taken / 1e3:.1f} kJ of {heating / 1e3:.1f} kJ",
        )
    notes = [] if other_mass is None else [_other(calorimeter, rise, heating, capacity, other_mass)]
    diagnostics = {"plates / kJ": round(taken / 1e3, 3), "heater / kJ": round(heating / 1e3, 3)}
    total = capacity + excess_lithium
    rows = [
        ("", "heat of thermal runaway", 1.0, "kJ"),
        ("", "per nominal capacity", capacity, "kJ/Ah"),
    ]
    if excess_lithium:
        rows.append(("heat_per_charge", "per capacity and excess lithium", total, "kJ/Ah"))
    return tuple(
        Measurement(
            prop,
            label,
            heat / charge,
            std / charge,
            unit,
            diagnostics=diagnostics if charge == 1.0 else {},
            notes=tuple(notes) if charge == 1.0 else (),
        )
        for prop, label, charge, unit in rows
    )


def plots(
    calorimeter: Calorimeter, time: Array, temperatures: Array, power: Array
) -> tuple[Plot, Plot]:
    """Temperatures of the plates, and what they took up beside what the heater gave, over time."""
    mean = temperatures.mean(axis=0)
    top = int(mean.argmax())
    taken = calorimeter.mass * calorimeter.specific_heat * (mean - mean[0]) / 1e3
    heating = cumulative_trapezoid(power, time, initial=0) / 1e3
    warm = [
        Series("points", time, from_si(each, "degC"), f"thermocouple {number}")
        for number, each in enumerate(temperatures, 1)
    ]
    highest = Series("marks", time[[top]], from_si(mean[[top]], "degC"), "highest mean")
    heats = (
        Series("points", time, taken, "plates, m cp dT"),
        Series("line", time, heating, "heater"),
        Series("line", time, taken - heating, "released, equation 8"),
        Series("marks", time[[top]], (taken - heating)[[top]], "result"),
    )
    return (
        Plot("time / s", "temperature / degC", (*warm, highest)),
        Plot("time / s", "energy / kJ", heats),
    )


def gas_plot(time: Array, pressure: Array, temperature: Array, free_volume: float) -> Plot:
    """Gas in the free volume over time, beyond what was there at first."""
    amount = pressure * free_volume / (GAS * temperature)
    series = Series("points", time, amount - amount[0], "beyond the first reading")
    return Plot("time / s", "gas / mol", (series,))


def _share(calorimeter: Calorimeter, rise: float) -> float:
    """Relative uncertainty of the heat that the calorimeter takes up."""
    c = calorimeter
    shares = c.mass_std / c.mass, c.specific_heat_std / c.specific_heat, rise
    return float(np.linalg.norm(shares))


def _other(
    calorimeter: Calorimeter, rise: float, heating: float, capacity: float, mass: float
) -> str:
    heat = float(released_heat(mass, calorimeter.specific_heat, rise, heating))
    per_charge = heat / capacity * 3.6  # J/C is 3.6 kJ/Ah
    return (
        f"with {1e3 * mass:.0f} g instead of {1e3 * calorimeter.mass:.0f} g it would be "
        f"{heat / 1e3:.1f} kJ, {per_charge:.1f} kJ/Ah"
    )


def gas(
    pressure: Array, temperature: Array, free_volume: float, capacity: float
) -> tuple[Measurement, ...]:
    """Gas released, from pressure and temperature in the free volume at first and at last.

    Ideal, the air that was there subtracted; what condenses as it cools is not counted.

    >>> p, t = np.array([1.2e5, 5.2e5]), np.array([333.15, 333.15])
    >>> print(gas(p, t, 0.9e-3, 3600.0)[0])
    gas of thermal runaway = 0.13 mol
    """
    positive(pressure=pressure, temperature=temperature, free_volume=free_volume)
    amount = pressure * free_volume / (GAS * temperature)
    released = float(amount[-1] - amount[0])
    if released <= 0:
        raise MeasurementError("a pressure that ends higher than it began is required")
    return (
        Measurement("", "gas of thermal runaway", released, None, "mol"),
        Measurement("gas_per_charge", "gas per capacity", released / capacity, None, "mol/Ah"),
    )
