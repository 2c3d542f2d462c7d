"""BPX, the Battery Parameter eXchange format: out of a built cell, and into a design."""

import json
import math
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from textwrap import shorten
from typing import Any

from celldesign.cell.result import Cell
from celldesign.design.economics import KEYS as ECONOMICS_KEYS
from celldesign.design.economics import Economics
from celldesign.design.file import MATERIAL_SLOTS, Design, parse_design
from celldesign.equations.kinds import FORMATS
from celldesign.errors import ExchangeError, install, reason
from celldesign.exchange.bpx_facts import Facts, Side, facts
from celldesign.exchange.parameters import Metal, Parameters, Porous
from celldesign.units.quantities import format_rate, from_si
from celldesign.vocabulary import by_dotted_name, vocabulary

FORMAT = "1.1.0"
LARGEST_FILE = 50_000_000
_MARK = "celldesign "
_DESIGN = "The design in words: "
_POINTS = 101


def document(cell: Cell, parameters: Parameters) -> dict[str, Any]:
    """Write a cell as a BPX document, valid against the `bpx` package.

    Given numbers that the format has no place for, such as widths and collectors, stand in its
    user-defined section, names of materials in its description, so that `read` makes the same
    design again, without uncertainties and sources. Raises ExchangeError for a
    cell that the format cannot say.
    """
    p, negative = parameters, _porous(parameters)
    parts = {
        "Cell": _cell(p),
        "Electrolyte": {
            "Cation transference number": p.electrolyte.transference_number,
            "Conductivity [S.m-1]": p.electrolyte.conductivity,
            "Diffusivity [m2.s-1]": p.electrolyte.diffusivity,
        },
        "Negative electrode": _electrode(negative, p.electrolyte.concentration),
        "Positive electrode": _electrode(p.positive, p.electrolyte.concentration),
        "Separator": {
            "Thickness [m]": p.separator_thickness,
            "Porosity": p.separator_fraction,
            "Transport efficiency": p.separator_efficiency,
        },
        "User-defined": _own(p, cell.design),
    }
    state = {
        "Initial conditions": {
            "Initial state-of-charge": 1.0,
            "Initial temperature [K]": p.temperature,
            "Initial electrolyte concentration [mol.m-3]": p.electrolyte.concentration,
        },
        "Thermal environment": {"Ambient temperature [K]": p.temperature},
    }
    return {"Header": _header(cell.design, p), "Parameterisation": parts, "State": state}


def _porous(p: Parameters) -> Porous:
    """The negative electrode of a cell that BPX can say."""
    if isinstance(p.negative, Metal):
        raise ExchangeError(
            "BPX has porous electrodes only",
            given=f"a metal anode of {p.negative.material}",
            mend="export it to PyBaMM instead: celldesign export FILE --to pybamm",
        )
    if p.catholyte is not None:
        raise ExchangeError(
            "BPX has one electrolyte for the whole cell", given="a membrane and a catholyte"
        )
    return p.negative


def _header(design: Design, p: Parameters) -> dict[str, str]:
    assumed = " ".join(f"{each}." for each in p.assumptions)
    words = json.dumps(_texts_of(design), ensure_ascii=False)
    return {
        "BPX": FORMAT,
        "Title": p.name,
        "Description": f"Written by celldesign {version('celldesign')} from a built cell. "
        f"{assumed} {_DESIGN}{words}",
        "References": design.source or "celldesign",
        "Model": "DFN",
    }


def _cell(p: Parameters) -> dict[str, float | int]:
    return {
        "Electrode area [m2]": p.single_side_area,
        "External surface area [m2]": p.surface_area,
        "Volume [m3]": p.volume,
        "Number of electrode pairs connected in parallel to make a cell": p.faces,
        "Lower voltage cut-off [V]": p.lower_voltage,
        "Upper voltage cut-off [V]": p.upper_voltage,
        "Nominal cell capacity [A.h]": p.nominal_capacity / 3600,
        "Reference temperature [K]": p.temperature,
        "Density [kg.m-3]": p.mass / p.volume,
        "Specific heat capacity [J.K-1.kg-1]": p.specific_heat,
    }


def _electrode(e: Porous, concentration: float) -> dict[str, Any]:
    margin = 0.02 * (e.full - e.empty)
    curve = e.curve.between(max(e.empty - margin, 0.0), min(e.full + margin, 1.0), _POINTS)
    return {
        "Thickness [m]": e.thickness,
        "Porosity": e.electrolyte_fraction,
        "Transport efficiency": e.transport_efficiency,
        "Conductivity [S.m-1]": e.conductivity,
        "Minimum stoichiometry": e.empty,
        "Maximum stoichiometry": e.full,
        "Maximum concentration [mol.m-3]": e.maximum_concentration,
        "Particle radius [m]": e.particle_radius,
        "Surface area per unit volume [m-1]": e.surface,
        "Diffusivity [m2.s-1]": e.diffusivity,
        "OCP [V]": {"x": curve.x.tolist(), "y": curve.volts.tolist()},
        "Entropic change coefficient [V.K-1]": 0.0,
        # BPX normalises the rate constant with both concentrations.
        "Reaction rate constant [mol.m-2.s-1]": (
            e.rate_constant * e.maximum_concentration * math.sqrt(concentration)
        ),
    }


def _own(p: Parameters, design: Design) -> dict[str, float]:
    """Numbers that the format has no place for: what PyBaMM asks for, and given values in SI."""
    words = vocabulary()
    return {
        "Open-circuit voltage at 0% SOC [V]": p.lower_voltage,
        "Open-circuit voltage at 100% SOC [V]": p.upper_voltage,
        **{f"{_MARK}{words[flat].name}": entry.value for flat, entry in design.values.items()},
    }


def _texts_of(design: Design) -> dict[str, Any]:
    """Names of materials; a text in the user-defined section would keep PyBaMM from reading it."""
    return {
        "format": design.format,
        "materials": dict(design.materials),
        "recipes": {
            side: {name: entry.value for name, entry in recipe.items()}
            for side, recipe in design.recipes.items()
        },
        "properties": {
            f"material.{json.dumps(key, ensure_ascii=False)}.{prop}": entry.text
            for (key, prop), entry in design.addressed.items()
        },
        "economics": _economics(design.economics),
    }


def _economics(wishes: Economics) -> dict[str, Any]:
    """What is asked of prices and plant, without a plant file, which the document has not."""
    asked = {key: getattr(wishes, key) for key in ECONOMICS_KEYS}
    return {
        key: value
        for key, value in asked.items()
        if value not in (None, "") and not str(value).endswith(".toml")
    }


@dataclass(frozen=True, slots=True)
class Imported:
    """A design's text, what it still lacks, and what was noted on the way."""

    text: str
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    facts: tuple[str, ...] = ()


def read(path: Path) -> Imported:
    """Read a BPX file into a design; raises ExchangeError for what is no such file."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ExchangeError("a BPX file of at most 50 MB is required", given=str(path))
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ExchangeError(f"the file cannot be read ({reason(error)})", given=str(path)) from None
    except (ValueError, RecursionError):
        raise ExchangeError("a JSON file in BPX is required", given=str(path)) from None
    return parse(content, str(path))


def _reason(error: Exception) -> str:
    """Say where in the document what is wrong, without what only pydantic's users want to know."""
    found = error.errors() if hasattr(error, "errors") else []
    places = (
        ": ".join([*map(str, each["loc"]), each["msg"].removeprefix("Value error, ")])
        for each in found
    )
    return shorten("; ".join(places) or " ".join(str(error).split()), 300)


def parse(content: Any, path: str = "<document>") -> Imported:
    """Turn a BPX document into a design; files of version 0 are converted, and that is noted."""
    notes = [_checked_version(content, path)]
    bpx = import_bpx()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = bpx.parse_bpx_obj(_floats(content))  # it changes what it is given
        except Exception as error:  # bpx raises whatever its validators meet
            raise ExchangeError(f"{path} is not valid BPX: {_reason(error)}") from None
    said = dict.fromkeys(" ".join(str(each.message).split()) for each in caught)
    notes += [shorten(text, 300) for text in said if "legacy BPX" not in text]  # said above
    if found.parameterisation is None:
        required = f"{path}: a BPX file with parameters of a cell is required"
        raise ExchangeError(required, given=found.header.model)
    _refuse_unphysical(found.parameterisation.cell, path)
    state, cell = found.state, found.parameterisation.cell
    ambient = state.thermal_environment if state else None
    temperature = (ambient and ambient.ambient_temperature) or getattr(
        cell, "reference_temperature", None
    )
    own = dict(found.parameterisation.user_defined or ())
    numbers = {
        name.removeprefix(_MARK): float(value)
        for name, value in own.items()
        if name.startswith(_MARK) and isinstance(value, int | float)
    }
    title = found.header.title or "imported from BPX"
    texts = _texts(found.header.description)
    design = _Design(facts(found), title, temperature, texts, numbers)
    return design.imported(tuple(filter(None, notes)))


def design_from(facts: Facts, title: str, temperature: float | None, *notes: str) -> Imported:
    """Make a design from what another program's file says of a cell."""
    return _Design(facts, title, temperature, {}, {}).imported(notes)


def _floats(content: Any, expression: bool = False) -> Any:
    """Copy a document with the integers of its expressions as floats.

    The package computes with them: 9**9**9 would never end, where 9.0**9.0**9.0 overflows at once.

    >>> _floats({"Parameterisation": {"Cell": {"OCP [V]": "4.2 - 9**9 * x2"}}})
    {'Parameterisation': {'Cell': {'OCP [V]': '4.2 - 9.0**9.0 * x2'}}}
    """
    if isinstance(content, dict):
        return {
            key: _floats(value, (expression or key == "Parameterisation") and key != "User-defined")
            for key, value in content.items()
        }
    if isinstance(content, list):
        return [_floats(value, expression) for value in content]
    if expression and isinstance(content, str):
        return re.sub(r"(?<![\w.])(\d+)(?![\w.])", r"\1.0", content)
    return content


def _refuse_unphysical(cell: Any, path: str) -> None:
    for name, value in (
        ("Electrode area [m2]", cell.electrode_area),
        ("Number of electrode pairs", cell.number_of_electrodes),
        ("Nominal cell capacity [A.h]", cell.nominal_cell_capacity),
    ):
        if not 0 < value < 1e9:
            raise ExchangeError(f"{path}: {name} must be above zero", given=f"{value:g}")


def import_bpx() -> Any:
    """Import the package bpx, which warns of its own parser; raises ExchangeError without it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import bpx
        except ImportError:
            required = "reading BPX needs the package bpx"
            raise ExchangeError(required, mend=install("exchange")) from None
    return bpx


def _checked_version(content: Any, path: str) -> str:
    header = content.get("Header") if isinstance(content, dict) else None
    stated = str(header.get("BPX")) if isinstance(header, dict) else "None"
    major = stated.partition(".")[0]
    if not (major.isascii() and major.isdigit() and len(major) < 9):
        raise ExchangeError(f"{path}: a BPX file with Header and BPX version is required")
    if int(major) > int(FORMAT.partition(".")[0]):
        raise ExchangeError(
            f"{path}: BPX {FORMAT} or older is required",
            given=stated,
            mend="a newer file needs a newer celldesign",
        )
    return "" if int(major) else f"BPX {stated} was converted to {FORMAT}"


class _Design:
    """Writes the text of a design: `texts` and `numbers` are those of a file of ours."""

    def __init__(
        self,
        facts: Facts,
        title: str,
        temperature: float | None,
        texts: dict[str, Any],
        numbers: dict[str, float],
    ) -> None:
        self.facts, self.title, self.temperature = facts, title, temperature
        self.texts, self.numbers = texts, numbers

    def imported(self, notes: tuple[str, ...]) -> Imported:
        ours = bool(self.texts)
        stated = self._stated()
        # an areal capacity of ours is not that of all lithium sites
        mine = {name for name in self.numbers if not name.endswith(".areal_capacity")}
        values = {name: stated[name] for name in stated if not ours or name in mine}
        for name, value in self.numbers.items():
            # What the format states may have been changed since; it knows no shape, though.
            same = math.isclose(values.get(name, value), value, rel_tol=1e-9)
            if same or name.rpartition(".")[2] in _SIDES:
                values[name] = value
        missing = () if ours else tuple(self._missing())
        notes = notes if ours else (*notes, *self._notes())
        lines = () if ours else tuple(self.facts.lines())
        return Imported(self._text(self.title, values, missing), missing, notes, lines)

    def _missing(self) -> Iterator[str]:
        yield from _MISSING
        if self.facts.half_cell:
            yield "the thickness of the lithium (anode.thickness)"
        if self.facts.cathode.porosity is None:
            yield "the porosities, which a single-particle model has none of"
        if self.facts.separator_thickness is None:
            yield "the separator's thickness and porosity"

    def _stated(self) -> dict[str, float]:
        """Quantities that BPX states, by dotted name in SI.

        All pairs stand side by side: half of them on either side of one cathode sheet.
        """
        facts = self.facts
        side = math.sqrt(facts.area)
        values: dict[str, float | None] = {
            "cathode.thickness": facts.cathode.thickness,
            "cathode.porosity": self._porosity(facts.cathode),
            "cathode.areal_capacity": facts.cathode.used,
            "separator.thickness": facts.separator_thickness,
            "separator.porosity": self._separator(),
            "operation.lower_voltage": facts.lower_voltage,
            "operation.upper_voltage": facts.upper_voltage,
            "cathode.collector.thickness": facts.cathode.collector,
            "anode.collector.thickness": facts.anode.collector,
        }
        if not facts.half_cell:
            values |= {
                "anode.thickness": facts.anode.thickness,
                "anode.porosity": self._porosity(facts.anode),
                "anode.areal_capacity": facts.anode.sites,
            }
        if not self.texts:
            values["operation.capacity_factor"] = 1.0
            values["operation.average_voltage"] = facts.mean_voltage
        pairs = 1 if self.texts else facts.pairs / 2
        for part in ("cathode", "anode", "separator"):
            values |= {f"{part}.width": side * pairs, f"{part}.height": side}
        values["operation.temperature"] = self.temperature
        return {name: float(value) for name, value in values.items() if value is not None}

    def _separator(self) -> float | None:
        """The separator's porosity; 1 is a model's way to have none."""
        porosity = self.facts.separator_porosity
        return porosity if porosity is not None and (porosity < 0.95 or self.texts) else None

    def _porosity(self, side: Side) -> float | None:
        """None where particles and pores leave no room for a binder, which a design has."""
        crowded = side.porosity is not None and side.porosity + side.active_fraction > _CROWDED
        return None if crowded and not self.texts else side.porosity

    def _notes(self) -> list[str]:
        """Name what of the file is not in the design."""
        facts, notes = self.facts, []
        notes.append("dropped: kinetics, diffusion and transport, which follow from materials here")
        if facts.mean_voltage is not None:
            notes.append("of the curves, the design has their mean voltage only")
        else:
            notes.append("dropped: the curves, of a blend or not to be evaluated")
        for name, side in (("cathode", facts.cathode), ("anode", facts.anode)):
            if side.blend:
                parts = ", ".join(side.blend)
                notes.append(f"the {name} is a blend of {parts}, whose capacities were added up")
            if side.porosity is not None and self._porosity(side) is None:
                notes.append(
                    f"dropped: the porosity of the {name}, {100 * side.porosity:.3g} %, since "
                    "particles and pores leave no room for a binder; the formulation gives it"
                )
            if side.hysteresis:
                notes.append(f"the {name} has hysteresis: the mean curve of the file counts")
        off = facts.capacity / facts.nominal_capacity - 1
        if abs(off) > 0.02:
            notes.append(
                f"{facts.capacity / 3600:.4g} Ah by stoichiometry, {100 * off:+.1f} % off the "
                f"{facts.nominal_capacity / 3600:.4g} Ah stated, which stands under [published]"
            )
        return notes

    def _published(self) -> list[str]:
        facts = self.facts
        rows = [f'nominal_capacity = "{facts.nominal_capacity / 3600:.10g} Ah"']
        if facts.mass and facts.volume:
            rows.append(f'"cell.mass" = "{1e3 * facts.mass:.10g} g"')
            rows.append(f'"cell.volume" = "{1e6 * facts.volume:.10g} cm^3"')
        return ["[published]", *rows]

    def _text(self, title: str, values: dict[str, float], missing: tuple[str, ...]) -> str:
        lines = ["schema = 2", f"name = {json.dumps(title, ensure_ascii=False)}"]
        lines.append(f"format = {json.dumps(self.texts.get('format', 'unit'))}")
        if not self.texts:
            lines.append(
                f"# {self.facts.pairs} electrode pairs of {1e4 * self.facts.area:.6g} cm^2, as one "
                "cathode sheet coated on both sides"
            )
            if self.facts.half_cell:
                lines.append('anode.material = "lithium"')
        lines += [f"# missing: {each}" for each in missing]
        window = [values.pop(f"operation.{end}_voltage", None) for end in ("lower", "upper")]
        for name in sorted(values):
            line = _line(name, values[name])
            lines.append(line)
        if None not in window:
            lines.append(f'operation.window = ["{window[0]!r} V", "{window[1]!r} V"]')
        for slot, material in self.texts.get("materials", {}).items():
            lines.append(f"{slot}.material = {json.dumps(material, ensure_ascii=False)}")
        for side, recipe in self.texts.get("recipes", {}).items():
            parts = ", ".join(
                f'{json.dumps(name, ensure_ascii=False)} = "{100 * share!r} wt%"'
                for name, share in recipe.items()
            )
            lines.append(f"{side}.recipe = {{ {parts} }}")
        lines += [
            f"{address} = {json.dumps(text, ensure_ascii=False)}"
            for address, text in self.texts.get("properties", {}).items()
        ]
        lines += [
            f"economics.{key} = {json.dumps(value, ensure_ascii=False)}"
            for key, value in self.texts.get("economics", {}).items()
        ]
        lines += [] if self.texts else self._published()
        return "\n".join(lines) + "\n"


_CROWDED = 0.98  # of the volume; a binder and carbon need the rest
_SIDES = ("width", "height")
_MISSING = (
    "the formulations of cathode and anode, or their loadings and coating densities",
    "the specific capacity of the cathode (cathode.nominal_specific_capacity)",
    "the collectors (material and thickness), and the separator's material",
    "the electrolyte's material, and how much of it",
    "the casing and the number of sheets, for more than one repeat unit",
)


def _texts(description: str | None) -> dict[str, Any]:
    """Names of materials as `document` wrote them; empty for a file of another program."""
    try:
        content = json.loads((description or "").partition(_DESIGN)[2])
    except ValueError:
        return {}
    if not isinstance(content, dict):
        return {}
    parts: dict[str, Any] = {
        key: content.get(key) for key in ("materials", "recipes", "properties")
    }
    economics = content.setdefault("economics", {})  # absent from files of older versions
    slots = {name.removesuffix(".material") for name in MATERIAL_SLOTS}
    known = (
        all(isinstance(part, dict) for part in (*parts.values(), economics))
        and (economics.keys() <= set(ECONOMICS_KEYS))
        and (parts["materials"].keys() <= slots and parts["recipes"].keys() <= {"cathode", "anode"})
    )
    return content if known and content.get("format") in FORMATS else {}


def _line(name: str, value: float) -> str:
    quantity = by_dotted_name().get(name)
    if quantity is None:
        return f"# unknown here: {name} = {value!r}"
    if quantity.choices:
        return f"{name} = {json.dumps(quantity.choices[int(value)])}"
    if quantity.unit == "C-rate":
        return f'{name} = "{format_rate(value)}"'
    if quantity.count:
        return f"{name} = {round(value)}"
    shown = f"{float(from_si(value, quantity.unit)):.12g}"
    return f"{name} = {shown}" if quantity.unit == "1" else f'{name} = "{shown} {quantity.unit}"'


def design_of(imported: Imported) -> Design:
    """Parse the design that an import made, which shows that its text is sound."""
    return parse_design(imported.text, "<BPX>")
