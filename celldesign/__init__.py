"""Design a battery cell, cost it, and trust the answer.

The public names are imported when they are first used, so that `import celldesign` stays light.

>>> import celldesign
>>> cell = celldesign.build("examples/pouch_1Ah.toml")
>>> round(cell["stack.specific_energy"].value, 1)
357.4
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from celldesign.cell.build import build
    from celldesign.cell.explain import explain
    from celldesign.cell.result import Cell, Value
    from celldesign.database.catalogue import Catalogue
    from celldesign.database.engine import open_catalogue
    from celldesign.design.file import Design, parse_design, read_design
    from celldesign.design.overrides import set_values
    from celldesign.errors import CelldesignError
    from celldesign.report.tables import compare
    from celldesign.study.pareto import pareto
    from celldesign.study.sensitivity import sensitivity
    from celldesign.study.solve import solve
    from celldesign.study.uncertainty import uncertainty
    from celldesign.study.whatif import whatif

_HOMES = {
    "build": "cell.build",
    "compare": "report.tables",
    "explain": "cell.explain",
    "Cell": "cell.result",
    "Value": "cell.result",
    "Catalogue": "database.catalogue",
    "open_catalogue": "database.engine",
    "Design": "design.file",
    "parse_design": "design.file",
    "read_design": "design.file",
    "set_values": "design.overrides",
    "CelldesignError": "errors",
    **dict.fromkeys(("pareto", "sensitivity", "solve", "uncertainty", "whatif"), "study"),
}
__all__ = [
    "Catalogue",
    "Cell",
    "CelldesignError",
    "Design",
    "Value",
    "build",
    "compare",
    "explain",
    "open_catalogue",
    "pareto",
    "parse_design",
    "read_design",
    "sensitivity",
    "set_values",
    "solve",
    "uncertainty",
    "whatif",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("celldesign")
    if name in _HOMES:
        return getattr(import_module(f"celldesign.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'celldesign' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
