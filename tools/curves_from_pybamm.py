"""Tabulate half-cell curves into materials/curves: from PyBaMM's parameter sets, and from BatPaC.

Run with `python tools/curves_from_pybamm.py`; PyBaMM is needed for this alone. A published curve
has a stoichiometry and no specific capacity, so each is anchored: the specific capacity that the
database holds lies between the discharged end of the curve and a potential that is said here: of a
full cell to 4.25 V some 0.1 V more, which a charged graphite takes.
"""

import warnings
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
FOLDER = Path(__file__).parents[1] / "materials" / "curves"
COUNT = 161


class Taken(NamedTuple):
    """A function of a parameter set over the stoichiometries that its paper covers."""

    key: str
    material: str
    parameters: str
    function: str
    low: float
    high: float
    capacity: str  # mAh/g between the discharged end and `limit`; all of it where there is none
    limit: float
    source: str
    anchor: str
    direction: str = "mean"
    counter: str = "Li"


POSITIVE, NEGATIVE = "Positive electrode OCP [V]", "Negative electrode OCP [V]"
TAKEN = (
    Taken("NMC811-Chen2020", "NMC811", "Chen2020", POSITIVE, 0.15, 0.91, "213.6", 4.35,
          "chen2020", "BatPaC 5.0, full cell 3.0-4.25 V"),
    Taken("NMC532-Mohtat2020", "NMC532", "Mohtat2020", POSITIVE, 0.005, 0.99, "187.1", 4.335,
          "mohtat2020", "BatPaC 5.0, full cell 3.0-4.25 V"),
    Taken("NCA-Kim2011", "NCA", "NCA_Kim2011", POSITIVE, 0.28, 0.95, "202", 4.35,
          "kim2011", "BatPaC 5.0, full cell 3.0-4.25 V"),
    Taken("LFP-Afshar2017", "LFP", "Prada2013", POSITIVE, 0.001, 0.995, "156.7", 0.0,
          "prada2013", "BatPaC 5.0, full cell 2.5-3.8 V; all of the curve"),
    Taken("LCO-Ai2020", "LCO", "Ai2020", POSITIVE, 0.41, 0.999, "165", 4.25,
          "ai2020", "Lacey cell calculator to 4.25 V; a line below x = 0.435"),
    Taken("graphite-Ai2020", "graphite", "Ai2020", NEGATIVE, 0.005, 0.995, "360.4", 0.0,
          "ai2020", "BatPaC 5.0; all of the curve"),
    Taken("graphite-SiOx-Chen2020", "graphite-SiOx", "Chen2020", NEGATIVE, 0.002, 0.995, "@", 0.0,
          "chen2020", "the database's; all of the curve"),
    Taken("silicon-lithiation-Ai2022", "silicon", "Chen2020_composite",
          "Secondary: Negative electrode lithiation OCP [V]", 0.002, 0.998, "2300", 0.0,
          "ai2022", "Lacey cell calculator, practical; all of the curve", "lithiation"),
    Taken("silicon-delithiation-Ai2022", "silicon", "Chen2020_composite",
          "Secondary: Negative electrode delithiation OCP [V]", 0.002, 0.998, "2300", 0.0,
          "ai2022", "Lacey cell calculator, practical; all of the curve", "delithiation"),
    Taken("hard-carbon-Chayambuka2022", "hard carbon", "Chayambuka2022", NEGATIVE, 0.005, 0.98,
          "@", 0.0, "chayambuka2022", "the database's; all of the curve", counter="Na"),
    Taken("NVPF-Chayambuka2022", "NVPF", "Chayambuka2022", POSITIVE, 0.21, 0.995, "@", 0.0,
          "chayambuka2022", "the database's; all of the curve", counter="Na"),
)  # fmt: skip
# BatPaC's full cells against graphite, by state of charge in steps of 10 %; reference data.
_NMC622 = (3, 3.5263, 3.5899, 3.6394, 3.6639, 3.7054, 3.7721, 3.8802, 3.993, 4.1167, 4.25)
_NMC111 = (3, 3.5184, 3.5977, 3.6525, 3.6805, 3.7139, 3.7753, 3.8776, 3.9952, 4.117, 4.25)
_LMO = (3.2, 3.7523, 3.8238, 3.8683, 3.8946, 3.9557, 4.0089, 4.0354, 4.0436, 4.0544, 4.25)
FULL = {"NMC622": (190.9, _NMC622), "NMC111": (171.3, _NMC111), "LMO": (118.6, _LMO)}
LMO_LTO = (2.1, 2.3964, 2.4229, 2.4365, 2.4559, 2.5126, 2.5619, 2.5755, 2.5846, 2.648, 3.0)
LTO = 167.0
EMPTY, FULL_ANODE = 0.01, 0.85  # stoichiometry of that graphite over the full cell's window


def tabulate(taken: Taken) -> tuple[Points, Points]:
    """Evaluate a parameter set's function, made monotone to the last digit."""
    import pybamm

    stoichiometry = np.linspace(taken.low, taken.high, COUNT)
    function: Any = pybamm.ParameterValues(taken.parameters)[taken.function]
    found = [
        float(np.asarray(function(pybamm.Array([x])).evaluate()).ravel()[0]) for x in stoichiometry
    ]
    return stoichiometry, np.minimum.accumulate(np.round(found, 5))


def database_capacity(material: str) -> float:
    """The specific capacity of a material in the database, in mAh/g."""
    from celldesign.database.catalogue import Conditions, choose
    from celldesign.database.engine import open_catalogue

    with open_catalogue() as catalogue:
        records = catalogue.records(catalogue.material(material).key, "specific_capacity")
        return choose(records, Conditions()).record.si_value / 3600


def whole_capacity(taken: Taken, x: Points, potential: Points) -> float:
    """Specific capacity over all of a curve, from its anchor."""
    anchored = database_capacity(taken.material) if taken.capacity == "@" else float(taken.capacity)
    if not taken.limit:
        return anchored
    reached = float(np.interp(-taken.limit, -potential, x))
    return anchored * (taken.high - taken.low) / (taken.high - reached)


def write(key: str, fields: dict[str, str], x: Points, potential: Points) -> None:
    """Write a curve with what is known of it above its points."""
    head = "".join(f"# {name}: {text}\n" for name, text in fields.items())
    rows = "".join(f"{a:.5f},{b:.5f}\n" for a, b in zip(x, potential, strict=True))
    path = FOLDER / f"{key}.csv"
    path.write_text(f"{head}stoichiometry [1],potential [V]\n{rows}", encoding="utf-8")


def derived(graphite: tuple[Points, Points]) -> dict[str, tuple[str, float, Points]]:
    """Half-cell potentials behind BatPaC's full cells, by rising lithiation."""
    charge = np.linspace(0, 1, 11)
    anode = np.interp(EMPTY + charge * (FULL_ANODE - EMPTY), *graphite)
    found = {
        name: (name, capacity, np.minimum.accumulate((np.array(voltage) + anode)[::-1]))
        for name, (capacity, voltage) in FULL.items()
    }
    lto = np.array(FULL["LMO"][1]) + anode - np.array(LMO_LTO)
    inner = np.minimum.accumulate(np.round(lto[1:-1], 4))
    ends = np.array([inner[0] + 0.4, *inner, inner[-1] - 0.4])
    return found | {"LTO": ("LTO", LTO, ends)}


def main() -> None:
    """Write all curves."""
    warnings.simplefilter("ignore")
    FOLDER.mkdir(exist_ok=True)
    graphite = (np.empty(0), np.empty(0))
    for taken in TAKEN:
        x, potential = tabulate(taken)
        if taken.key == "graphite-Ai2020":
            graphite = x, potential
        fields = {
            "material": taken.material,
            "direction": taken.direction,
            "temperature": "25 degC",
            "counter": taken.counter,
            "capacity": f"{whole_capacity(taken, x, potential):.1f} mAh/g",
            "source": taken.source,
            "note": f"from PyBaMM's parameter set {taken.parameters}; capacity: {taken.anchor}",
        }
        write(taken.key, fields, x, potential)
    for name, (material, capacity, potential) in derived(graphite).items():
        fields = {
            "material": material,
            "direction": "mean",
            "temperature": "25 degC",
            "counter": "Li",
            "capacity": f"{capacity:.1f} mAh/g",
            "source": "batpac5",
            "note": "derived from BatPaC's full cells with the graphite of Ai2020 between "
            f"x = {EMPTY} and {FULL_ANODE}; the ends are cut-offs; an estimate",
        }
        write(f"{name}-BatPaC5", fields, np.linspace(0, 1, len(potential)), potential)


if __name__ == "__main__":
    main()
