"""Write curves from published tables into materials/curves.

Run with `python tools/curves_from_tables.py`. Three sources: the full cells of BatPaC 5.0 by state
of charge, the voltages before the pulses of the paper's pouch cell, and the potential of LNMO.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

FOLDER = Path(__file__).parents[1] / "materials" / "curves"


class Full(NamedTuple):
    """A full cell's open-circuit voltage by state of charge, in steps of 10 %."""

    material: str
    counter: str
    capacity: str  # mAh/g of the cathode between the ends
    voltage: tuple[float, ...]


# fmt: off
FULL = (
    Full("NMC811", "graphite", "213.6",
         (3, 3.4793, 3.5561, 3.6174, 3.6579, 3.7132, 3.8095, 3.9164, 4.0317, 4.1311, 4.25)),
    Full("NMC111", "graphite", "171.3",
         (3, 3.5184, 3.5977, 3.6525, 3.6805, 3.7139, 3.7753, 3.8776, 3.9952, 4.117, 4.25)),
    Full("NMC532", "graphite", "187.1",
         (3, 3.5362, 3.6032, 3.6493, 3.673, 3.7047, 3.7642, 3.887, 4.0049, 4.1311, 4.25)),
    Full("NMC622", "graphite", "190.9",
         (3, 3.5263, 3.5899, 3.6394, 3.6639, 3.7054, 3.7721, 3.8802, 3.993, 4.1167, 4.25)),
    Full("NCA", "graphite", "202",
         (3, 3.4532, 3.5323, 3.5972, 3.6431, 3.6985, 3.7768, 3.8838, 3.9732, 4.0865, 4.25)),
    Full("LFP", "graphite", "156.7",
         (2.5, 3.2256, 3.2817, 3.3147, 3.3216, 3.3247, 3.3362, 3.3539, 3.3589, 3.3635, 3.8)),
    Full("LMO", "graphite", "118.6",
         (3.2, 3.7523, 3.8238, 3.8683, 3.8946, 3.9557, 4.0089, 4.0354, 4.0436, 4.0544, 4.25)),
    Full("LMO", "LTO", "118.6",
         (2.1, 2.3964, 2.4229, 2.4365, 2.4559, 2.5126, 2.5619, 2.5755, 2.5846, 2.648, 3.0)),
)
POUCH = {
    "charge": (3, 3.68, 3.74, 3.78, 3.82, 3.86, 3.92, 3.99, 4.06, 4.12, 4.2),
    "discharge": (3, 3.44, 3.5, 3.55, 3.6, 3.64, 3.69, 3.76, 3.84, 3.92, 4.2),
}
# Points of the measured curve, read off so that lines between them keep to it within 2 mV.
LNMO = (
    (0.0189, 4.8569), (0.0291, 4.8357), (0.0393, 4.8225), (0.0598, 4.8079), (0.0802, 4.8007),
    (0.1109, 4.7944), (0.1620, 4.7888), (0.2028, 4.7854), (0.2539, 4.7826), (0.3050, 4.7797),
    (0.3561, 4.7757), (0.4072, 4.7729), (0.4276, 4.7707), (0.4481, 4.7626), (0.4583, 4.7573),
    (0.4685, 4.7538), (0.4992, 4.7504), (0.5502, 4.7479), (0.6013, 4.7463), (0.6524, 4.7438),
    (0.6934, 4.7404), (0.7137, 4.7357), (0.7444, 4.7273), (0.7853, 4.7248), (0.8057, 4.7201),
    (0.8261, 4.7098), (0.8466, 4.6907), (0.8670, 4.6651), (0.8772, 4.6432), (0.8875, 4.6114),
    (0.8977, 4.5645), (0.9079, 4.4961), (0.9181, 4.3709), (0.9283, 4.2712), (0.9386, 4.1975),
    (0.9488, 4.1441), (0.9590, 4.1038), (0.9794, 4.0332), (0.9896, 3.9892), (0.9999, 3.5563),
)
# fmt: on


def write(key: str, fields: dict[str, str], points: list[tuple[float, float]]) -> None:
    """Write a curve with what is known of it above its points."""
    head = "".join(f"# {name}: {text}\n" for name, text in fields.items())
    rows = "".join(f"{x:.4f},{y:.4f}\n" for x, y in points)
    path = FOLDER / f"{key}.csv"
    path.write_text(f"{head}stoichiometry [1],potential [V]\n{rows}", encoding="utf-8")


def by_charge(voltage: tuple[float, ...]) -> list[tuple[float, float]]:
    """Turn voltages by rising state of charge into points by rising lithiation."""
    steps = np.linspace(0, 1, len(voltage)).tolist()
    return list(zip(steps, reversed(voltage), strict=True))


def main() -> None:
    """Write all curves."""
    common = {"direction": "mean", "temperature": "25 degC"}
    for cell in FULL:
        fields = {
            "material": cell.material,
            **common,
            "counter": cell.counter,
            "capacity": f"{cell.capacity} mAh/g",
            "source": "batpac5",
            "note": f"a full cell against {cell.counter} by state of charge; ends are cut-offs",
        }
        write(f"{cell.material}-full-{cell.counter}-BatPaC5", fields, by_charge(cell.voltage))
    for way, voltage in POUCH.items():
        fields = {
            "material": "NMC811",
            "direction": "delithiation" if way == "charge" else "lithiation",
            "temperature": "60 degC",
            "counter": "Li",
            "capacity": "178 mAh/g",
            "source": "boaretto2025",
            "note": f"Table S{2 if way == 'charge' else 3}, before the pulses of the pouch cell in "
            f"{way}: under C/10, not at rest; the ends are cut-offs",
        }
        write(f"NMC811-pouch-{way}-Boaretto2025", fields, by_charge(voltage))
    fields = {
        "material": "LNMO",
        "direction": "mean",
        "temperature": "20 degC",
        "counter": "Li",
        "capacity": "130 mAh/g",
        "source": "pron2019",
        "note": "capacity: Lacey cell calculator, practical; all of the curve",
    }
    write("LNMO-Pron2019", fields, list(LNMO))


if __name__ == "__main__":
    main()
