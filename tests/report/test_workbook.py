import ast
import importlib
import io
import pkgutil
import shutil
import subprocess
from inspect import isfunction
from pathlib import Path

import numpy as np
import pytest

import celldesign.equations
from celldesign.balancing import at_rate
from celldesign.model.source import body
from celldesign.report.formula import Cells, UntranslatableError, translate
from celldesign.report.layout import rows
from celldesign.report.workbook import workbook
from celldesign.vocabulary import by_dotted_name

EXAMPLES = Path(__file__).parents[2] / "examples"
openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")
soffice = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(soffice is None, reason="LibreOffice is not installed")


def formula(text, **names):
    (step,) = translate(ast.parse(f"return {text}").body, names, Cells("result", 0))
    return step.formulas[0]


# What the reduced model of a rate gives, with the values at half charge: marked values.
FED = at_rate.AtRate((), {"cathode": (0, 1), "anode": (0, 1)}, None, True).fed

SCALAR = {name: Cells(name, 0) for name in ("aa", "bb", "cc")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aa - (bb - cc)", "=aa-(bb-cc)"),
        ("aa / (bb * cc)", "=aa/(bb*cc)"),
        ("aa ** bb ** cc", "=aa^(bb^cc)"),
        ("(aa ** bb) ** cc", "=(aa^bb)^cc"),
        ("-aa ** 2", "=(-aa^2)"),
        ("(-aa) ** 2", "=(-aa)^2"),
        ("aa * (bb == 1)", "=aa*(bb=1)"),
        ("np.where(aa < 0, np.inf, bb)", "=IF((aa<0),9e+307,bb)"),
        ("np.ceil(aa)", "=(-INT(-(aa)))"),
    ],
)
def test_a_formula_means_what_the_code_means(text, expected):
    assert formula(text, **SCALAR) == expected


def test_minus_binds_less_than_a_power():
    # A spreadsheet reads -2^2 as 4; only brackets keep it -4, and a bracket is what comes out.
    assert "(-aa^2)" in formula("bb + -aa ** 2", **SCALAR) or "(-(aa^2))" in formula(
        "bb + -aa ** 2", **SCALAR
    )


@pytest.mark.parametrize(
    "text", ["np.interp(aa, bb, cc)", "aa if bb else cc", "[aa, bb]", "aa @ bb"]
)
def test_what_has_no_formula_is_refused(text):
    with pytest.raises(UntranslatableError):
        formula(text, **SCALAR)


def equations():
    prefix = "celldesign.equations."
    for found in pkgutil.walk_packages(celldesign.equations.__path__, prefix):
        module = importlib.import_module(found.name)
        for name, function in vars(module).items():
            if getattr(function, "__module__", None) == module.__name__ and isfunction(function):
                yield pytest.param(function, id=f"{found.name.removeprefix(prefix)}.{name}")


@pytest.mark.parametrize("function", list(equations()))
def test_every_equation_becomes_formulas(function):
    parameters = function.__code__.co_varnames[: function.__code__.co_argcount]
    components = {q.flat for q in by_dotted_name().values() if q.component}
    kinds = {flat.partition("_")[2] for flat in components} | components
    names = {each: Cells(each, 3 if each in kinds else 0) for each in parameters}
    result = Cells("result", 3 if function.__name__.split("_from_")[0] in kinds else 0)
    numbers = {k: v for k, v in function.__globals__.items() if isinstance(v, float)}
    steps = translate(body(function), names, result, numbers)
    assert steps[-1].cells == result
    assert len({step.cells.name for step in steps}) == len(steps)


def test_every_quantity_is_live_but_what_curves_gave(build):
    for name, expected in (
        ("pouch_1Ah", {"operation.limit_by_curves"}),
        ("lacey_nmc622_21700", set()),
        (
            "lg_m50",
            {
                "operation.limit_by_curves",
                "operation.stated_specific_capacity",
                "operation.stated_average_voltage",
                "operation.voltage_state",
            },
        ),
    ):
        laid = rows(build(EXAMPLES / f"{name}.toml"))
        fixed = [row for row in laid if row.origin == "value only"]
        ours = {row.quantity for row in fixed if row.quantity.replace(".", "_") not in FED}
        assert ours == expected
        assert all("curves" in row.basis or "rate model" in row.basis for row in fixed)


def test_inputs_carry_unit_origin_and_source(build):
    laid = {row.quantity: row for row in rows(build(EXAMPLES / "pouch_1Ah.toml"))}
    thickness = laid["cathode.thickness"]
    assert (thickness.shown, thickness.unit, thickness.std) == (
        pytest.approx(70),
        "um",
        pytest.approx(2),
    )
    assert thickness.origin == "given"
    assert "pouch_1Ah.toml" in thickness.basis
    assert laid["anode.density"].origin == "database"
    assert laid["cell.rounding"].choices == ("nearest", "up", "down")
    assert laid["faraday_constant"].basis.startswith("CODATA")


def test_kept_values_are_ours(build):
    cell = build(EXAMPLES / "pouch_1Ah.toml")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([cell])), data_only=True)["Cell"]
    kept = {row[0].value: row for row in sheet.iter_rows(min_row=5) if row[7].value == "computed"}
    scalars = [name for name in kept if not by_dotted_name()[name].component]
    assert len(scalars) > 50
    for name in scalars:
        if not by_dotted_name()[name].choices and by_dotted_name()[name].unit != "C-rate":
            assert kept[name][2].value == pytest.approx(cell[name].value, rel=1e-12), name
            assert kept[name][5].value == pytest.approx(cell[name].si, rel=1e-12), name


def test_a_name_of_a_file_is_no_formula(build):
    cell = build(EXAMPLES / "pouch_1Ah.toml", name="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(workbook([cell])))
    assert book["Cell"]["A1"].data_type == "s"


def recalculated(content, folder, change=None):
    """Drop every kept value, change an input, and let LibreOffice compute the rest."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for name, value in (change or {}).items():
        for sheet in book.worksheets:
            for row in sheet.iter_rows(min_row=5):
                if row[0].value == name and row[7].value not in (None, "computed"):
                    row[2].value = value
    book.save(folder / "in.xlsx")
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(folder / "out"), str(folder / "in.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(folder / "out" / "in.xlsx", data_only=True)


def numbers(sheet):
    return {
        cell.coordinate: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }


@needs_office
def test_a_spreadsheet_computes_what_we_compute(build, tmp_path):
    names = ("pouch_1Ah", "tesla_4680", "lacey_nmc811_graphite", "coin_2032", "anode_free")
    content = workbook([build(EXAMPLES / f"{name}.toml") for name in names])
    ours = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    theirs = recalculated(content, tmp_path)
    for sheet in ours.worksheets:
        mine, other = numbers(sheet), numbers(theirs[sheet.title])
        assert mine.keys() == other.keys()
        keys = sorted(mine)
        np.testing.assert_allclose(
            [other[k] for k in keys], [mine[k] for k in keys], rtol=1e-9, atol=1e-300
        )


@needs_office
@pytest.mark.parametrize(
    ("name", "change", "settings", "sheets"),
    [
        (
            "pouch_1Ah",
            {
                "anode.thickness": 20,
                "cell.target_capacity": 1.5,
                "operation.rate": 0.1,
                "cell.rounding": "up",
            },
            {
                "anode.thickness": "20 um",
                "cell.target_capacity": "1.5 Ah",
                "operation.rate": "C/10",
                "cell.rounding": "up",
            },
            9,
        ),
        (
            "graphite_68Ah",
            {"cathode.active_loading": 30, "separator.thickness": 20, "cathode.sheets": 20},
            {
                "cathode.active_loading": "30 mg/cm^2",
                "separator.thickness": "20 um",
                "cathode.sheets": "20",
            },
            20,
        ),
        (  # what the curves gave does not depend on it
            "lg_m50",
            {"separator.thickness": 20},
            {"separator.thickness": "20 um"},
            1,
        ),
    ],
)
def test_a_changed_input_gives_what_set_gives(build, tmp_path, name, change, settings, sheets):
    path = EXAMPLES / f"{name}.toml"
    book = recalculated(workbook([build(path)]), tmp_path, change)
    expected = build(path, **settings)
    found = {row[0].value: row[5].value for row in book["Cell"].iter_rows(min_row=5)}
    assert expected["cathode.sheets"].value == sheets
    for quantity, value in expected.quantities.items():
        flat = value.quantity.flat
        if not value.quantity.component and not FED & expected.plan.ancestors(flat):
            assert found[quantity] == pytest.approx(float(value.si), rel=1e-9), quantity
