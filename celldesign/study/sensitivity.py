"""What matters: a tornado, elasticities, and Sobol indices of any outputs."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from celldesign.database.engine import open_catalogue
from celldesign.design.file import Design
from celldesign.errors import DesignError
from celldesign.study.distributions import Distribution
from celldesign.study.opened import Job, PreparedDesign, open_design
from celldesign.study.space import Sample
from celldesign.study.study import chosen_columns, label_of, quantity_column
from celldesign.study.uncertainty import spreading
from celldesign.study.whatif import read
from celldesign.study.work import Progress, shown
from celldesign.vocabulary import vocabulary

STEP = 0.01
_USUAL = ("stack.specific_energy",)
_MOST = 2**16


def sensitivity(
    design: Design | Path | str,
    outputs: Sequence[str] | None = None,
    settings: Mapping[str, str] | None = None,
    *,
    spreads: Mapping[str, str] | None = None,
    sobol: int = 0,
    seed: int = 1,
    database: str | None = None,
    free: Sequence[str] = (),
    hold: Sequence[str] = (),
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Change each input by 1 % and by its standard uncertainty, one at a time; counts stay.

    Parameters
    ----------
    design, settings, database, free, hold
        As for `build`.
    outputs
        Names of the results; the stack's specific energy by default.
    spreads
        Distributions of inputs as for `uncertainty`, in place of those known.
    sobol
        A power of two: base samples of Sobol indices; 0 for none.
    seed
        Where the sample starts.
    progress
        Called with the number of samples done and of all.

    Returns
    -------
    pandas.DataFrame
        A row for each output and input that bears on it: `value`, `unit` and `std` of the input,
        `elasticity` (per cent of the output for 1 % of the input), `minus std` and `plus std` (the
        output with the input one standard uncertainty down and up); with `sobol`, `first order` and
        `total`.

    Raises
    ------
    CelldesignError
        For an unknown name, or a `sobol` that is no power of two.

    References
    ----------
    Saltelli et al., Comput. Phys. Commun. 181 (2010) 259, doi 10.1016/j.cpc.2009.09.018.

    Examples
    --------
    >>> table = sensitivity("examples/pouch_1Ah.toml", ["stack.specific_energy"])
    >>> row = table.set_index("input").loc["operation.average_voltage"]
    >>> round(float(row["elasticity"]), 6)
    1.0
    """
    if sobol and (sobol & (sobol - 1) or not 2 <= sobol <= _MOST):
        required = f"a power of two up to {_MOST:,} is required for Sobol indices"
        raise DesignError(required, given=f"{sobol:,}", mend="try 4096")
    with open_catalogue(database) as catalogue:
        opened = open_design(read(design, settings, free, hold), catalogue, {})
        spread = spreading(opened, catalogue, spreads) if spreads else _known(opened)
    wanted = chosen_columns(outputs or _USUAL, [opened])
    inputs = list(dict.fromkeys([*opened.continuous, *spread]))
    job = opened.job(inputs, wanted, pinned=True)
    changed = relative_changes(opened, job, inputs, wanted, STEP)
    stds = np.array([spread[name].std if name in spread else 0.0 for name in inputs])
    ends = _one_at_a_time(opened, job, inputs, wanted, stds)
    indices = sobol_indices(job, spread, wanted, sobol, seed, progress) if sobol and spread else {}
    rows = []
    for flat in wanted:
        for number, name in enumerate(inputs):
            up, down = changed[flat][number], changed[flat][len(inputs) + number]
            if up == down:
                continue
            rows.append(
                {
                    **_input(opened, name, flat, stds[number]),
                    "elasticity": (up - down) / (2 * STEP * opened.values[flat]),
                    "minus std": ends[flat][len(inputs) + number] if stds[number] else np.nan,
                    "plus std": ends[flat][number] if stds[number] else np.nan,
                    **indices.get((flat, name), {}),
                }
            )
    return pd.DataFrame(rows)


def _known(opened: PreparedDesign) -> dict[str, Distribution]:
    from celldesign.study.distributions import distribution_of

    return {a: d for a in opened.continuous if (d := distribution_of(opened, a))}


def _input(opened: PreparedDesign, name: str, flat: str, std: float) -> dict[str, object]:
    source = opened.places[name][0][0]
    value = float(shown(source, np.array([opened.leaves[name].value]))[0])
    zero = shown(source, np.array([0.0, std]))
    unit = label_of("", vocabulary()[source].unit).strip(" []")
    return {
        "output": quantity_column(flat).label,
        "input": name,
        "value": value,
        "unit": unit,
        "std": float(zero[1] - zero[0]) if std else np.nan,
    }


def relative_changes(
    opened: PreparedDesign, job: Job, inputs: Sequence[str], wanted: Sequence[str], step: float
) -> dict[str, NDArray[np.float64]]:
    """Outputs in SI with each input up by a share of itself, then with each down."""
    centre = np.array([opened.leaves[name].value for name in inputs])
    table = _rows(job, inputs, centre, np.diag(step * centre))
    return {flat: table[flat] for flat in wanted}


def _one_at_a_time(
    opened: PreparedDesign,
    job: Job,
    inputs: Sequence[str],
    wanted: Sequence[str],
    steps: NDArray[np.float64],
) -> dict[str, NDArray[np.float64]]:
    centre = np.array([opened.leaves[name].value for name in inputs])
    table = _rows(job, inputs, centre, np.diag(steps))
    return {flat: shown(flat, table[flat]) for flat in wanted}


def _rows(
    job: Job, inputs: Sequence[str], centre: NDArray[np.float64], steps: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    rows = np.vstack([centre + steps, centre - steps])
    columns = {name: np.ascontiguousarray(rows[:, i]) for i, name in enumerate(inputs)}
    return job.evaluate(columns, len(rows))


def sobol_indices(
    job: Job,
    spread: Mapping[str, Distribution],
    wanted: Sequence[str],
    count: int,
    seed: int,
    progress: Progress | None = None,
) -> dict[tuple[str, str], dict[str, float]]:
    """First-order and total indices by output and input, after Saltelli, from two samples."""
    from scipy.stats import sobol_indices as estimate

    names = sorted(spread)
    both = Sample({f"{side}{n}": spread[n] for side in "ab" for n in names}, count, "sobol", seed)
    drawn = both.rows(0, count)
    fixed = {name: np.full(count, value) for name, value in _others(job).items()}
    a, b = ({n: drawn[f"{side}{n}"] for n in names} for side in "ab")

    def outputs(rows: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        table = job.evaluate({**fixed, **rows}, count)
        values = np.array([table[flat] for flat in wanted])
        centred: NDArray[np.float64] = values - values.mean(axis=1, keepdims=True)
        return centred  # less is lost to rounding

    samples = [a, b, *({**a, name: b[name]} for name in names)]
    found_in = []
    for number, rows in enumerate(samples, 1):
        found_in.append(outputs(rows))
        if progress:
            progress(number * count, len(samples) * count)
    f_a, f_b, f_ab = found_in[0], found_in[1], np.array(found_in[2:])
    varies = np.ptp(f_a, axis=1) > 0
    if not varies.any():
        return {}
    with np.errstate(all="ignore"):
        found = estimate(
            func={"f_A": f_a[varies], "f_B": f_b[varies], "f_AB": f_ab[:, varies]}, n=count
        )
    first = np.atleast_2d(found.first_order)
    total = np.atleast_2d(found.total_order)
    kept = [flat for flat, moves in zip(wanted, varies, strict=True) if moves]
    return {
        (flat, name): {"first order": float(first[i, j]), "total": float(total[i, j])}
        for i, flat in enumerate(kept)
        for j, name in enumerate(names)
    }


def _others(job: Job) -> dict[str, float]:
    """Values of the inputs as they stand, for those that do not spread."""
    found = {}
    for address, places in job.places.items():
        name, index = places[0]
        value = np.atleast_1d(job.leaves[name])
        found[address] = float(value[index if len(value) > 1 else 0])
    return found
