"""What `--set` and its like put on top of a design, under the names of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from celldesign.design.economics import KEYS as ECONOMICS_KEYS
from celldesign.design.economics import take
from celldesign.design.entry import read_addressed, read_entry, window_ends
from celldesign.design.file import MATERIAL_SLOTS, Design, foreign, unknown_format, window_problem
from celldesign.design.recipe import share_of, with_share
from celldesign.equations import formats_of
from celldesign.equations.kinds import FORMATS
from celldesign.errors import CelldesignError, DesignError, nearest
from celldesign.vocabulary import by_dotted_name
from celldesign.vocabulary.renamed import asked
from celldesign.vocabulary.synonyms import synonyms

# Names that take a word, and no number.
CHOICES = (*MATERIAL_SLOTS, "format", *(f"economics.{key}" for key in ECONOMICS_KEYS))
_OF_STACKS = ("stack_count", "stack_outer_electrodes")  # which a change of case leaves as they are


def set_values(
    design: Design,
    settings: Mapping[str, str],
    free: Sequence[str] = (),
    hold: Sequence[str] = (),
) -> Design:
    """Set quantities, materials, the format or database values on top of a design.

    Parameters
    ----------
    design
        A parsed design, which stays as it is.
    settings
        Values with units by dotted name or synonym; `material.KEY.PROPERTY` addresses the database.
    free
        Names that are no longer given.
    hold
        Names that stay at the value that they have without `settings`.

    Returns
    -------
    Design
        Another design, whose `base` is the one without anything set.

    Raises
    ------
    CelldesignError
        For a name that cannot be set, freed or held, or a value that it cannot have.

    Examples
    --------
    >>> from celldesign import read_design
    >>> design = read_design("examples/pouch_1Ah.toml")
    >>> set_values(design, {"anode.thickness": "20 um"}).values["anode_thickness"].text
    '20 um'
    """
    if not (settings or free or hold):
        return design
    base = design.base or design
    asked_for = [asked(name) for name in settings]
    if twice := [name for name in asked_for if asked_for.count(name) > 1]:
        raise DesignError(f"{twice[0]} is set twice", given=", ".join(settings))
    for name, text in sorted(settings.items(), key=lambda item: item[0].strip() != "format"):
        try:
            design = _set(design, asked(name), text.strip())
        except CelldesignError as error:
            raise type(error)(f"{name.strip()}: {error}") from None
    if problem := window_problem(design.values):
        raise DesignError(f"operation.window: {problem}")
    design = replace(design, base=base)
    for word, names in (("free", free), ("hold", hold)):
        for name in names:
            design = _freed_or_held(design, word, asked(name))
    return design


def _freed_or_held(design: Design, word: str, name: str) -> Design:
    quantity = by_dotted_name().get(name)
    if quantity is None or quantity.component:
        recipe = name.partition(".")[2].partition(".")[0] == "recipe" or quantity is not None
        mend = (
            "the shares of a formulation are given, and stay as they are"
            if recipe
            else nearest(name, [*by_dotted_name(), *synonyms()])
        )
        raise DesignError(f"--{word}: a quantity is required", given=repr(name), mend=mend)
    if problem := foreign(quantity.flat, design.format):
        raise type(problem)(f"--{word} {name}: {problem}")
    if quantity.flat in (*design.freed, *design.held, *design.pending):
        before = "set" if quantity.flat in design.pending else "freed or held already"
        raise DesignError(
            f"--{word} {name}: a name that is neither set nor freed nor held is required",
            given=f"{name}, which is {before}",
        )
    settings = (*design.settings, f"{word} {name}")
    if word == "hold":
        return replace(design, settings=settings, held=(*design.held, quantity.flat))
    if quantity.flat not in design.values:
        required = f"--free {name}: a name that the file gives is required"
        raise DesignError(required, given=f"{name}, which it does not")
    values = {flat: entry for flat, entry in design.values.items() if flat != quantity.flat}
    return replace(design, settings=settings, values=values, freed=(*design.freed, quantity.flat))


def _set(design: Design, name: str, text: str) -> Design:
    done = replace(design, settings=(*design.settings, f"{name}={text}"))
    if name in ("format", "name"):
        if name == "format" and text not in FORMATS:
            raise unknown_format(text)
        return _converted(done, text) if name == "format" else replace(done, name=text)
    if name in MATERIAL_SLOTS:
        slot = name.removesuffix(".material")
        return replace(done, materials={**design.materials, slot: text})
    if name.startswith("material.") and name.count(".") > 1:
        key, _, prop = name.removeprefix("material.").rpartition(".")
        entry = replace(read_addressed(text), override=True)
        return replace(done, addressed={**design.addressed, (key, prop): entry})
    if name == "operation.window":
        for end, value in window_ends(text).items():
            design = _set(design, end, value)
        return design
    quantity = by_dotted_name().get(name)
    section, _, rest = name.partition(".")
    if share_of(name) and section in design.recipes:
        recipe = with_share(design.recipes[section], rest.removeprefix("recipe."), text)
        return replace(done, recipes={**design.recipes, section: recipe})
    if quantity is None and (economics := take(design.economics, (section, rest), text)):
        return replace(done, economics=economics)
    if quantity is None or quantity.component:
        mend = nearest(name, [*by_dotted_name(), *CHOICES, *synonyms()])
        raise DesignError("an unknown name", given=repr(name), mend=mend)
    if problem := foreign(quantity.flat, design.format):
        raise problem
    before = design.values.get(quantity.flat)
    entry = replace(
        read_entry(quantity, text),
        override=True,
        replaced=(before.replaced or before.text) if before else "",
    )
    return replace(
        done,
        values={**design.values, quantity.flat: entry},
        pending=tuple(dict.fromkeys((*design.pending, quantity.flat))),
    )


def _converted(design: Design, target: str) -> Design:
    """Describe the same electrodes in another format, without sizes that mean nothing there."""
    if target == design.format:
        return design
    lost = ["cell_outer_", "cell_thickness", "casing_", "jelly_roll_", "stack_"]
    if not (FORMATS[target].sheeted and FORMATS[design.format].sheeted):
        parts = ("cathode", "anode", "separator")
        sizes = ("width", "height", "diameter", "overhang")
        sides = (*sizes, "sheets", "extra_sheets", "outer_layers")
        lost += [f"{part}_{side}" for part in parts for side in sides]
    values = {
        flat: entry
        for flat, entry in design.values.items()
        if not flat.startswith(tuple(lost)) or flat in _OF_STACKS
        if target in formats_of(flat)
    }
    materials = {slot: name for slot, name in design.materials.items() if slot != "casing"}
    return replace(design, format=target, values=values, materials=materials)
