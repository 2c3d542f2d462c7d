"""Monte Carlo from the inputs' spreads: percentiles, shapes, what correlates, and worst cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from celldesign.database.catalogue import Catalogue
from celldesign.database.engine import open_catalogue
from celldesign.design.file import Design
from celldesign.errors import DesignError
from celldesign.study.distributions import Distribution, distribution_of, read_distribution
from celldesign.study.opened import Job, PreparedDesign, address_of, open_design
from celldesign.study.selection import Condition, read_conditions
from celldesign.study.space import BLOCK, Sample
from celldesign.study.study import chosen_columns, describe, label_of, quantity_column
from celldesign.study.whatif import read
from celldesign.study.work import Progress, shown
from celldesign.units.quantities import scale
from celldesign.vocabulary import vocabulary

MOST = 10**7
PERCENTILES = (2.5, 25, 50, 75, 97.5)
_NEAR = 0.1  # of a standard deviation: what first order may be off by before it is said
_BARS = 20
_ROUNDING = 1e-11  # of a result: what no input moves differs by no more
_KINDS = {"": (True, False), "spread": (True,), "knowledge": (False,)}  # by what a leaf says


@dataclass(frozen=True)
class Uncertainty:
    """What a Monte Carlo found; tables carry their units in row or column labels.

    `outputs` has a row for each quantity; `correlations` rank correlations of inputs (rows) with
    outputs; `histograms` counts and edges by label; `shares` of the cells that meet a condition.
    """

    outputs: pd.DataFrame
    inputs: pd.DataFrame
    correlations: pd.DataFrame
    histograms: Mapping[str, tuple[NDArray[np.int64], NDArray[np.float64]]]
    shares: Mapping[str, float]
    sample: pd.DataFrame
    description: Mapping[str, Any]


def uncertainty(
    design: Design | Path | str,
    settings: Mapping[str, str] | None = None,
    *,
    count: int = 100_000,
    spreads: Mapping[str, str] | None = None,
    columns: Sequence[str] | None = None,
    shares: Sequence[str] = (),
    method: str = "sobol",
    seed: int = 1,
    only: str = "",
    database: str | None = None,
    free: Sequence[str] = (),
    hold: Sequence[str] = (),
    progress: Progress | None = None,
) -> Uncertainty:
    """Draw cells from the distributions of all uncertain inputs (Monte Carlo); counts stay.

    Parameters
    ----------
    design, settings, database, free, hold
        As for `build`.
    count
        Number of cells, 2 to 1e7.
    spreads
        Distributions that add to those known or replace them:
        `{"cathode.thickness": "uniform 3 um"}`.
    columns
        Results, by name; the usual ones by default.
    shares
        Conditions whose probability is wanted, such as `np_ratio < 1`.
    method, seed
        `sobol`, `lhs` or `random`, and where it starts.
    only
        `spread` for how evenly cells are made (what the design gives), `knowledge` for how well
        values are known; both by default.
    progress
        Called with the number of cells done and of all.

    Returns
    -------
    Uncertainty
        Tables of outputs, inputs and rank correlations, in display units.

    Raises
    ------
    CelldesignError
        For an unknown name or distribution, or where no input is uncertain.

    References
    ----------
    JCGM 101:2008, propagation of distributions using a Monte Carlo method.

    Examples
    --------
    >>> found = uncertainty("examples/pouch_1Ah.toml", count=4096)
    >>> print(f"{found.outputs.loc['stack.specific_energy [Wh/kg]', 'std']:.2g}")
    9.6
    """
    if not 2 <= count <= MOST:
        raise DesignError(f"2 to {MOST:,} designs are required", given=f"{count:,}")
    conditions = read_conditions(shares)
    with open_catalogue(database) as catalogue:
        parsed = read(design, settings, free, hold)
        opened = open_design(parsed, catalogue, {})
        spread = spreading(opened, catalogue, spreads or {}, only)
        told = describe(
            parsed,
            catalogue.dataset,
            "uncertainty",
            {
                "count": count,
                "spreads": dict(spreads or {}),
                "columns": columns and tuple(columns),
                "shares": tuple(shares),
                "method": method,
                "seed": seed,
                "only": only,
            },
        )
    wanted = chosen_columns(columns, [opened])
    conditions = (*_usual_shares(opened, spread, conditions), *conditions)
    job = opened.job(spread, [*wanted, *(each.flat for each in conditions)], pinned=True)
    drawn, table = _draw(job, Sample(spread, count, method, seed), progress)
    return _digest(opened, spread, job, wanted, conditions, drawn, table, told)


def spreading(
    opened: PreparedDesign, catalogue: Catalogue, spreads: Mapping[str, str], only: str = ""
) -> dict[str, Distribution]:
    """All inputs that spread, by address. Raises DesignError where there are none."""
    if only not in _KINDS:
        raise DesignError("spread or knowledge is required", given=repr(only))
    found = {
        address: spread
        for address in opened.continuous
        if opened.leaves[address].manufacture in _KINDS[only]
        if (spread := distribution_of(opened, address))
    }
    for name, text in spreads.items():
        address = address_of(opened, name, catalogue)
        found[address] = read_distribution(opened, address, text)
    if not found:
        mend = 'give some: --spread "cathode.thickness=2 um", or a std in the file'
        raise DesignError("no input has a standard uncertainty", mend=mend)
    return found


def _usual_shares(
    opened: PreparedDesign, spread: Mapping[str, Distribution], asked: Sequence[Condition]
) -> tuple[Condition, ...]:
    bears = opened.moved(spread)
    if "np_ratio" in bears and all(each.flat != "np_ratio" for each in asked):
        return read_conditions(["np_ratio < 1"])
    return ()


def _draw(
    job: Job, sample: Sample, progress: Progress | None
) -> tuple[dict[str, NDArray[np.float64]], dict[str, NDArray[Any]]]:
    drawn: list[dict[str, Any]] = []
    tables: list[dict[str, Any]] = []
    for start in range(0, len(sample), BLOCK):
        stop = min(start + BLOCK, len(sample))
        drawn.append(sample.rows(start, stop))
        tables.append(job.evaluate(drawn[-1], stop - start))
        if progress:
            progress(stop, len(sample))
    joined = (
        {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        for parts in (drawn, tables)
    )
    return next(joined), next(joined)


def _digest(
    opened: PreparedDesign,
    spread: Mapping[str, Distribution],
    job: Job,
    wanted: Sequence[str],
    conditions: Sequence[Condition],
    drawn: Mapping[str, NDArray[np.float64]],
    table: Mapping[str, NDArray[Any]],
    told: Mapping[str, Any],
) -> Uncertainty:
    labels = {flat: quantity_column(flat).label for flat in wanted}
    results = pd.DataFrame({labels[flat]: _settled(shown(flat, table[flat])) for flat in wanted})
    first, lowest, highest = first_order(opened, spread, job, wanted)
    rows = []
    for flat in wanted:
        nominal = float(shown(flat, np.array([opened.values[flat]]))[0])
        rows.append(
            _row(
                results[labels[flat]].to_numpy(), nominal, first[flat], lowest[flat], highest[flat]
            )
        )
    shares = {each.text.strip(): float(np.mean(each.met(table))) for each in conditions}
    shares["cannot be built"] = float(np.mean(~table["feasible"]))
    return Uncertainty(
        pd.DataFrame(rows, index=pd.Index(labels.values())),
        _inputs(opened, spread),
        _correlations(drawn, results),
        {label: np.histogram(_finite(results[label]), _BARS) for label in labels.values()},
        shares,
        results,
        told,
    )


def _row(
    values: NDArray[np.float64], nominal: float, first: float, lowest: float, highest: float
) -> dict[str, Any]:
    finite = _finite(values)
    mean, std = (float(f(finite)) if len(finite) else np.nan for f in (np.mean, np.std))
    if len(finite) and not np.ptp(finite):  # the mean of equal numbers is rounded
        mean, std = float(finite[0]), 0.0
    percentiles = np.percentile(finite, PERCENTILES) if len(finite) else [np.nan] * 5
    off = max(abs(std - first), abs(mean - nominal)) if len(finite) else np.inf
    return {
        "as designed": nominal,
        "mean": mean,
        "std": std,
        "first-order std": first,
        **{f"{p:g} %": float(v) for p, v in zip(PERCENTILES, percentiles, strict=True)},
        "worst low": lowest,
        "worst high": highest,
        "linear": bool(off <= _NEAR * max(std, first) + _ROUNDING * abs(nominal)),
    }


def _settled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """One number for results that differ in rounding alone: no spread, no rank among them."""
    finite = _finite(values)
    if len(finite) and np.ptp(finite) <= _ROUNDING * np.max(np.abs(finite)):
        return np.where(np.isfinite(values), finite[0], values)
    return values


def _finite(values: Any) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=float)
    finite: NDArray[np.float64] = array[np.isfinite(array)]
    return finite


def first_order(
    opened: PreparedDesign, spread: Mapping[str, Distribution], job: Job, wanted: Sequence[str]
) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """First-order uncertainties, and the worst cases: every input at its end, as it hurts.

    In display units, by flat name: standard uncertainty, lowest, highest.
    """
    names = list(spread)
    steps = np.array([spread[name].std for name in names])
    centre = np.array([opened.leaves[name].value for name in names])
    up, down = centre + np.diag(steps), centre - np.diag(steps)
    table = _at(job, names, np.vstack([up, down]))
    half = {n: (table[n][: len(names)] - table[n][len(names) :]) / 2 for n in wanted}
    ends = np.array([spread[name].ends for name in names])
    corners = []
    for flat in wanted:
        rising = half[flat] > 0
        corners += [np.where(rising, ends[:, 0], ends[:, 1])]
        corners += [np.where(rising, ends[:, 1], ends[:, 0])]
    worst = _at(job, names, np.vstack(corners))
    stds = {n: float(np.sqrt(np.sum(half[n] ** 2))) / scale(vocabulary()[n].unit) for n in wanted}
    seen = {n: shown(n, worst[n]) for n in wanted}
    low = {n: float(min(seen[n][2 * i], seen[n][2 * i + 1])) for i, n in enumerate(wanted)}
    high = {n: float(max(seen[n][2 * i], seen[n][2 * i + 1])) for i, n in enumerate(wanted)}
    return stds, low, high


def _at(job: Job, names: Sequence[str], rows: NDArray[np.float64]) -> dict[str, NDArray[Any]]:
    columns = {name: np.ascontiguousarray(rows[:, i]) for i, name in enumerate(names)}
    return job.evaluate(columns, len(rows))


def _inputs(opened: PreparedDesign, spread: Mapping[str, Distribution]) -> pd.DataFrame:
    rows = []
    for address, distribution in spread.items():
        flat = opened.places[address][0][0]
        value = float(shown(flat, np.array([distribution.value]))[0])
        rows.append(
            {
                "input": label_of(address, vocabulary()[flat].unit),
                "value": value,
                "std": distribution.std / scale(vocabulary()[flat].unit),
                "shape": distribution.shape,
            }
        )
    return pd.DataFrame(rows).set_index("input")


def _correlations(drawn: Mapping[str, NDArray[np.float64]], results: pd.DataFrame) -> pd.DataFrame:
    """Rank correlations of inputs with outputs; 0 where one does not change."""
    inputs = pd.DataFrame(dict(drawn)).rank().to_numpy()
    outputs = results.rank().to_numpy()
    with np.errstate(all="ignore"):
        scaled = [(x - x.mean(axis=0)) / x.std(axis=0) for x in (inputs, outputs)]
    found = np.nan_to_num(scaled[0]).T @ np.nan_to_num(scaled[1]) / len(results)
    return pd.DataFrame(found, index=pd.Index(list(drawn)), columns=results.columns)
