"""What engineers call the quantities besides their names: understood wherever a name is asked."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from celldesign.vocabulary import Quantity

_ROWS = """
np_ratio | N/P, n/p ratio, capacity ratio, negative to positive ratio
electrolyte.mass_per_capacity | E/C, E/C ratio, electrolyte to capacity ratio, lean electrolyte
electrolyte.overfill | electrolyte excess, excess factor
electrolyte.saturation | wetting, pore filling
cathode.sheets | layers, number of layers, cathode layers, layer count
stack.faces | electrode pairs, unit cells, repeat units, stack.electrode_pairs
separator.layers_per_pair | separator layers per electrode pair
cathode.first_cycle_efficiency | ICE, FCE, initial coulombic efficiency, first cycle efficiency
lithium.efficiency | Li CE, lithium coulombic efficiency, plating efficiency, stripping efficiency
lifetime.cycles | cycle life, service life
lifetime.cycles_to_depletion | cycles to depletion, cycles to lithium depletion
lifetime.capacity_retention | SOH, end of life retention, EOL
lithium.excess_charge | lithium excess, Li excess
resistance.dc | DCIR, DCR, internal resistance
resistance.area_specific | ASR, area specific resistance
operation.voltage_drop | IR drop, ohmic drop
operation.rate | C-rate, crate
operation.energy_efficiency | round trip efficiency, round-trip energy efficiency
cathode.areal_capacity | areal loading, mAh/cm2
cathode.coating_density | calendered density, press density, compaction density
cathode.solid_density | true density, solids density
cathode.loading | mass loading, coating weight
stack.specific_energy | gravimetric energy density
stack.energy_density | volumetric energy density
cell.specific_energy | cell gravimetric energy density, Wh/kg
cell.energy_density | cell volumetric energy density, Wh/L
stack.thickness_change | swelling, breathing
jelly_roll.windings | turns
jelly_roll.mandrel_diameter | core diameter, mandrel
economics.annual_capacity | plant capacity, annual production capacity
cost.per_energy | $/kWh, cost per kWh
footprint.ghg_per_energy | carbon footprint, GHG, CO2
"""


@cache
def synonyms() -> dict[str, str]:
    """The dotted name that each synonym means, by the synonym in small letters.

    >>> synonyms()["e/c"]
    'electrolyte.mass_per_capacity'
    """
    rows = (row.split(" | ") for row in _ROWS.strip().splitlines())
    return {word.strip().lower(): name for name, words in rows for word in words.split(",")}


def matches(quantity: "Quantity", word: str) -> bool:
    """Whether a word is in a quantity's name, label or meaning, or a synonym of it has it."""
    wanted = word.lower()
    texts = (quantity.name, quantity.label, quantity.meaning)
    alike = (other for other, name in synonyms().items() if name == quantity.name)
    return any(wanted in text.lower() for text in (*texts, *alike))
