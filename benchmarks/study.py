"""Whole cells a second in a study on one core and two; memory at 1e6 and 1e8; rows into Parquet.

Whole means mass, energy, lithium, safety and cost. Each case runs in a fresh process. Exits 1
where a bar is missed: a million cells a second, 1.7 times one core with two, and 500 MB a worker.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from celldesign.database.engine import open_catalogue
from celldesign.study.store import write
from celldesign.study.study import Study
from celldesign.study.whatif import prepare_whatif

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "pouch_1Ah.toml"
VARY = {
    "cathode.active_loading": "12:20mg/cm^2",
    "cathode.thickness": "60:100um",
    "anode.thickness": "1:60um",
    "separator.thickness": "20:60um",
    "operation.specific_capacity": "180:230mAh/g",
    "price.NMC811": "15:40$/kg",
}
WHOLE = (
    "cell.mass",
    "energy",
    "stack.specific_energy",
    "stack.energy_density",
    "lithium.excess_charge",
    "thermal.energy",
    "lifetime.cycles_to_depletion",
    "cost.per_energy",
)
CELLS_PER_SECOND, SPEED_UP, MEGABYTES = 1e6, 1.7, 500
SMALL, MIDDLE, LARGE = 10**6, 10**7, 10**8


def study(count: int, top: int = 10) -> Study:
    """Prepare a sample of the example cell's design space."""
    with open_catalogue() as catalogue:
        return prepare_whatif(
            EXAMPLE,
            VARY,
            catalogue=catalogue,
            sample=count,
            columns=WHOLE,
            top=top,
            by="stack.specific_energy" if top else "",
        )


def run_case(count: int, workers: int, parquet: bool) -> dict[str, float]:
    """Measure one case in this process; memory in MB is that of the largest process."""
    prepared = study(count, top=0 if parquet else 10)
    whole = resource.getrusage(resource.RUSAGE_SELF)
    started = time.perf_counter()
    if parquet:
        with TemporaryDirectory() as folder:
            write(prepared, Path(folder, "study.parquet"), workers=workers)
    else:
        prepared.frame(workers=workers)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = sum(
        now.ru_utime + now.ru_stime - (then.ru_utime + then.ru_stime if then else 0.0)
        for now, then in ((after, whole), (children, None))
    )
    return {
        "cells_per_second": count / seconds,
        "cells_per_cpu_second": count / used,  # what a machine busy with other things leaves true
        "page_faults": after.ru_minflt - whole.ru_minflt + children.ru_minflt,
        "megabytes": max(after.ru_maxrss, children.ru_maxrss) / 1e3,
    }


def cases(large: int, cores: int) -> dict[str, tuple[int, int, bool]]:
    """Name the cases: designs, processes, and whether they go into a file."""
    return {
        "one core": (MIDDLE, 1, False),
        f"{cores} cores": (MIDDLE, cores, False),
        f"{SMALL:.0e} designs": (SMALL, cores, False),
        f"{large:.0e} designs": (large, cores, False),
        "into Parquet": (MIDDLE, cores, True),
    }


def measure(chosen: dict[str, tuple[int, int, bool]]) -> dict[str, dict[str, float]]:
    """Run every case in a process of its own."""
    results = {}
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "CELLDESIGN_DATABASE": str(Path(folder, "cells.sqlite"))}
        with open_catalogue(environment["CELLDESIGN_DATABASE"]):
            pass  # seeded before anything is measured
        for name, case in chosen.items():
            command = (sys.executable, __file__, "--case", json.dumps(case))
            child = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
            results[name] = json.loads(child.stdout)
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--large", type=float, default=LARGE, help="designs of the largest case")
    parser.add_argument("--case", type=json.loads, help="measure one case in this very process")
    options = parser.parse_args()
    if options.case:
        print(json.dumps(run_case(*options.case)))
        return 0
    cores = min(os.cpu_count() or 1, 2)
    results = measure(cases(int(options.large), cores))
    one, both, small, large, _ = results.values()
    bars = {
        "cells a second": both["cells_per_second"] >= CELLS_PER_SECOND,
        "two cores": both["cells_per_second"] >= SPEED_UP * one["cells_per_second"],
        "memory": max(row["megabytes"] for row in (small, large)) < MEGABYTES,
        "flat memory": large["megabytes"] < 1.2 * small["megabytes"],
    }
    if options.json:
        print(json.dumps({"cases": results, "bars": bars}, indent=1))
    else:
        for name, row in results.items():
            print(
                "{:<14} {cells_per_second:11,.0f} cells/s {cells_per_cpu_second:11,.0f} per cpu s "
                "{megabytes:6,.0f} MB {page_faults:9,.0f} faults".format(name, **row)
            )
        for name, met in bars.items():
            print(f"{name}: {'met' if met else 'MISSED'}")
    return 0 if all(bars.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
