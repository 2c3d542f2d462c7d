"""Where a package of an extra is missing, a command says which extra, and how to install it."""

import shutil
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
MISSING = (  # extra, its package, the module of it that is imported, and a command that needs it
    ("postgres", "psycopg", "psycopg", "build POUCH --database postgresql://h/n"),
    ("workbook", "xlsxwriter", "xlsxwriter", "build POUCH --xlsx cell.xlsx"),
    ("web", "uvicorn", "uvicorn", "serve POUCH"),
    ("parquet", "pyarrow", "pyarrow", "whatif POUCH --vary NAME=10,20um -o cells.parquet"),
    ("cluster", "distributed", "distributed",
     "whatif POUCH --vary NAME=10,20um --scheduler tcp://127.0.0.1:1"),
    ("evolve", "pymoo", "pymoo.algorithms.moo.nsga2",
     "pareto POUCH --vary NAME=10:20um --maximise energy --minimise cost.cell --evolve 2"),
    ("measure", "python-calamine", "python_calamine", "measure oxidation sweep.xlsx"),
    ("measure", "NewareNDA", "NewareNDA", "measure cycling cell.ndax"),
    ("measure", "matplotlib", "matplotlib",
     "measure oxidation READINGS/sweep.csv --figure sweep.png"),
    ("measure", "batterydf", "bdf", "measure oxidation sweep.parquet"),
    ("exchange", "bpx", "bpx", "import cell.json -o again.toml"),
    ("exchange", "openpyxl", "openpyxl", "export POUCH --to brightway -o cell.xlsx"),
    ("simulate", "pybamm", "pybamm", "simulate POUCH"),
    ("mcp", "mcp", "mcp", "mcp --list"),
)  # fmt: skip
IMPORTING = (  # our modules that import a package of an extra as they are imported themselves
    *("celldesign.web.agent", "celldesign.web.patience"),
    "celldesign.exchange.pybamm_parameters",
)
SHORT = {
    "POUCH": "examples/pouch_1Ah.toml",
    "READINGS": "examples/measurements",
    "NAME": "anode.thickness",
}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("extra", "package", "module", "command"), MISSING)
def test_a_missing_package_is_one_line_with_its_extra(
    extra, package, module, command, tmp_path, monkeypatch, run
):
    assert any(each.startswith(package) for each in EXTRAS[extra])
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "cell.json").write_text('{"Header": {"BPX": "1.1.0", "Model": "DFN"}}')
    for name in ("sweep.xlsx", "cell.ndax", "sweep.parquet"):
        (tmp_path / name).write_bytes(b"PK\x03\x04" if name[-1] == "x" else b"PAR1")
    before = set(tmp_path.iterdir())
    monkeypatch.chdir(tmp_path)
    # An earlier test of this process may have imported parts of the package, and ours that use it.
    loaded = [each for each in sys.modules if each.startswith(f"{module}.")]
    for each in (module, *loaded):
        monkeypatch.setitem(sys.modules, each, None)
    for ours in IMPORTING:
        monkeypatch.delitem(sys.modules, ours, raising=False)
    for word, meant in SHORT.items():
        command = command.replace(word, meant)
    status, _, said = run(*command.split())
    assert (status, said.count("\n")) == (1, 1), said
    assert said.startswith("error: ")
    assert f"pip install 'celldesign[{extra}]'" in said
    assert set(tmp_path.iterdir()) == before


def test_readme_names_every_extra():
    named = (ROOT / "README.md").read_text()
    missing = [each for each in EXTRAS if f"`{each}`" not in named and f"[{each}]" not in named]
    assert missing == ["dev"]  # for `.ci/run`, not for users
