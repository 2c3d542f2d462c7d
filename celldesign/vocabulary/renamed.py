"""The names that celldesign 0.1 gave to quantities and keys; each is read as the new one.

Everything that reads a name goes through this table: design and plant files, `--set`, studies,
Python, saved designs and databases. A row is `old name | new name`; `{e}` stands for both
electrodes. `celldesign upgrade` rewrites files with it.
"""

import warnings
from functools import cache

from celldesign.vocabulary.synonyms import synonyms

_ROWS = """
{e}.face_thickness | {e}.single_side_thickness
{e}.face_area | {e}.single_side_area
{e}.coated_faces | {e}.coated_sides
{e}.tab.piece_price | {e}.tab.unit_price
separator.face_area | separator.sheet_area
separator.membranes_per_gap | separator.layers_per_pair
electrolyte.excess | electrolyte.overfill
electrolyte.pore_fill | electrolyte.saturation
casing.inner_thickness | casing.internal_thickness
casing.inner_width | casing.internal_width
casing.inner_height | casing.internal_height
casing.inner_diameter | casing.internal_diameter
casing.fill | casing.fill_factor
casing.piece_price | casing.unit_price
stack.target_fill | stack.target_fill_factor
stack.breathing | stack.thickness_change
roll.count | jelly_roll.count
roll.length | jelly_roll.length
roll.repeat_thickness | jelly_roll.winding_thickness
roll.outer_diameter | jelly_roll.outer_diameter
roll.outer_diameter_charged | jelly_roll.outer_diameter_charged
roll.core_diameter | jelly_roll.mandrel_diameter
roll.flat_width | jelly_roll.flat_width
roll.clearance | jelly_roll.clearance
roll.turns | jelly_roll.windings
operation.accepted_share | operation.cathode_utilisation
operation.cycle_heat | operation.energy_loss_per_cycle
lifetime.failure_cycle | lifetime.cycles_to_failure
lifetime.retention | lifetime.capacity_retention
lifetime.end_of_life | lifetime.cycle_limit
thermal.body_fraction | thermal.retained_heat_fraction
thermal.body_rise | thermal.retained_adiabatic_rise
economics.volume | economics.annual_capacity
plant.base_volume | plant.base_annual_capacity
plant.base_membrane_area | plant.base_separator_area
plant.piece_exponent | plant.unit_price_exponent
process.built_rate | process.started_rate
process.ratio_membrane_area | process.ratio_separator_area
process.ratio_volume | process.ratio_annual_capacity
"""


class RenamedWarning(FutureWarning):
    """A quantity was asked for by the name that it had in celldesign 0.1."""


@cache
def renamed() -> dict[str, str]:
    """The new dotted name of each old one.

    >>> renamed()["roll.turns"]
    'jelly_roll.windings'
    """
    rows = [row.split(" | ") for row in _ROWS.strip().splitlines()]
    return {
        old.replace("{e}", electrode): new.replace("{e}", electrode)
        for old, new in rows
        for electrode in ("cathode", "anode")
    }


@cache
def _renamed_flat() -> dict[str, str]:
    return {old.replace(".", "_"): new.replace(".", "_") for old, new in renamed().items()}


def current(name: str) -> str:
    """The name of today, dotted or flat; one that was never another stays as it is.

    >>> current("roll.turns"), current("roll_turns"), current("np_ratio")
    ('jelly_roll.windings', 'jelly_roll_windings', 'np_ratio')
    """
    return renamed().get(name) or _renamed_flat().get(name, name)


def asked(name: str) -> str:
    """The name of today for a name that somebody wrote, or for a synonym.

    An old name gives one RenamedWarning.

    >>> asked("cathode.thickness"), asked("N/P"), asked("no such name")
    ('cathode.thickness', 'np_ratio', 'no such name')
    """
    name = name.strip()
    if name in renamed():
        note = f"{name} is now called {renamed()[name]}; the old name is still read"
        warnings.warn(note, RenamedWarning, stacklevel=3)
    return renamed().get(name) or synonyms().get(name.lower(), name)
