"""Readings made with known parameters; run as a program it writes examples/measurements again."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
FOLDER = Path(__file__).parents[2] / "examples" / "measurements"

# The paper's printed set: 18 ohm cm2 and 49 ohm on 1.5394 cm2, R3 6 ohm, 0.187 and 0.055 mA, 10 mV.
AREA = 1.5394e-4
R2 = 2 * 18e-4 / AREA
R3 = 6.0
R1 = 49.0 - R2 - R3


def relaxation(
    diffusivity: float = 2.2e-12, thickness: float = 80e-6, seconds: float = 2400.0, seed: int = 1
) -> tuple[Array, Array]:
    """Relaxation of a salt profile: its first two odd modes, and 2 uV of noise."""
    time = np.arange(0.0, seconds, 5.0)
    rate = np.pi**2 * diffusivity / thickness**2
    decay = np.exp(-rate * time) + np.exp(-9 * rate * time) / 9
    return time, 6.5e-3 * decay + 2e-6 * np.random.default_rng(seed).normal(size=time.size)


# Table S4, after formation, with the time constants that the text gives for the four events.
SERIES, ARCS, TAU = 0.13, (0.04, 0.16, 0.13, 0.39), (1e-5, 1e-4, 1e-2, 0.5)


def spectrum(noise: float = 1e-3, seed: int = 1) -> tuple[Array, NDArray[np.complex128]]:
    """Spectrum of the 1 Ah cell from its printed resistances."""
    frequency = np.logspace(6, -2, 81)
    z = SERIES + sum(r / (1 + 2j * np.pi * frequency * t) for r, t in zip(ARCS, TAU, strict=True))
    rng = np.random.default_rng(seed)
    return frequency, z * (1 + noise * (rng.normal(size=81) + 1j * rng.normal(size=81)))


def cycles(fail: int = 90) -> tuple[Array, Array, Array]:
    """Cycle, discharge and charge capacity in C: 0.96 Ah, 0.15 % a cycle, then sudden failure."""
    n = np.arange(1.0, fail + 8)
    capacity = 0.96 * 3600 * (1 - 0.0015 * (n - 1))
    late = n > fail
    capacity[late] *= 1 - 0.13 * (n[late] - fail)
    efficiency = np.where(late, 0.93, 0.999)
    return n, capacity, capacity / efficiency


def runaway() -> tuple[Array, Array, Array, Array]:
    """Time, two plates' temperatures, heater power, pressure: 54 kJ by two plates of 830 g.

    Made so that eq. 8 closes: 385 J/kg/K x 1.66 kg x 150 K less 41.865 kJ of the heater.
    """
    time = np.arange(0.0, 3001, 20)
    heated = np.minimum(time / 2000, 1.0)
    burst = np.clip((time - 2000) / 200, 0, 1)
    share = 41.865 / (385 * 1.66 * 150 / 1e3)
    rise = 150 * (share * heated + (1 - share) * burst)
    plates = 333.15 + np.stack([rise * 1.02, rise * 0.98])
    power = np.where(time < 2000, 41.865e3 / 2000, 0.0)
    power[0] = power[-1] = 0.0
    power *= 41.865e3 / np.trapezoid(power, time)
    free, gas = 0.8e-3, 0.14
    amount = 1.2e5 * free / (8.314462618 * 333.15) + gas * burst
    return time, plates, power, amount * 8.314462618 * (333.15 + rise) / free


RADIUS, DIFFUSIVITY, OHMS, SLOPE = 2e-6, 1e-16, 0.3, -0.5


def _sphere(time: Array, flux: float) -> Array:
    """Rise of the surface stoichiometry of a sphere under a constant flux, by its series."""
    n = np.arange(1, 20000) + 0.5
    roots = n * np.pi - 1 / (n * np.pi)
    tau = DIFFUSIVITY * time / RADIUS**2
    series = (np.exp(-np.outer(tau, roots**2)) / roots**2).sum(axis=1)
    return flux * RADIUS / DIFFUSIVITY * (3 * tau + 2 * (1 / roots**2).sum() - 2 * series)


def titration(noise: float = 0.0, rest: float = 40000.0) -> tuple[Array, ...]:
    """Three discharge pulses of a minute on a linear curve, each rested until flat."""
    time, current, voltage, x, now = [0.0], [0.0], [3.9], 0.4, 0.0
    flux = 1e-5 * RADIUS / 3
    for _ in range(3):
        t = np.arange(1.0, 61)
        rise = _sphere(t, flux)
        level = 3.9 + SLOPE * (x - 0.4)
        time += [*(now + t), now + 60.5, now + rest, now + rest + 1, now + rest + 10]
        current += [*np.full(60, -0.05), 0, 0, 0, 0]
        x += 1e-5 * 60
        voltage += [*(level + SLOPE * rise - 0.05 * OHMS), level - 0.001]
        voltage += [3.9 + SLOPE * (x - 0.4)] * 3
        now = time[-1]
    rng = np.random.default_rng(0)
    return np.array(time), np.array(current), np.array(voltage) + noise * rng.normal(size=len(time))


def sweep(seed: int = 0) -> tuple[Array, Array]:
    """A weak wave at 4.0 V and the final oxidation from 4.5 V on, with noise."""
    e = np.arange(3.0, 5.0, 1e-3)
    weak = 0.4e-6 / (1 + np.exp(-(e - 4.1) / 0.03))
    final = 40e-6 * np.clip(e - 4.5, 0, None) ** 1.5
    return e, 1e-7 + weak + final + 2e-9 * np.random.default_rng(seed).normal(size=e.size)


def _write(name: str, comment: str, header: str, *columns: Array) -> None:
    rows = [",".join(f"{value:.8g}" for value in row) for row in zip(*columns, strict=True)]
    (FOLDER / name).write_text("\n".join([f"# {comment}", header, *rows]) + "\n")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    paper = "Boaretto 2025, doi 10.1016/j.jpowsour.2025.237671"
    one = np.ones(1)
    _write(
        "transference.csv",
        f"the printed set of {paper}; interface is R2 + R3",
        "initial_current / mA,steady_current / mA,voltage / mV,"
        "bulk_resistance / ohm,interface_before / ohm,interface_after / ohm",
        *(one * each for each in (0.187, 0.055, 10, R1, R2 + R3, R2 + R3)),
    )
    _write(
        "interface.csv",
        f"from the printed areas and resistances of {paper}",
        "r1 / ohm,r2 / ohm,r3 / ohm,area / cm^2",
        *(one * each for each in (R1, R2, R3, AREA * 1e4)),
    )
    sigma = np.array([2.5e-5, 1.9e-4])
    _write(
        "conductivity.csv",
        f"made from the two printed conductivities of {paper}, 80 um on 1.54 cm^2",
        "temperature / degC,resistance / ohm,thickness / um,area / cm^2",
        np.array([25.0, 60]), 80e-4 / (sigma * 1.54), np.full(2, 80.0), np.full(2, 1.54),
    )  # fmt: skip
    time, voltage = relaxation()
    made = "made, not measured"
    _write("relaxation.csv", f"{made}: D = 2.2e-12 m^2/s, 80 um", "time / s,voltage / mV",
           time, 1e3 * voltage)  # fmt: skip
    frequency, z = spectrum()
    _write("spectrum.csv", f"{made}: the resistances of Table S4 of {paper}, after formation",
           "frequency / Hz,Re(Z) / ohm,-Im(Z) / ohm", frequency, z.real, -z.imag)  # fmt: skip
    e, i = sweep()
    _write("sweep.csv", f"{made}: a weak wave at 4.0 V, oxidation from 4.5 V",
           "voltage / V,current / A", e[::4], i[::4])  # fmt: skip
    time, current, voltage = titration()
    _write("titration.csv", f"{made}: D = 1e-16 m^2/s in particles of 2 um, 0.3 ohm",
           "time / s,current / A,voltage / V", time, current, voltage)  # fmt: skip
    n, discharge, charge = cycles()
    _write("cycling.csv", f"{made}: 0.96 Ah, 0.15 % a cycle, failing after cycle 90",
           "cycle / 1,discharge_capacity / Ah,charge_capacity / Ah",
           n, discharge / 3600, charge / 3600)  # fmt: skip
    time, plates, power, pressure = runaway()
    _write("runaway.csv", f"{made}: 54 kJ and 0.14 mol",
           "time / s,temperature_1 / degC,temperature_2 / degC,heater_power / W,pressure / bar",
           time, *(plates - 273.15), power, pressure / 1e5)  # fmt: skip


if __name__ == "__main__":
    main()
