"""Designs to test with: three plain ones, and random but plausible ones of both kinds of anode.

A draft is a design by dotted key. A tuple is a value with its unit and perhaps its uncertainty, so
that the same design can be written in other units; anything else is written as TOML has it.
"""

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from celldesign.units.quantities import from_si, scale, to_si

Draft = dict[str, Any]

SOLID: Draft = {
    "name": "solid",
    "cathode.recipe": {"NMC811": "76 wt%", "C45": "2.8 wt%", "HCPE catholyte": "21.2 wt%"},
    "cathode.active_loading": "16 mg/cm^2",
    "cathode.nominal_specific_capacity": "180 mAh/g",
    "cathode.thickness": "72 um",
    "cathode.sheets": 6,
    "cathode.width": "50 mm",
    "cathode.height": "60 mm",
    "cathode.collector.material": "aluminium",
    "cathode.collector.thickness": "15 um",
    "anode.material": "lithium",
    "anode.thickness": "40 um",
    "separator.material": "HCPE L2",
    "separator.thickness": "46 um",
    "separator.overhang": "2.5 mm",
    "casing.material": "aluminium laminate",
    "casing.thickness": "88 um",
    "operation.window": ["3.0 V", "4.35 V"],
    "operation.rate": "C/20",
    "operation.temperature": "60 degC",
    "operation.specific_capacity": "222 mAh/g",
    "operation.average_voltage": "3.789 V",
}
LIQUID: Draft = {
    "name": "liquid",
    "np_ratio": 1.1,
    "cell.target_capacity": "5 Ah",
    "cathode.recipe": {"NMC811": "95 wt%", "C45": "3 wt%", "PVDF": "2 wt%"},
    "cathode.areal_capacity": "3.5 mAh/cm^2",
    "cathode.porosity": "25 %",
    "cathode.width": "80 mm",
    "cathode.height": "120 mm",
    "cathode.collector.material": "aluminium",
    "cathode.collector.thickness": "12 um",
    "anode.recipe": {"graphite": "96 wt%", "CMC": "2 wt%", "SBR": "2 wt%"},
    "anode.porosity": "30 %",
    "anode.overhang": "1 mm",
    "anode.collector.material": "copper",
    "anode.collector.thickness": "8 um",
    "separator.material": "Celgard 2325",
    "separator.overhang": "2 mm",
    "electrolyte.material": "LP57",
    "casing.material": "aluminium laminate",
    "operation.window": ["3.0 V", "4.2 V"],
    "operation.rate": "C/5",
}
# 68 Ah, with every price known.
LARGE: Draft = LIQUID | {
    "cell.target_capacity": "68 Ah",
    "anode.recipe": {"graphite": "98 wt%", "CMC/SBR": "2 wt%"},
    "separator.material": "polyolefin separator",
    "separator.thickness": "15 um",
    "separator.porosity": "45 %",
    "electrolyte.material": "LiPF6 carbonate electrolyte",
    "electrolyte.density": "1.2 g/cm^3",
}
UNITS = {
    "mm": ("um", "cm", "m"),
    "um": ("mm", "nm", "m"),
    "mg/cm^2": ("g/m^2", "kg/m^2"),
    "mAh/g": ("Ah/kg", "mAh/mg", "C/kg"),
    "mAh": ("Ah", "C"),
    "%": ("1",),
    "wt%": ("%", "1"),
    "V": ("mV", "J/C"),
    "degC": ("K",),
    "g": ("mg", "kg"),
}


def write(draft: Mapping[str, Any], **changes: Any) -> str:
    """Write a draft as a design file, a key a line; a change to None leaves the key out."""
    entries = {"schema": 1, **draft, **changes}
    return "".join(f"{key} = {_toml(item)}\n" for key, item in entries.items() if item is not None)


def _toml(item: Any) -> str:
    if isinstance(item, tuple):
        number, unit, *std = item
        value = f"{number!r} {unit}"
        return _toml({"value": value, "std": f"{std[0]!r} {unit}"} if std else value)
    if isinstance(item, dict):
        return f"{{ {', '.join(f'{json.dumps(k)} = {_toml(v)}' for k, v in item.items())} }}"
    if isinstance(item, list):
        return f"[{', '.join(map(_toml, item))}]"
    return json.dumps(item).lower() if isinstance(item, float | bool) else json.dumps(item)


def convert(item: Any, choose: Any) -> Any:
    """Write the values of a draft's item in other units; `choose` picks one of several."""
    if isinstance(item, dict):
        return {key: convert(value, choose) for key, value in item.items()}
    if not isinstance(item, tuple):
        return item
    number, unit, *std = item
    other = choose(UNITS[unit])
    wide = [spread * scale(unit) / scale(other) for spread in std]
    return (from_si(to_si(number, unit), other), other, *wide)


@st.composite
def quantities(draw: st.DrawFn, low: float, high: float, unit: str) -> tuple[Any, ...]:
    """A value, sometimes with a standard uncertainty of up to 3 %."""
    number = round(draw(st.floats(low, high)), 4)
    spread = draw(st.sampled_from((0.0, 0.0, 0.01, 0.03)))
    return (number, unit, round(spread * abs(number), 6)) if spread else (number, unit)


def exact(low: float, high: float, unit: str) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.floats(low, high).map(lambda number: (round(number, 4), unit))


@st.composite
def recipes(draw: st.DrawFn, active: str, *others: str, low: float) -> dict[str, Any]:
    share = round(draw(st.floats(low, 97)), 2)
    parts = {active: share, others[0]: round((100 - share) * draw(st.floats(0.1, 0.4)), 2)}
    parts[others[1]] = 100 - sum(parts.values())
    return {name: (part, "wt%") for name, part in parts.items()}


_SHEETS = {
    "cathode.active_loading": quantities(5, 40, "mg/cm^2"),
    "cathode.nominal_specific_capacity": quantities(150, 220, "mAh/g"),
    "cathode.sheets": st.integers(1, 40),
    "cathode.width": quantities(20, 300, "mm"),
    "cathode.height": quantities(20, 300, "mm"),
    "cathode.collector.material": st.just("aluminium"),
    "cathode.collector.thickness": quantities(8, 25, "um"),
    "anode.overhang": exact(0, 1, "mm"),
    "separator.overhang": exact(1, 3, "mm"),
    "casing.material": st.just("aluminium laminate"),
    "casing.thickness": quantities(60, 200, "um"),
    "operation.specific_capacity": quantities(150, 230, "mAh/g"),
    "operation.average_voltage": quantities(3.3, 4, "V"),
    "operation.rate": st.sampled_from(("C/20", "C/3", "1C", "2.5C")),
    "operation.temperature": exact(20, 60, "degC"),
}
SOLIDS: st.SearchStrategy[Draft] = st.fixed_dictionaries(
    {
        "cathode.recipe": recipes("NMC811", "C45", "HCPE catholyte", low=60),
        "cathode.porosity": exact(0.5, 30, "%"),
        **_SHEETS,
        "anode.material": st.just("lithium"),
        "anode.thickness": quantities(10, 200, "um"),
        "separator.material": st.just("HCPE L2"),
        "separator.thickness": quantities(10, 100, "um"),
        "separator.layers_per_pair": st.integers(1, 3),
    },
    optional={"lithium.formation_charge": exact(1, 500, "mAh")},
)
LIQUIDS: st.SearchStrategy[Draft] = st.fixed_dictionaries(
    {
        "np_ratio": st.floats(1, 1.5),
        "cathode.recipe": recipes("NMC811", "C45", "PVDF", low=85),
        "cathode.porosity": exact(15, 50, "%"),
        **_SHEETS,
        "anode.recipe": recipes("graphite", "CMC", "SBR", low=85),
        "anode.porosity": exact(15, 50, "%"),
        "anode.collector.material": st.just("copper"),
        "anode.collector.thickness": quantities(5, 20, "um"),
        "separator.material": st.just("Celgard 2325"),
        "electrolyte.material": st.just("LP57"),
    },
    optional={"electrolyte.overfill": exact(-20, 50, "%"), "cell.extra_mass": exact(0, 5, "g")},
)
DRAFTS = st.one_of(SOLIDS, LIQUIDS)
