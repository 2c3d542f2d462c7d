"""The import rule: every module imports from its own level or from below, and no cycle closes."""

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import celldesign
from celldesign.files import data_folder

ROOT = Path(celldesign.__file__).parent
LEVELS = (
    ("si", "constants", "errors", "toml_lines"),
    ("files", "units", "vocabulary", "equations"),
    ("design", "model"),
    ("database", "balancing"),
    ("inputs",),
    ("cell",),
    ("safety", "cost", "exchange", "study"),
    ("report", "measure"),
    ("web",),
    ("app", "__init__", "__main__"),
)
LEVEL = {name: level for level, names in enumerate(LEVELS) for name in names}
ONLY_IN = {
    "sqlmodel": {"database"},
    "sqlalchemy": {"database"},
    "alembic": {"database"},
    "pandas": {"study", "report", "measure"},
    "plotly": {"report"},
    "jinja2": {"report", "web", "app"},
    "typer": {"app"},
    "numba": {"study"},
    "pint": {"units"},
}
FILES = {
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
    if "_data" not in path.parts
}


def _imports(name: str) -> Iterator[str]:
    """Everything that a module imports, wherever in it, by full name."""
    for node in ast.walk(ast.parse(FILES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: import by full name"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in FILES else str(node.module)


def _part(name: str) -> str:
    """The module or package right under celldesign."""
    return name.split(".")[1] if "." in name else "__init__"


def _inner(name: str) -> list[str]:
    return [other for other in _imports(name) if other.split(".")[0] == "celldesign"]


def test_every_module_has_a_level() -> None:
    assert {_part(name) for name in FILES} <= set(LEVEL)


@pytest.mark.parametrize("name", FILES)
def test_imports_point_downwards(name: str) -> None:
    above = [other for other in _inner(name) if LEVEL[_part(other)] > LEVEL[_part(name)]]
    assert not above


def test_no_circle_closes_between_modules_and_packages() -> None:
    graph: dict[str, set[str]] = {}
    for name in FILES:
        graph.setdefault(_part(name), set()).update(map(_part, _inner(name)))
    order = TopologicalSorter({part: graph[part] - {part, "__init__"} for part in graph})
    assert set(order.static_order()) == set(graph)


def test_the_bottom_stands_by_itself() -> None:
    for name in LEVELS[0]:
        assert not _inner(f"celldesign.{name}")


@pytest.mark.parametrize(
    "name", [name for name in FILES if ".equations." in name and not name.endswith(".kinds")]
)
def test_equations_import_numpy_and_units_only(name: str) -> None:
    assert set(_imports(name)) <= {"numpy", "celldesign.si"}


def test_the_choice_of_equations_imports_its_own_modules_only() -> None:
    found = {*_imports("celldesign.equations"), *_imports("celldesign.equations.kinds")}
    outside = {other for other in found if ".equations." not in other}
    assert outside <= sys.stdlib_module_names


@pytest.mark.parametrize("name", FILES)
def test_heavy_packages_stay_where_they_belong(name: str) -> None:
    heads = {other.split(".")[0] for other in _imports(name)}
    assert all(_part(name) in ONLY_IN[head] for head in heads & set(ONLY_IN))


def test_no_circle_closes_between_files() -> None:
    """Imports for types alone are left out: they are read and never run."""
    graph = {name: set(_run_imports(name)) & FILES.keys() - {name} for name in FILES}
    assert set(TopologicalSorter(graph).static_order()) == set(FILES)


def _run_imports(name: str) -> Iterator[str]:
    """What a module imports of ours as it is loaded, by full name."""
    tree = ast.parse(FILES[name].read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("celldesign"):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in FILES else str(node.module)


def test_nothing_is_imported_by_a_name_put_together() -> None:
    """But for a cell's pictures in a notebook, which lie above the cell."""
    ours = [name for name in FILES if FILES[name].name != "__init__.py"]
    texts = {name: FILES[name].read_text(encoding="utf-8") for name in ours}
    found = [name for name, text in texts.items() if re.search(r"import_module\(.celldesign", text)]
    assert found == ["celldesign.cell.result"]


def test_few_modules_lie_loose() -> None:
    loose = [path for path in ROOT.glob("*.py") if path.stem not in ("__init__", "__main__")]
    assert len(loose) <= 6


@pytest.mark.parametrize(
    ("path", "defines"),
    [
        ("equations/format/jelly_roll.py", "jelly_roll_length"),
        ("balancing/half_cells.py", "chosen_curves"),
        ("equations/plant/purchased_foil.py", "anode_coating_cost"),
        ("app/options.py", "pairs"),
        ("units/text.py", "with_std"),
    ],
)
def test_a_question_has_one_place(path: str, defines: str) -> None:
    """The spiral's length, the half-cell curve, the price of a foil, `--set`, "value ± std"."""
    found = [
        str(file.relative_to(ROOT))
        for file in FILES.values()
        if re.search(rf"^def {defines}\(", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert found == [path] or (path, len(found)) == ("equations/plant/purchased_foil.py", 2)


def test_the_comparison_has_one_page() -> None:
    folder = data_folder("templates") / "report"
    assert [path.name for path in folder.glob("*compar*")] == ["compared.html.jinja"]
