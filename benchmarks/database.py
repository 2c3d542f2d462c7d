"""What a build, a search and a listing take on a large database, beside the shipped one.

Fills a database with generated materials and values of a user's (1e5 and 1e6 unless told
otherwise), on SQLite or on a server that `--url` names (an empty database), and times the commands
in fresh processes that take turns. Exits 1 where one takes more than twice its time.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = str(Path(sysconfig.get_path("scripts"), "celldesign"))
BAR = 2.0
COMMANDS = {
    "build": ("build", str(ROOT / "examples" / "pouch_1Ah.toml")),
    "search a name": ("materials", "search", "NMC-811"),
    "search a word": ("materials", "search", "silvery"),
    "search a range": ("materials", "search", "--where", "density > 4.5 g/cm^3"),
    "list": ("materials", "list", "--limit", "100"),
    "list a role": ("materials", "list", "--role", "binder"),
    "show": ("materials", "show", "NMC811"),
    "misspelt": ("materials", "show", "NMC81x"),
}
_ELEMENTS = ("Li", "Na", "Ni", "Mn", "Co", "Fe", "Al", "Ti", "Zr", "P", "S", "O", "F", "Cl")


def fill(url: str, materials: int, values: int) -> float:
    """Add generated materials and values to a database; returns the seconds that it took."""
    from sqlalchemy import insert

    from celldesign.database import tables
    from celldesign.database.addresses import find_address
    from celldesign.database.engine import open_catalogue
    from celldesign.database.indexing import index_materials
    from celldesign.database.writing import writing

    open_catalogue(url).close()
    begun = time.perf_counter()
    with writing(find_address(url)) as session:
        keys = [f"compound {number:06}" for number in range(materials)]
        filled: tuple[tuple[Any, Iterator[dict[str, Any]]], ...] = (
            (tables.Source, iter([_source()])),
            (tables.Material, _materials(keys)),
            (tables.PropertyValue, _values(keys, values)),
        )
        for table, rows in filled:
            for part in _parts(rows, 20_000):
                session.connection().execute(insert(table.__table__), part)
        index_materials(session, keys)
    if find_address(url).path is None:
        _analyze(url)
    return time.perf_counter() - begun


def _source() -> dict[str, Any]:
    return {
        "key": "generated", "citation": "Generated for a measurement", "doi": "", "url": "",
        "year": 2026, "kind": "estimate", "licence": "", "origin": "user",
    }  # fmt: skip


def _materials(keys: list[str]) -> Iterator[dict[str, Any]]:
    draw = random.Random(1)
    for key in keys:
        parts = draw.sample(_ELEMENTS, 3)
        formula = "".join(f"{each}{draw.randint(1, 9)}" for each in parts)
        yield {
            "key": key, "folded": key.replace(" ", ""), "name": f"the {key}", "formula": formula,
            "role": draw.choice(("precursor", "solid electrolyte")), "aliases": "[]",
            "notes": "generated", "composition": "{}", "origin": "user", "withdrawn": False,
        }  # fmt: skip


def _values(keys: list[str], count: int) -> Iterator[dict[str, Any]]:
    draw = random.Random(2)
    for number in range(count):
        value = round(draw.uniform(1, 4.5), 4)
        yield {
            "material": keys[number % len(keys)], "property": "density", "value": value,
            "unit": "g/cm^3", "si_value": 1000 * value, "std": None, "low": None, "high": None,
            "qualifier": "", "temperature": None, "conditions": "{}",
            "conditions_hash": "generated", "source": "generated", "locator": str(number),
            "year": 2026, "quality": "D", "preferred": False, "note": "", "origin": "user",
            "superseded_by": None, "withdrawn": False, "entered_at": "",
        }  # fmt: skip


def _parts(rows: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    for row in rows:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def _analyze(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")


def seconds(url: str, command: tuple[str, ...]) -> float:
    """Time one command in a process of its own."""
    environment = os.environ | {"CELLDESIGN_DATABASE": url}
    begun = time.perf_counter()
    subprocess.run(
        [PROGRAM, *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - begun


def measure(shipped: str, large: str, runs: int) -> dict[str, dict[str, float]]:
    """Return the median seconds of each command on both databases, and their ratio."""
    found: dict[str, dict[str, float]] = {}
    for name, command in COMMANDS.items():
        times: dict[str, list[float]] = {shipped: [], large: []}
        for _ in range(runs + 1):
            for url, taken in times.items():
                taken.append(seconds(url, command))
        small, big = (median(taken[1:]) for taken in times.values())
        found[name] = {"shipped": small, "large": big, "ratio": big / small}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--materials", type=int, default=100_000)
    parser.add_argument("--values", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--url", help="An empty database on a server, in place of SQLite.")
    parser.add_argument("--shipped", help="Another empty one on it, for the shipped data.")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if bool(options.url) != bool(options.shipped):
        parser.error("--url and --shipped go together")
    with TemporaryDirectory() as folder:
        large = options.url or str(Path(folder, "large.sqlite"))
        shipped = options.shipped or str(Path(folder, "shipped.sqlite"))
        filled = fill(large, options.materials, options.values)
        found = measure(shipped, large, options.runs)
    met = all(each["ratio"] <= BAR for each in found.values())
    if options.json:
        print(json.dumps({"fill_seconds": filled, "commands": found, "bar": BAR, "met": met}))
        return 0 if met else 1
    print(f"{options.materials} materials, {options.values} values: filled in {filled:.0f} s")
    for name, each in found.items():
        times = f"{1e3 * each['shipped']:7.0f} ms {1e3 * each['large']:7.0f} ms"
        print(f"{name:16} {times}  {each['ratio']:.2f} times")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
