"""A workbook with live formulas: change an input and follow the chain to every figure.

Each cell is one sheet. What is given, looked up or assumed stands in its display unit and may be
changed; beside it is the named SI value that the formulas use. Each computed quantity is a formula
over those names, made from the equation that computed it here, with our value kept in it.
"""

import io
import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from celldesign.cell.result import Cell
from celldesign.errors import CelldesignError, install
from celldesign.report.compare import full_label, headlines, sources, values_of
from celldesign.report.formula import INFINITE
from celldesign.report.layout import Row, rows, shown_value, unit_of
from celldesign.vocabulary import by_dotted_name

HEADS = ("quantity", "label", "value", "unit", "± std", "SI value", "SI unit", "origin", "basis")
WIDTHS = (36, 48, 13, 13, 10, 13, 13, 11, 100)
VALUE, SI = 2, 5
RIGHT = (2, 4, 5)
WIDE, NARROW, LINE = 100, 18, 15  # columns of notes and of compared cells, height of a line
A4 = 9


def workbook(cells: Sequence[Cell]) -> bytes:
    """Write the workbook of one cell, or of several with a sheet that compares them."""
    try:
        from xlsxwriter import Workbook
    except ModuleNotFoundError:
        raise CelldesignError("a workbook needs XlsxWriter", mend=install("workbook")) from None
    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    _Writer(book, cells).write()
    book.close()
    return content.getvalue()


class _Writer:
    """Puts the rows into sheets; names belong to their sheet, so that cells do not mix."""

    def __init__(self, book: Any, cells: Sequence[Cell]) -> None:
        self.book, self.cells = book, cells
        add: Callable[..., Any] = book.add_format
        self.bold = add({"bold": True})
        self.title = add({"bold": True, "font_size": 14})
        head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        self.heads = {
            "left": add(head),
            "right": add(head | {"align": "right"}),
            "unit": add(head | {"align": "left", "indent": 1}),
        }
        self.section = add({"bold": True, "bg_color": "#DDE6F0"})
        self.faint = add({"font_color": "#595959"})
        self.unit = add({"indent": 1})
        self.faint_unit = add({"indent": 1, "font_color": "#595959"})
        self.wrapped = add({"text_wrap": True, "valign": "top"})
        self.numbers = {
            (style, form): add(look | {"num_format": form})
            for style, look in (
                ("bold", {"bold": True}),
                ("faint", {"font_color": "#595959"}),
                ("plain", {}),
                ("input", {"bg_color": "#FFF6D6", "border": 1, "border_color": "#C9B458"}),
            )
            for form in _FORMS
        }

    def write(self) -> None:
        several = len(self.cells) > 1
        titles = [f"Cell {i}" if several else "Cell" for i in range(1, len(self.cells) + 1)]
        overview = self.book.add_worksheet("Comparison") if several else None
        places = [
            self._sheet(self.book.add_worksheet(title), title, cell)
            for title, cell in zip(titles, self.cells, strict=True)
        ]
        if overview:
            self._comparison(overview, titles, places)
        self._notes(self.book.add_worksheet("Notes"))

    def _sheet(self, sheet: Any, title: str, cell: Cell) -> dict[str, int]:
        """Write one cell; returns the row of each quantity."""
        sheet.write_string(0, 0, cell.design.name, self.title)
        hint = (
            "Change what is yellow; the rest follows, except what was looked up or read off "
            "curves. The SI values carry the names in formulas."
        )
        sheet.write_string(1, 0, hint, self.faint)
        top = 3
        figures = [line.name for line in headlines([cell])]
        start = top + 2 + len(figures)
        places: dict[str, int] = {}
        for column, head in enumerate(HEADS):
            look = self.heads["right" if column in RIGHT else "left" if column < VALUE else "unit"]
            sheet.write_string(top, column, head, look)
            sheet.set_column(column, column, WIDTHS[column])
        laid = rows(cell)
        for number, row in enumerate(laid, start):
            if row.name and row.quantity:
                places[row.quantity] = number
            self._row(sheet, number, row)
            if row.name:
                last = number + row.span - 1
                target = f"='{title}'!$F${number + 1}:$F${last + 1}"
                if row.span == 1:
                    target = target.partition(":")[0]
                scope = f"'{title}'!" if len(self.cells) > 1 else ""
                self.book.define_name(f"{scope}{row.name}", target)
        for number, name in enumerate(figures, top + 1):
            self._linked(sheet, number, cell, name, places[name])
        self._printed(sheet, start + len(laid) - 1, len(HEADS) - 2, head=top)  # without the basis
        sheet.freeze_panes(top + 1, 2)
        sheet.autofilter(top, 0, start + len(laid) - 1, len(HEADS) - 1)
        return places

    def _printed(self, sheet: Any, last: int, columns: int, head: int | None = None) -> None:
        """On A4, as wide as the page, with the heads on each."""
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.print_area(0, 0, last, columns)
        sheet.fit_to_pages(1, 0)
        if head is not None:
            sheet.repeat_rows(head)
        sheet.set_footer("&L&A&R&P of &N")

    def _look(self, style: str, value: Any) -> Any:
        """A number's format: five digits as far as the size allows, General for words."""
        return self.numbers[style, _form(value)]

    def _linked(self, sheet: Any, number: int, cell: Cell, name: str, place: int) -> None:
        value = cell[name]
        sheet.write_string(number, 0, name, self.bold)
        sheet.write_string(number, 1, full_label(value.quantity), self.bold)
        shown = _kept(shown_value(value.quantity, float(value.si)))
        sheet.write_formula(number, VALUE, f"=C{place + 1}", self._look("bold", shown), shown)
        sheet.write_string(number, 3, unit_of(value.quantity), self.unit)

    def _row(self, sheet: Any, number: int, row: Row) -> None:
        if not row.origin:
            for column in range(len(HEADS)):
                sheet.write_blank(number, column, None, self.section)
            sheet.write_string(number, 0, row.label, self.section)
            return
        names = {"value": f"C{number + 1}", "si": f"F{number + 1}"}
        sheet.write_string(number, 0, row.quantity)
        sheet.write_string(number, 1, row.label)
        editable = bool(row.quantity and row.si_formula) and not row.shown_formula
        if row.shown_formula:
            formula = row.shown_formula.format(**names)
            sheet.write_formula(
                number, VALUE, formula, self._look("plain", row.shown), _kept(row.shown)
            )
        elif row.shown is not None:
            look = self._look("input" if editable else "plain", row.shown)
            sheet.write(number, VALUE, _kept(row.shown), look)
        if row.choices:
            rule = {"validate": "list", "source": list(row.choices)}
            sheet.data_validation(number, VALUE, number, VALUE, rule)
        sheet.write_string(number, 3, row.unit, self.unit)
        if row.std is not None:
            sheet.write_number(number, 4, row.std, self._look("faint", row.std))
        if row.si_formula:
            formula = row.si_formula
            formula = formula.format(**names) if editable else formula
            sheet.write_formula(number, SI, formula, self._look("faint", row.si), _kept(row.si))
        else:
            sheet.write(number, SI, _kept(row.si), self._look("faint", row.si))
        si_unit = "" if row.si_unit == "1" else row.si_unit
        for column, text in ((6, si_unit), (7, row.origin), (8, row.basis)):
            sheet.write_string(number, column, text, self.faint_unit)

    def _comparison(self, sheet: Any, titles: list[str], places: list[dict[str, int]]) -> None:
        heads = ["quantity", "label", "unit", *(cell.design.name for cell in self.cells)]
        heads += [f"{title} over {titles[0]}" for title in titles[1:]]
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self.heads["left" if column < 3 else "right"])
        sheet.set_column(0, 1, 34)
        sheet.set_column(2, len(heads) - 1, NARROW)
        known = [name for name in by_dotted_name() if any(name in place for place in places)]
        scalars = [name for name in known if not by_dotted_name()[name].component]
        for number, name in enumerate(scalars, 1):
            self._compared(sheet, number, name, titles, places)
        sheet.set_row(0, LINE * max(_lines(head, NARROW) for head in heads))
        self._printed(sheet, len(scalars), len(heads) - 1, head=0)
        sheet.freeze_panes(1, 2)

    def _compared(
        self, sheet: Any, number: int, name: str, titles: list[str], places: list[dict[str, int]]
    ) -> None:
        quantity = by_dotted_name()[name]
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, full_label(quantity))
        sheet.write_string(number, 2, unit_of(quantity))
        values = values_of(name, self.cells)
        first = values[0]
        for index, value in enumerate(values):
            if value is None:
                continue
            shown, column = shown_value(quantity, float(value.si)), 3 + index
            formula = f"='{titles[index]}'!C{places[index][name] + 1}"
            sheet.write_formula(number, column, formula, self._look("plain", shown), _kept(shown))
            ratio = not quantity.choices and first is not None and float(first.si) != 0
            if index and ratio and first is not None:
                over = float(shown) / float(shown_value(quantity, float(first.si)) or np.nan)
                cell = _letter(column)
                place = 2 + len(values) + index
                formula = f"=IF(D{number + 1}=0,NA(),{cell}{number + 1}/D{number + 1})"
                look = self._look("faint", over)
                sheet.write_formula(number, place, formula, look, _kept(over))

    def _notes(self, sheet: Any) -> None:
        sheet.set_column(0, 0, WIDE)
        lines: list[tuple[str, Any]] = []
        for cell in self.cells:
            for title, notes in (
                ("Warnings", cell.warnings),
                ("What is set and held", cell.released),
                ("Overrides", cell.overrides),
                ("Assumptions", cell.assumptions),
            ):
                if notes:
                    lines += [(f"{title}: {cell.design.name}", self.section)]
                    lines += [(note, self.wrapped) for note in notes]
        lines.append(("Sources", self.section))
        for cited in sources(self.cells):
            doi = f", doi {cited.doi}" if cited.doi else ""
            lines.append((cited.text + doi, self.wrapped))
        for number, (text, style) in enumerate(lines):
            sheet.write_string(number, 0, text, style)
            sheet.set_row(number, LINE * _lines(text, WIDE))
        self._printed(sheet, len(lines) - 1, 0)


_FORMS = ("General", *(f"{0:.{digits}f}" for digits in range(7)), "0.0000E+00")


def _form(value: Any) -> str:
    """Choose the format that shows five digits of a number; a shorter one shows as it is.

    >>> _form(357.3737), _form(0.0280833), _form(2.412345e-5), _form(0.2808), _form("pouch")
    ('0.00', '0.000000', '0.0000E+00', 'General', 'General')
    """
    if isinstance(value, str) or not np.isfinite(value):
        return "General"
    if np.isclose(value, float(f"{value:.5g}"), rtol=1e-12, atol=0) and not 0 < abs(value) < 1e-3:
        return "General"
    power = int(np.floor(np.log10(abs(value))))
    return f"{0:.{4 - power}f}" if -3 < power < 5 else "0.0000E+00"


def _lines(text: str, width: int) -> int:
    return len(textwrap.wrap(text, width)) or 1


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def _kept(value: Any) -> Any:
    """What a cell of a spreadsheet can hold: no infinity, and an error for what is no number."""
    if isinstance(value, str):
        return value
    number = float(value)
    if np.isnan(number):
        return "#N/A"
    return INFINITE if number > INFINITE else -INFINITE if number < -INFINITE else number
