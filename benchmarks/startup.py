"""CPU time of the command line beside that of Python itself; exits 1 where a bar is missed.

Every command runs in a fresh process, the commands take turns, and the medians are compared. The
database and the compiled modules are in a temporary folder, and warm.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = str(Path(sysconfig.get_path("scripts"), "celldesign"))
COMMANDS = {
    "python -c pass": (sys.executable, "-c", "pass"),
    "celldesign --help": (PROGRAM, "--help"),
    "import numpy, pydantic": (sys.executable, "-c", "import numpy, pydantic"),
    "celldesign build": (PROGRAM, "build", str(ROOT / "examples" / "pouch_1Ah.toml")),
}
BARS = (  # command, what it is compared with, and how many times its CPU time it may take
    ("celldesign --help", "python -c pass", 9.0),
    ("celldesign build", "import numpy, pydantic", 2.5),
)


def cpu_time(command: tuple[str, ...], environment: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(runs: int) -> dict[str, float]:
    """Return the median CPU time of each command in seconds."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "CELLDESIGN_DATABASE": str(Path(folder, "celldesign.sqlite")),
            "PYTHONPYCACHEPREFIX": folder,
        }
        # Where it is set, every start would compile a checkout anew, as no installed one does.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for command in COMMANDS.values():
            cpu_time(command, environment)
        for _ in range(runs):
            for name, command in COMMANDS.items():
                times[name].append(cpu_time(command, environment))
    return {name: median(found) for name, found in times.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    times = measure(options.runs)
    ratios = {f"{name} / {other}": times[name] / times[other] for name, other, _ in BARS}
    met = all(times[name] <= bar * times[other] for name, other, bar in BARS)
    if options.json:
        bars = {f"{name} / {other}": bar for name, other, bar in BARS}
        print(json.dumps({"cpu_seconds": times, "ratios": ratios, "bars": bars, "met": met}))
    else:
        for name, seconds in times.items():
            print(f"{name:<24} {1e3 * seconds:8.1f} ms")
        for (name, ratio), (*_, bar) in zip(ratios.items(), BARS, strict=True):
            print(f"{name}: {ratio:.2f}, at most {bar:g}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
