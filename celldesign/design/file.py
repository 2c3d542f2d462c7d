"""The design file: TOML read strictly into given values; no physics, no database.

A value is a text with a unit, `{ value = "70 um", std = "2 um", source = "...", note = "..." }`,
or a bare number where the quantity is a count or a fraction.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from celldesign.design.economics import KEYS as ECONOMICS_KEYS
from celldesign.design.economics import Economics, take
from celldesign.design.entry import Entry, read_addressed, read_entry, window_ends
from celldesign.design.recipe import read_recipe
from celldesign.equations import formats_of
from celldesign.equations.kinds import FORMATS
from celldesign.errors import CelldesignError, DesignError, nearest, reason
from celldesign.files import example_names, shipped_example
from celldesign.toml_lines import line_of, place_of, read_toml
from celldesign.units.quantities import parse_as
from celldesign.vocabulary import by_dotted_name, vocabulary
from celldesign.vocabulary.renamed import renamed

LARGEST_FILE = 1_000_000
UNNAMED = "<text>"  # the path of a design that is in no file
SCHEMA = 2  # what is written; 1 had names of quantities that are renamed since
MATERIAL_SLOTS = (
    "cathode.collector.material",
    "cathode.tab.material",
    "anode.material",
    "anode.plates.material",
    "anode.collector.material",
    "anode.tab.material",
    "separator.material",
    "electrolyte.material",
    "casing.material",
)
PUBLISHED_KINDS = ("measured", "model", "simulated")
_TEXTS = ("name", "source", "notes", "format")
_SECTIONS = {(name.partition(".")[0],) for name in by_dotted_name() if "." in name} | {
    ("published",),
    ("checks",),
    ("material",),
    ("recycled",),
}
_OLD_SECTIONS = {(name.partition(".")[0],) for name in renamed()}


@dataclass(frozen=True, slots=True)
class Checks:
    """Relative disagreement that warns and that is an error, of values given twice over."""

    warn: float = 0.01
    error: float = 0.10


@dataclass(frozen=True)
class Design:
    """A parsed design: values by flat name, lists of points, formulations and materials by name.

    Values are in SI and keep what the file says. Frozen: `set_values` gives another design, whose
    `base` is the one without anything set; `freed`, `held` and `pending` (quantities set) are flat
    names that the cell's plan has still to take in.

    >>> design = read_design("examples/pouch_1Ah.toml")
    >>> design.format, design.materials["anode"], design.values["cathode_width"].text
    ('pouch', 'lithium', '50 mm')
    """

    name: str
    format: str
    path: str = UNNAMED
    text: str = ""
    source: str = ""
    notes: str = ""
    values: Mapping[str, Entry] = field(default_factory=dict)
    points: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    recipes: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    materials: Mapping[str, str] = field(default_factory=dict)
    addressed: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    published: Mapping[str, Entry] = field(default_factory=dict)
    published_kind: str = ""
    checks: Checks = field(default_factory=Checks)
    economics: Economics = field(default_factory=Economics)
    settings: tuple[str, ...] = ()
    base: "Design | None" = field(default=None, repr=False, compare=False)
    freed: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()  # names of 0.1 that the text has
    plant_text: str = ""  # of the plant file that the design names, where it is kept with it

    @property
    def sha256(self) -> str:
        """Hash of the file's text and of what was set on top of it."""
        return hashlib.sha256("\n".join((self.text, *self.settings)).encode()).hexdigest()

    @property
    def anode(self) -> str:
        """Kind of anode: a metal has a material, with or without a collector."""
        if "anode" not in self.materials:
            return "composite"
        if self.materials["anode"] == "none":
            return "none"
        on_collector = "anode.collector" in self.materials or any(
            name.startswith("anode_collector_") for name in self.values
        )
        return "foil on collector" if on_collector else "foil"

    @property
    def electrolyte(self) -> str:
        """Kind of electrolyte: liquid where the design has a section for it."""
        named = "electrolyte" in self.materials
        liquid = named or any(name.startswith("electrolyte_") for name in self.values)
        return "liquid" if liquid else "solid"

    def place(self, *keys: str) -> str:
        """Say where a key stands: file, line and key, or `--set`; the file is read once more."""
        name = ".".join(keys)
        if any(setting.startswith(f"{name}=") for setting in self.settings):
            return f"--set {name}"
        written = next((old for old in self.renamed if renamed()[old] == name), name)
        return place_of(self.text, self.path, tuple(written.split(".")))


def read_design(path: Path | str) -> Design:
    """Read a design file.

    Parameters
    ----------
    path
        A TOML file; a name that is no file is looked for among the shipped examples.

    Returns
    -------
    Design
        What the file says, in SI.

    Raises
    ------
    DesignError
        With the line of what is wrong, what is required there, and what was given.

    Examples
    --------
    >>> read_design("examples/pouch_1Ah.toml").name
    '1 Ah Li|HCPE|NMC-811 pouch, C/20 to 4.35 V'
    """
    path = shipped_example(Path(path)) or Path(path)
    try:
        if not path.is_file():
            path.stat()
            kind = "a folder" if path.is_dir() else "no regular file"
            raise DesignError("a design file is required", given=f"{path}, {kind}")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            size = path.stat().st_size / 1e6
            raise DesignError(
                f"a design file of at most {LARGEST_FILE // 1000} kB is required",
                given=f"{path}, {size:.1f} MB",
            )
        text = content.decode("utf-8-sig")
    except OSError as error:
        required = f"the design file cannot be read ({reason(error)})"
        hint = nearest(path.name, example_names())
        mend = f"{hint} `celldesign examples` lists the shipped designs" if hint else ""
        raise DesignError(required, given=str(path), mend=mend) from None
    except UnicodeDecodeError:
        raise DesignError("a text file in TOML is required", given=f"{path}, binary") from None
    return parse_design(text, str(path))


def parse_design(text: str, path: str = UNNAMED) -> Design:
    r"""Parse the text of a design file.

    Parameters
    ----------
    text
        TOML, as `read_design` reads it from a file.
    path
        What errors call it.

    Returns
    -------
    Design
        What the text says, in SI.

    Raises
    ------
    DesignError
        With the line of what is wrong.

    Examples
    --------
    >>> design = parse_design('schema = 2\n[cathode]\nthickness = "70 um"')
    >>> round(design.values["cathode_thickness"].value * 1e6, 6)
    70.0
    """
    if not text.strip():
        mend = "`celldesign new` writes one to start from"
        raise DesignError("a design is required", given=f"{path}, which is empty", mend=mend)
    try:
        document = read_toml(text)
    except ValueError as error:
        raise DesignError(f"{path} is not TOML: {error}") from None
    try:
        return _Reader(text, path).read(document)
    except RecursionError:
        raise DesignError(f"{path}: tables nested less deeply are required") from None


def unknown_format(name: str) -> DesignError:
    """What is wrong with the name of a format that there is not."""
    mend = nearest(name, FORMATS) or f"the formats are {', '.join(FORMATS)}"
    return DesignError("an unknown format", given=repr(name), mend=mend)


def foreign(flat: str, kind: str) -> DesignError | None:
    """What is wrong with a value that belongs to other formats."""
    if kind in formats_of(flat):
        return None
    name, own = vocabulary()[flat].name, " and ".join(formats_of(flat))
    return DesignError(f"the format {kind} has no {name}", mend=f"it belongs to {own}")


def window_problem(values: Mapping[str, Entry]) -> str:
    """What is wrong with the cut-offs, if anything is."""
    low, high = (values.get(f"operation_{end}_voltage") for end in ("lower", "upper"))
    if low and high and low.value >= high.value:
        return f"the lower cut-off must lie below the upper one: given {low.text} and {high.text}"
    return ""


class _Reader:
    """Walks the document once; what is wrong is reported with its line."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self.values: dict[str, Entry] = {}
        self.points: dict[str, tuple[Entry, ...]] = {}
        self.recipes: dict[str, dict[str, Entry]] = {}
        self.materials: dict[str, str] = {}
        self.addressed: dict[tuple[str, str], Entry] = {}
        self.published: dict[str, Entry] = {}
        self.published_kind = ""
        self.checks = Checks()
        self.economics = Economics()
        self.written: dict[str, tuple[str, ...]] = {}  # where a name of today stands, as written
        self.renamed: list[str] = []

    def read(self, document: dict[str, Any]) -> Design:
        schema = document.pop("schema", None)
        if schema not in (1, SCHEMA) or isinstance(schema, bool):
            mend = f"write schema = {SCHEMA} at the top; a newer file needs a newer celldesign"
            required = f"{self.path}: schema {SCHEMA} is required, or 1"
            raise DesignError(required, given=str(schema), mend=mend)
        texts = {}
        for key in _TEXTS:
            if key in document:
                texts[key] = self._named(key, document.pop(key))
        texts.setdefault("name", Path(self.path).stem)
        kind = texts.setdefault("format", "pouch")
        if kind not in FORMATS:
            place = place_of(self.text, self.path, ("format",))
            raise DesignError(f"{place}: {unknown_format(kind)}")
        for keys, value in self._leaves(document, ()):
            try:
                self._take(self._today(keys), value)
            except CelldesignError as error:
                place = place_of(self.text, self.path, keys)
                raise DesignError(f"{place}: {error}") from None
        for flat in self.values:
            if wrong := foreign(flat, kind):
                place = place_of(self.text, self.path, self._written(flat))
                raise DesignError(f"{place}: {wrong}")
        if "anode" in self.materials and "anode" in self.recipes:
            place = place_of(self.text, self.path, ("anode",))
            raise DesignError(f"{place}: a metal's material or a formulation is required, not both")
        if problem := window_problem(self.values):
            place = place_of(self.text, self.path, ("operation", "window"))
            raise DesignError(f"{place}: {problem}")
        return Design(
            path=self.path,
            text=self.text,
            values=self.values,
            points=self.points,
            recipes=self.recipes,
            materials=self.materials,
            addressed=self.addressed,
            published=self.published,
            published_kind=self.published_kind,
            checks=self.checks,
            economics=self.economics,
            renamed=tuple(self.renamed),
            name=texts["name"],
            format=texts["format"],
            source=texts.get("source", ""),
            notes=texts.get("notes", ""),
        )

    def _today(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The keys under their names of today; a name and its old one are not both taken."""
        section = keys[:1] if keys[0] == "published" else ()
        name = ".".join(keys[len(section) :])
        new = renamed().get(name, name)
        today = ".".join((*section, new))
        before = self.written.setdefault(today, keys)
        if ".".join(before) != ".".join(keys):
            lines = sorted(line_of(self.text, each) or 0 for each in (before, keys))
            raise DesignError(
                f"{new} is required once",
                given=f"both it and its old name, lines {lines[0]} and {lines[1]}",
                mend="remove one of them",
            )
        if new == name:
            return keys
        self.renamed.append(name)
        return (*section, *new.split("."))

    def _written(self, flat: str) -> tuple[str, ...]:
        name = vocabulary()[flat].name
        return self.written.get(name, tuple(name.split(".")))

    def _named(self, key: str, value: Any) -> str:
        try:
            return _text(value)
        except DesignError as error:
            raise DesignError(f"{place_of(self.text, self.path, (key,))}: {error}") from None

    def _leaves(
        self, table: Mapping[str, Any], keys: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], Any]]:
        for key, value in table.items():
            inner = (*keys, key)
            nested = isinstance(value, dict) and key != "recipe" and "value" not in value
            if not nested or not (value or inner in _SECTIONS | _OLD_SECTIONS):
                yield inner, value
            else:
                yield from self._leaves(value, inner)

    def _take(self, keys: tuple[str, ...], value: Any) -> None:
        name = ".".join(keys)
        quantity = by_dotted_name().get(name)
        if keys[0] == "published" and len(keys) > 1:
            self._take_published(".".join(keys[1:]), value)
        elif keys[0] == "checks" and len(keys) > 1:
            self._take_check(keys[1:], value)
        elif keys[0] == "material" and len(keys) == 3:
            self.addressed[keys[1:3]] = read_addressed(value)
        elif name in MATERIAL_SLOTS:
            self.materials[name.removesuffix(".material")] = _text(value)
        elif name in ("cathode.recipe", "anode.recipe"):
            self.recipes[keys[0]] = read_recipe(value)
        elif name == "operation.window":
            self._take_window(value)
        elif quantity is None and (economics := take(self.economics, keys, value)):
            self.economics = economics
        elif quantity is None or (quantity.component and not name.endswith("_points")):
            raise _unknown(keys)
        elif quantity.component:
            if not isinstance(value, list) or not value:
                raise DesignError("a list of values with units is required", given=repr(value))
            self.points[quantity.flat] = tuple(read_entry(quantity, item) for item in value)
        else:
            self.values[quantity.flat] = read_entry(quantity, value)

    def _take_published(self, name: str, value: Any) -> None:
        if name == "kind":
            if value not in PUBLISHED_KINDS:
                required = f"{' or '.join(PUBLISHED_KINDS)} is required"
                raise DesignError(required, given=repr(value))
            self.published_kind = value
            return
        quantity = by_dotted_name().get(name)
        if quantity is None or quantity.component:
            single = [word for word, each in by_dotted_name().items() if not each.component]
            mend = nearest(name, single)
            raise DesignError("an unknown quantity", given=repr(name), mend=mend)
        self.published[quantity.flat] = read_entry(quantity, value)

    def _take_check(self, keys: tuple[str, ...], value: Any) -> None:
        if keys not in (("warn",), ("error",)):
            raise DesignError(
                "an unknown key", given=keys[-1], mend="the checks are warn and error"
            )
        share, _ = parse_as(_text(value), "%")
        if share <= 0:
            raise DesignError("a share above zero is required", given=str(value))
        self.checks = replace(self.checks, **{keys[0]: share})

    def _take_window(self, value: Any) -> None:
        for name, item in window_ends(value).items():
            quantity = by_dotted_name()[name]
            self.values[quantity.flat] = read_entry(quantity, item)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise DesignError("a text is required", given=repr(value))
    if not value.isprintable():
        raise DesignError("a text without control characters is required", given=repr(value))
    return value


def _unknown(keys: tuple[str, ...]) -> DesignError:
    name = ".".join(keys)
    known = [
        *by_dotted_name(),
        *MATERIAL_SLOTS,
        *("cathode.recipe", "anode.recipe", "operation.window"),
        *(f"economics.{key}" for key in ECONOMICS_KEYS),
        *_TEXTS,
    ]
    siblings = [word for word in known if word.rpartition(".")[0] == name.rpartition(".")[0]]
    hint = nearest(name, siblings, 1) or nearest(name, known, 1)
    if name == "cathode.material":
        hint = 'write recipe = { NMC811 = "96 wt%", … }'
    if not hint and (keys[0],) not in _SECTIONS:
        hint = f"the sections are {', '.join(sorted(section for (section,) in _SECTIONS))}"
    return DesignError("an unknown key", given=name, mend=hint)
