"""A new result is an equation and a row of the vocabulary: two files, and every report shows it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from celldesign.files import data_folder

ROOT = Path(__file__).parents[2]
EQUATION = '''

def operation_charge_number(capacity: Coulombs, nominal_capacity: Coulombs) -> Fraction:
    """Capacity over the nominal one.

    >>> operation_charge_number(9.0, 10.0)
    0.9
    """
    return capacity / nominal_capacity
'''
ROW = (
    "operation.charge_number | charge number | z | % | 0 1000 | | made up for a test | | life"
    " | +1 | page, study, sheet | made up\n"
)
ASK = """
import io, sys
import openpyxl
from celldesign import build, whatif
from celldesign.report import buildsheet, html, summary, tables, terminal, workbook
from celldesign.vocabulary.glossary import page

cells = [build(path) for path in sys.argv[1:]]
book = openpyxl.load_workbook(io.BytesIO(workbook.workbook(cells)))
texts = {
    "build": terminal.details(cells[0]),
    "JSON": str(cells[0].to_dict()),
    "compare": tables.to_text(cells),
    "page": html.page(cells),
    "workbook": str([cell.value for sheet in book for row in sheet for cell in row]),
    "build sheet": buildsheet.to_text(buildsheet.build_sheet(cells[0])),
    "study": whatif(sys.argv[1], {"anode.thickness": "40, 50 um"}).to_string(),
    "glossary": page(),
}
for name, text in texts.items():
    print(name, "operation.charge_number" in text or "charge number" in text)
"""


def test_two_files_make_a_new_result_that_every_report_shows(tmp_path: Path, database: str) -> None:
    package = shutil.copytree(
        ROOT / "celldesign", tmp_path / "celldesign", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("materials", "templates"):
        (tmp_path / name).symlink_to(data_folder(name))
    equations = package / "equations" / "performance" / "energy.py"
    equations.write_text(equations.read_text("utf-8") + EQUATION, "utf-8")
    rows = package / "vocabulary" / "cell.py"
    rows.write_text(
        rows.read_text("utf-8").replace('ROWS = r"""\n', f'ROWS = r"""\n{ROW}'), "utf-8"
    )
    paths = [str(ROOT / "examples" / f"{name}.toml") for name in ("pouch_1Ah", "coin_2032")]
    found = subprocess.run(
        [sys.executable, "-c", ASK, *paths],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    shown = dict(line.rsplit(" ", 1) for line in found.stdout.splitlines())
    assert len(shown) == 8
    assert not [name for name, there in shown.items() if there != "True"]
