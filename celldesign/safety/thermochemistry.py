"""The thermochemical bracket of the runaway energy: equilibrium products by a linear programme.

The contents of the charged cell become those products that have the least sum of n (H - T S) with
every element conserved. Enthalpies and entropies are those of 298.15 K at any T, and phases do not
mix: so the problem is linear. T only selects the products; what is released is the difference of
the standard enthalpies at 298.15 K, with water as vapour.

Three energies bracket what a calorimeter can find: the products at 1000 K (low), those at 298.15 K
(high), and those at 298.15 K with the aluminium foil burnt as well (ceiling). The low one is
sensitive to T: near 920 K methane, near 980 K water and near 1180 K lithium carbonate give way to
hydrogen and carbon monoxide, so a bracket has the energies at 900 and 1200 K beside it.

Stored electrical energy is inside all of them. Combustion in open air is not: none is a fire load.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from celldesign.constants import ROOM_TEMPERATURE
from celldesign.database.formulas import atoms
from celldesign.errors import CelldesignError, InconsistentError, MaterialError, nearest

HIGH_TEMPERATURE = ROOM_TEMPERATURE
LOW_TEMPERATURE = 1000.0
SENSITIVITY_TEMPERATURES = (900.0, 1200.0)
FOIL = "Al (cr)"

# Standard atomic weights of IUPAC, abridged, in g/mol.
ATOMIC_WEIGHTS = {
    "H": 1.008, "Li": 6.94, "C": 12.011, "N": 14.007, "O": 15.999, "F": 18.998, "Al": 26.982,
    "P": 30.974, "S": 32.06, "Mn": 54.938, "Co": 58.933, "Ni": 58.693,
}  # fmt: skip

_NEGLIGIBLE = 1e-12  # of all atoms


def parse_formula(text: str) -> dict[str, float]:
    """Count the atoms in a chemical formula, which may have brackets and fractions.

    Raises MaterialError for anything else, and for an element without a weight here.

    >>> parse_formula("LiN(SO2CF3)2")
    {'Li': 1.0, 'N': 1.0, 'S': 2.0, 'O': 4.0, 'C': 2.0, 'F': 6.0}
    >>> parse_formula("Li0.256Ni0.8Mn0.1Co0.1O2")["Li"]
    0.256
    """
    found = atoms(text)
    unknown = found.keys() - ATOMIC_WEIGHTS
    if unknown:
        raise MaterialError(
            "elements that the thermochemical model knows are required",
            given=f"{', '.join(sorted(unknown))} in {text}",
            mend=f"it covers {', '.join(ATOMIC_WEIGHTS)}; use the `charge` model",
        )
    return found


@dataclass(frozen=True)
class Species:
    """A substance with its enthalpy of formation (J/mol) and its entropy (J/mol/K), at 298.15 K.

    What has no entropy only reacts; what has one may also form.

    >>> Species("CO2 (g)", "CO2", -393.5e3, 213.8).elements
    {'C': 1.0, 'O': 2.0}
    """

    name: str
    formula: str
    enthalpy: float
    entropy: float | None = None
    enthalpy_std: float = 0.0
    elements: Mapping[str, float] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "elements", parse_formula(self.formula))

    @property
    def molar_mass(self) -> float:
        """Mass of one mole in kg."""
        return sum(n * ATOMIC_WEIGHTS[element] for element, n in self.elements.items()) / 1000


@dataclass(frozen=True)
class Release:
    """Energy released (J), its standard uncertainty from the enthalpies (J), and products (mol)."""

    energy: float
    std: float
    products: Mapping[str, float]


@dataclass(frozen=True)
class Bracket:
    """The bracket, and the energy (J) at other temperatures (K) of the low end's products."""

    low: Release
    high: Release
    ceiling: Release
    sensitivity: Mapping[float, float]


def cell_reactants(
    masses: Mapping[str, float],
    compositions: Mapping[str, Mapping[str, float]],
    species: Mapping[str, Species],
    active: Iterable[str],
) -> dict[str, float]:
    """Amounts (mol) of the species in an assembled cell, from the mass (kg) of each material.

    A composition gives mass fractions; what it leaves out is inert, and so is a material without
    one: laminate, copper, ceramics, and by choice graphite and carbon black, whose grains do not
    reduce an oxide within seconds. Only the materials named in `active` must have one.

    Raises MaterialError for an active material without composition and for an unknown species,
    InconsistentError for fractions that sum to more than 1.

    >>> li = Species("Li (cr)", "Li", 0.0, 29.1)
    >>> cell_reactants({"foil": 6.94e-3}, {"foil": {"Li (cr)": 1.0}}, {"Li (cr)": li}, ["foil"])
    {'Li (cr)': 1.0}
    """
    for material in active:
        if not compositions.get(material):
            raise MaterialError(
                f"the thermochemical model needs the composition of {material}",
                mend="add one to the material, or use the `charge` model",
            )
    amounts: dict[str, float] = defaultdict(float)
    for material in masses.keys() & compositions.keys():
        composition = compositions[material]
        if sum(composition.values()) > 1.001:
            raise InconsistentError(
                f"the mass fractions of {material} must not sum to more than 100 %",
                given=f"{sum(composition.values()):.2%}",
            )
        for name, fraction in composition.items():
            amounts[name] += masses[material] * fraction / _find(name, species).molar_mass
    return dict(amounts)


def bracket(
    reactants: Mapping[str, float], species: Mapping[str, Species], stored_energy: float = 0.0
) -> Bracket:
    """Bracket the heat that the reactants (mol by species) of one cell can release, in J.

    `reactants` is the cell as assembled and `stored_energy` (J) what charging put into it: moving
    lithium from the cathode to the anode changes no element and adds charge x average voltage.
    This is the enthalpy of the charged cathode and anode, entropy of charging neglected.

    Takes one design: raises CelldesignError for arrays, where the `charge` model is the one to use.
    """
    contents = {name: amount for name, amount in reactants.items() if name != FOIL}

    def released(temperature: float) -> Release:
        return release(contents, species, temperature, stored_energy)

    return Bracket(
        low=released(LOW_TEMPERATURE),
        high=released(HIGH_TEMPERATURE),
        ceiling=release(reactants, species, HIGH_TEMPERATURE, stored_energy),
        sensitivity={t: released(t).energy for t in SENSITIVITY_TEMPERATURES},
    )


def release(
    reactants: Mapping[str, float],
    species: Mapping[str, Species],
    temperature: float,
    stored_energy: float = 0.0,
) -> Release:
    """Heat released (J) when the reactants (mol) become the equilibrium products at T (K).

    The products depend on no reactant's enthalpy, so the standard uncertainty is exact for those;
    for the products' own enthalpies it is that at fixed composition.

    Raises CelldesignError for arrays and negative amounts, MaterialError for an unknown species
    and for elements that no combination of the species can hold.

    >>> data = [Species("Li", "Li", 0.0, 29.1), Species("O2", "O2", 0.0, 205.2)]
    >>> data.append(Species("Li2O", "Li2O", -597.9e3, 37.6))
    >>> moles = 3600 / 96485.33  # of lithium in 1 Ah
    >>> burnt = release({"Li": moles, "O2": moles / 4}, {s.name: s for s in data}, 298.15)
    >>> round(burnt.energy / 1000, 2), {name: round(n, 4) for name, n in burnt.products.items()}
    (11.15, {'Li2O': 0.0187})
    """
    _check_one_design({**reactants, "stored energy": stored_energy})
    products = _products(_elements(reactants, species), species, temperature)
    change = {
        name: reactants.get(name, 0.0) - products.get(name, 0.0)
        for name in reactants.keys() | products.keys()
    }
    energy = math.fsum(n * species[name].enthalpy for name, n in change.items())
    std = math.hypot(*(n * species[name].enthalpy_std for name, n in change.items()))
    return Release(energy + stored_energy, std, products)


def _products(
    elements: Mapping[str, float], species: Mapping[str, Species], temperature: float
) -> dict[str, float]:
    """Amounts (mol) of what forms at least free enthalpy from the atoms (mol) of each element."""
    from scipy.optimize import linprog

    known = ((s, s.entropy) for s in species.values() if s.elements.keys() <= elements.keys())
    candidates = [(s, entropy) for s, entropy in known if entropy is not None]
    atoms = math.fsum(elements.values())
    if not atoms:
        return {}
    if homeless := elements.keys() - {e for s, _ in candidates for e in s.elements}:
        raise _cannot_hold(homeless)
    solution = linprog(
        [(s.enthalpy - temperature * entropy) / 1e5 for s, entropy in candidates],
        A_eq=np.array([[s.elements.get(e, 0.0) for s, _ in candidates] for e in elements]),
        b_eq=np.array(list(elements.values())) / atoms,
        method="highs",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    if not solution.success or solution.x is None:
        raise _cannot_hold(elements)
    amounts = zip(candidates, solution.x, strict=True)
    return {s.name: float(n) * atoms for (s, _), n in amounts if n > _NEGLIGIBLE}


def _elements(reactants: Mapping[str, float], species: Mapping[str, Species]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for name, amount in reactants.items():
        for element, count in _find(name, species).elements.items():
            total[element] += amount * count
    return {element: amount for element, amount in total.items() if amount > 0}


def _find(name: str, species: Mapping[str, Species]) -> Species:
    if name not in species:
        raise MaterialError(
            "a known reaction species is required", given=name, mend=nearest(name, species)
        )
    return species[name]


def _cannot_hold(elements: Iterable[str]) -> MaterialError:
    return MaterialError(
        "reaction species that can hold every element are required",
        given=", ".join(sorted(elements)),
        mend="add a species with its enthalpy and entropy, or use the `charge` model",
    )


def _check_one_design(values: Mapping[str, float]) -> None:
    for name, value in values.items():
        if np.ndim(value):
            raise CelldesignError(
                "the thermochemical model takes one design at a time",
                given=f"{np.size(value)} values of {name}",
                mend="use the `charge` model for many designs",
            )
        if not value >= 0:
            raise CelldesignError(f"an amount of {name} >= 0 is required", given=f"{value}")
