"""Compares the reduced model of a rate with PyBaMM's Doyle-Fuller-Newman model (DFN).

    python benchmarks/rate.py                  compare with the results stored in benchmarks/rate/
    python benchmarks/rate.py --run Chen2020   run the DFN for a set again and store it (a minute)
    python benchmarks/rate.py --speed          discharges and charges a second
    python benchmarks/rate.py --picture FILE   the salt across a cell, docs/pictures/salt.png

Each set of parameters is run for both electrodes 0.5, 1, 1.5 and 2 times as thick and 20, 30 and
40 % porous, at C/20 to 4C (1C empties the cell at rest in an hour), with pulses of 10 s from half
charge at 1C and 6C, and charges from 10 % on until the anode reaches 0 V at the separator. The
stored files hold the curves and constants of each set as well: comparing needs no PyBaMM.
"""

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from celldesign.balancing.charge import least_potential
from celldesign.balancing.discharge import Cells, Electrode, Run, discharge
from celldesign.balancing.electrodes import curve, metal
from celldesign.balancing.salt_profile import Pores
from celldesign.constants import CONSTANTS
from celldesign.equations.performance import kinetics, porous_drop, salt

FOLDER = Path(__file__).parent / "rate"
FARADAY, GAS = CONSTANTS["faraday_constant"].value, CONSTANTS["gas_constant"].value
KELVIN = 298.15
THICKER, POROSITIES = (0.5, 1.0, 1.5, 2.0), (0.2, 0.3, 0.4)
RATES, PULSES, CHARGES = (0.05, 0.2, 0.5, 1, 2, 3, 4), (1, 6), (0.5, 1, 2, 4)
SIDES = ("Positive", "Negative")
DRY = 0.05  # of the salt at rest, from which on the model calls a cell dry
# Sets that the constants of the model were looked at with, and those that came after. Ecker2015 has
# a constant solid diffusion (the mean of its logarithm): the model has no other. Chen2020chi is
# Chen2020 with a thermodynamic factor of 2.18.
GRID = ("Chen2020", "Prada2013", "Xu2019", "Marquis2019")
HELD_OUT = ("Ecker2015", "NCA_Kim2011", "Mohtat2020", "Ai2020", "Chen2020chi")


def load(name: str) -> dict[str, Any]:
    """Stored results of one set, with its curves and constants."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return found


def cells_of(stored: dict[str, Any], charged: bool = True) -> Cells:
    """All designs of a set as the reduced model takes them, with its transport fitted."""
    p, runs = stored["parameters"], stored["runs"]
    thick, pores = (np.array([run[key] for run in runs]) for key in ("thick", "por"))
    rest, u = p["c0"], GAS * KELVIN / FARADAY
    inside = (np.array(p["c"]) > 50) & (np.array(p["c"]) < 2200)
    c, d, k = (np.array(p[key]) for key in ("c", "D", "k"))
    decay = max(-np.polyfit(c[inside], np.log(d[inside]), 1)[0], 0.0)
    diffusion, conductivity = np.interp(rest, c, d), np.interp(rest, c, k)
    # ln(k/k0) = a ln(c/c0) - b (c - c0), by least squares weighted by the conductivity
    rows = np.column_stack([np.log(c[inside] / rest), rest - c[inside]])
    weight = k[inside, None]
    answer = np.linalg.lstsq(
        rows * weight, np.log(k[inside] / conductivity) * k[inside], rcond=None
    )[0]
    exponent, fall = answer
    electrodes = []
    for side in SIDES:
        if side not in p:
            interface = GAS * KELVIN / FARADAY / p["jm"]
            electrodes.append(
                Electrode(metal(), True, Pores(0.0, 0.0, diffusion), interface=interface)
            )
            continue
        e = p[side]
        active = e["ea"] * (1 - pores) / 0.7
        long = e["L"] * thick
        first, last = e["x"][0], e["x"][-1]
        table = curve(side, e["x"], np.minimum.accumulate(e["y"]), 1.0)
        ends = (np.array([run["ends"][side] for run in runs]) - first) / (last - first)
        fifths = (ends[:, 0] + z * (ends[:, 1] - ends[:, 0]) for z in (0.2, 0.8))
        low, high = (table.at(each) for each in fifths)
        sigma = e["sig"] * active ** e["brus"] if e["brus"] else e["sig"]
        path = long / pores ** e["bru"]
        electrodes.append(
            Electrode(
                table,
                False,
                Pores(pores * long, path, diffusion),
                charge=FARADAY * e["cm"] * active * long * (last - first),
                start=ends[:, 0 if charged else 1],
                occupied=(first, last),
                area=3 * active * long / e["r"],
                exchange=e["j0"] / np.sqrt(rest / 1000),
                diffusion_time=e["r"] ** 2 / e["D"],
                ionic=path / conductivity,
                electronic=long / sigma,
                fall=abs(low - high) / 0.6,
            )
        )
    path = p["Ls"] / p["ps"] ** p["bs"]
    return Cells(
        *electrodes,
        Pores(p["ps"] * p["Ls"], path, diffusion),
        path / conductivity,
        0.0,
        rest,
        p["t"],
        u,
        2 * u * (1 - p["t"]) * p["chi"],
        np.array([run["q0"] for run in runs]),
        p["lo"],
        decay,
        (exponent, exponent / fall) if fall > 1e-9 else (0.0, 1e9),
    )


def capacities(stored: dict[str, Any]) -> np.ndarray[Any, Any]:
    """Rows of model and DFN: share, average voltage, least salt over that at rest; by both."""
    cells, rows = cells_of(stored), []
    for k, rate in enumerate(RATES):
        ours = discharge(cells, cells.charge * rate / 3600)
        for m, run in enumerate(stored["runs"]):
            share, volts, least = run["dis"][k][1:4]
            if share is not None:
                salt_there = np.nan if least is None else least / cells.salt
                mine = ours.share[m], ours.average[m], ours.salt[m], ours.spread[m]
                rows.append((*mine, share, volts or np.nan, salt_there))
    return np.array(rows)


def pulse(cells: Cells, rate: float, seconds: float = 10.0) -> tuple[Any, Any]:
    """Resistance after a pulse from half charge by the equations, and the current density."""
    i = cells.charge * rate / 3600
    whole, drops, volumes = cells.separator_resistance, [], []
    flux = i, cells.transference, FARADAY
    for electrode, sign in ((cells.cathode, 1.0), (cells.anode, -1.0)):
        pores = electrode.pores
        if electrode.metal:
            whole = whole + electrode.interface
            drops.append(0.0 * i)
            volumes.append(0.0)
            continue
        at = electrode.start + sign * cells.charge / electrode.charge / 2
        slope = (electrode.curve.at(at - 0.01) - electrode.curve.at(at + 0.01)) / 0.02
        low, high = electrode.occupied
        exchange = kinetics.surface_exchange_current_density(
            electrode.exchange, low + at * (high - low), cells.salt, 1000.0
        )
        eta = kinetics.reaction_overpotential(i / electrode.area, exchange, cells.thermal_voltage)
        shift = kinetics.surface_shift(i, seconds, electrode.diffusion_time, electrode.charge)
        known = shift, i, seconds, electrode.charge
        meets = porous_drop.interface_resistance_in_pores(eta, slope, *known)
        drop = porous_drop.ohmic_drop(i, electrode.ionic, electrode.electronic, meets)
        whole = whole + porous_drop.pulse_resistance(drop, eta, slope, *known)
        drops.append(salt.cathode_salt_drop_ratio(*flux, pores.path, pores.diffusion, cells.salt))
        volumes.append(pores.volume)
    middle = salt.separator_salt_drop_ratio(
        *flux, cells.separator.path, cells.separator.diffusion, cells.salt
    )
    held = volumes[1], cells.separator.volume, volumes[0]
    rich = salt.anode_salt_ratio(*held, drops[1], middle, drops[0])
    poor = salt.cathode_salt_ratio(rich, drops[1], middle, drops[0])
    time_ = salt.salt_relaxation_time(rich, poor, *held, cells.salt, *flux)
    return whole + salt.resistance_concentration(
        cells.diffusion_voltage, rich, poor, time_, seconds, i
    ), i


def pulses(stored: dict[str, Any]) -> np.ndarray[Any, Any]:
    """Rows of rate, resistance and final voltage over the DFN's, for pulses that end wet."""
    cells, rows = cells_of(stored), []
    for k, rate in enumerate(PULSES):
        ours, current = pulse(cells, rate)
        for m, run in enumerate(stored["runs"]):
            _, rest, volts, seconds, least = run["pul"][k]
            if volts is not None and seconds > 9.9 and least > 20:
                drop = ours[m] * current[m]
                rows.append((rate, drop / (rest - volts) - 1, (rest - drop) / volts - 1))
    return np.array(rows)


def plating(stored: dict[str, Any]) -> np.ndarray[Any, Any]:
    """Rows of the state of charge at which lithium plates, by the model and by the DFN."""
    if "Negative" not in stored["parameters"]:
        return np.empty((0, 2))
    cells, rows = cells_of(stored, charged=False), []
    nodes = np.linspace(0.002, 0.9, 120)[:, None]
    for k, rate in enumerate(CHARGES):
        run = Run(cells, cells.charge * rate / 3600, charging=True)
        volts = run.at(nodes * np.ones_like(cells.charge), begin=0.1).plating
        for m, each in enumerate(stored["runs"]):
            if each["chg"][k][1] is not None:
                below = np.flatnonzero(volts[:, m] < 0)
                mine = 0.1 + nodes[below[0], 0] if len(below) else 1.0
                rows.append((min(mine, 1.0), min(each["chg"][k][1], 1.0)))
    return np.array(rows)


def within(errors: Any, *bounds: float) -> str:
    """Shares of errors within bounds, in per cent."""
    return " / ".join(f"{100 * np.mean(np.abs(errors) < bound):.0f}" for bound in bounds)


def compare(names: tuple[str, ...]) -> None:
    """Print a row for each set, and what all of them give by the flag of the model."""
    print("set            n  capacity within 1/3/5 pt  V 95 %  R10 1C 95 %  plating within 5/10")
    everything = []
    for name in names:
        stored = load(name)
        rows, rounds, plates = capacities(stored), pulses(stored), plating(stored)
        errors = 100 * (rows[:, 0] - rows[:, 4])
        volts = 1e3 * (rows[:, 1] - rows[:, 5])[rows[:, 4] > 0.1]
        slow = 100 * rounds[rounds[:, 0] == 1, 1]
        soc = 100 * (plates[:, 0] - plates[:, 1])
        print(
            f"{name:<13}{len(rows):>4}  {within(errors, 1, 3, 5):>20} %"
            f"{np.nanpercentile(abs(volts), 95):>7.0f} mV{np.percentile(abs(slow), 95):>10.1f} %"
            f"   {within(soc, 5, 10) + ' %' if len(soc) else '':>12}"
        )
        everything.append(rows)
    rows = np.concatenate(everything)
    errors, least = 100 * (rows[:, 0] - rows[:, 4]), rows[:, 2]
    volts = np.where(rows[:, 4] > 0.1, 1e3 * (rows[:, 1] - rows[:, 5]), np.nan)
    for label, some in (
        ("fine (salt above 30 %)", least > 0.3),
        ("near depletion", (least > DRY) & (least <= 0.3)),
        ("dry", least <= DRY),
    ):
        far = np.nanpercentile(abs(volts[some]), 95)
        print(
            f"{label:<24}{some.sum():>4}  within 1/3/5 pt {within(errors[some], 1, 3, 5)} %, "
            f"rms {np.sqrt(np.mean(errors[some] ** 2)):.2f} pt, V 95 % {far:.0f} mV"
        )
    dry = rows[:, 6] < 0.02
    print(f"dry cells missed: {np.sum(dry & (least > DRY))} of {dry.sum()}")


def speed() -> None:
    """Print discharges and charges a second of one core."""
    cells = cells_of(load("Chen2020"))
    wide = np.tile(np.arange(12), 170)

    def part(value: Any) -> Any:
        return value[wide] if np.shape(value) == (12,) else value

    def tiled(e: Electrode) -> Electrode:
        names = ("charge", "start", "area", "exchange", "ionic", "electronic", "fall")
        own = {name: part(getattr(e, name)) for name in names}
        return replace(e, **own, pores=Pores(*map(part, e.pores)))

    many = replace(
        cells, cathode=tiled(cells.cathode), anode=tiled(cells.anode), charge=part(cells.charge)
    )
    current = many.charge / 3600
    for label, work in (
        ("discharges", lambda: discharge(many, current)),
        ("charges", lambda: least_potential(many, current)),
    ):
        work()
        begin = time.process_time()
        for _ in range(5):
            work()
        print(f"{label}: {5 * len(wide) / (time.process_time() - begin):.3g} a second")


def picture(target: Path) -> None:
    """Draw the steady salt across a shipped cell at three rates, by the model's own function."""
    import matplotlib.pyplot as plt

    from celldesign import build
    from celldesign.balancing.salt_profile import steady

    cell = build(str(Path(__file__).parents[1] / "examples" / "graphite_68Ah.toml"))
    v = cell.values
    names = ("anode", "separator", "cathode")
    parts = [
        Pores(*(v[f"{each}_salt_{key}"] for key in ("volume", "path", "diffusion_coefficient")))
        for each in names
    ]
    widths = [1e6 * v[f"{each}_thickness"] for each in names]
    ends, s = np.cumsum([0, *widths]), np.linspace(0, 1, 60)
    figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
    for share in (0.2, 0.5, 0.9):
        rate = share * v["operation_limiting_rate"]
        flux = rate * v["cathode_areal_capacity"] * (1 - v["salt_transference_number"]) / FARADAY
        rest, decay = v["salt_concentration"], v["salt_diffusion_decay"]
        found = steady(*parts, flux, rest, decay, (0.5, 0.5))
        wet = ends[2] + widths[2] * min(float(found.reach), 1.0)
        x = [
            ends[0] + widths[0] * s,
            [ends[1], ends[2]],
            ends[2] + (wet - ends[2]) * s,
            [wet, ends[3]],
        ]
        first, last = float(found.source_end), float(found.sink_end)
        c = [
            first + (float(found.source_front) - first) * s**2,
            [float(found.source_front), float(found.sink_front)],
            last + (float(found.sink_front) - last) * (1 - s) ** 2,
            [last, last],
        ]
        axes.plot(np.concatenate(x), np.concatenate(c) / 1000, label=f"{3600 * rate:.2g}C")
    for end, name, width in zip(ends, names, widths, strict=False):
        axes.axvline(end, color="0.8", linewidth=0.8)
        axes.text(end + width / 2, 0.05, name, ha="center", fontsize=8)
    axes.set(xlabel="position, µm", ylabel="salt, mol/L", ylim=(0, None), xlim=(0, ends[3]))
    axes.legend(frameon=False)
    figure.savefig(target, dpi=130)


def main() -> None:
    """Compare, or run one set anew."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--run", metavar="SET", help="run the DFN for a set, and store it")
    parser.add_argument("--speed", action="store_true", help="discharges and charges a second")
    parser.add_argument("--picture", metavar="PNG", type=Path, help="draw the salt across a cell")
    options = parser.parse_args()
    if options.run:
        sys.path.insert(0, str(FOLDER))
        from dfn import run_set  # type: ignore[import-not-found]

        (FOLDER / f"{options.run}.json").write_text(json.dumps(run_set(options.run)) + "\n")
    elif options.picture:
        picture(options.picture)
    elif options.speed:
        speed()
    else:
        for title, names in (("grid", GRID), ("held out", HELD_OUT)):
            print(f"\n{title}")
            compare(tuple(name for name in names if (FOLDER / f"{name}.json").exists()))


if __name__ == "__main__":
    main()
