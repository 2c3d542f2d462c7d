import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from celldesign.errors import CelldesignError, InconsistentError, MaterialError
from celldesign.safety.thermochemistry import (
    Species,
    bracket,
    cell_reactants,
    parse_formula,
    release,
)
from celldesign.units.quantities import parse_as

AH = 3600.0
MOLES_PER_AH = AH / 96485.33212
SPECIES_FILE = Path(__file__).parents[2] / "materials" / "reaction_species.toml"


def shipped_species():
    species = {}
    for material in tomllib.loads(SPECIES_FILE.read_text("utf-8"))["material"]:
        values = {each["name"]: each["value"] for each in material["property"]}
        enthalpy, std = parse_as(values["formation_enthalpy"], "J/mol")
        entropy = values.get("standard_entropy")
        species[material["key"]] = Species(
            material["key"],
            material["formula"],
            enthalpy,
            parse_as(entropy, "J/mol/K")[0] if entropy else None,
            std or 0.0,
        )
    return species


SPECIES = shipped_species()
COMPOSITIONS = {
    "NMC811": {"LiNiO2 (cr)": 0.8029, "LiCoO2 (cr)": 0.1006, "LiMnO2 (cr)": 0.0965},
    "lithium": {"Li (cr)": 1.0},
    "aluminium": {"Al (cr)": 1.0},
    "catholyte": {"ethylene oxide unit": 0.721, "LiTFSI (cr)": 0.279},
    "membrane": {"ethylene oxide unit": 0.546, "LiTFSI (cr)": 0.211, "propylene unit": 0.185},
    "separator": {"propylene unit": 1.0},
    "electrolyte": {"LiPF6 (cr)": 0.152, "EC (l)": 0.254, "EMC (l)": 0.594},
}


def reactants(**grams):
    masses = {material: mass / 1000 for material, mass in grams.items()}
    return cell_reactants(masses, COMPOSITIONS, SPECIES, ["NMC811"])


def lithium_metal_cell(active, membranes):
    """The paper's stack: 6 cathodes, 7 foils, 12 gaps, 46 um membranes of 55 x 65 mm."""
    return reactants(
        NMC811=active,
        catholyte=active * 21.2 / 76,
        lithium=0.4486,
        membrane=12 * membranes * 35.75 * 46e-4 * 1.20,
        aluminium=6 * 30 * 17e-4 * 2.70,
    )


def atoms(amounts):
    total = {}
    for name, amount in amounts.items():
        for element, count in SPECIES[name].elements.items():
            total[element] = total.get(element, 0.0) + amount * count
    return total


def kilojoules(found):
    return tuple(end.energy / 1000 for end in (found.low, found.high, found.ceiling))


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        ("H2O", {"H": 2, "O": 1}),
        ("Li0.256Ni0.8Mn0.1Co0.1O2", {"Li": 0.256, "Ni": 0.8, "Mn": 0.1, "Co": 0.1, "O": 2}),
        ("(CH2)2O", {"C": 2, "H": 4, "O": 1}),
        ("Al(N(SO2)2)3", {"Al": 1, "N": 3, "S": 6, "O": 12}),
        ("CH3CH3", {"C": 2, "H": 6}),
    ],
)
def test_formula(text, atoms):
    assert parse_formula(text) == atoms


@pytest.mark.parametrize("text", ["", "2H2O", "H2O)", "(H2O", ")H(", "(2Li)", "h2o", "H2 O", "Xx2"])
def test_what_is_no_formula(text):
    with pytest.raises(MaterialError):
        parse_formula(text)


def test_molar_mass():
    assert SPECIES["LiTFSI (cr)"].molar_mass == pytest.approx(0.2871, abs=1e-4)


def test_lithium_with_a_salt_releases_9_6_kj_per_ah():
    # LiTFSI + 20 Li = 6 LiF + 2 Li2S + 4 Li2O + Li3N + 2 C, all by hand:
    # 20 Li: 6 x 616 + 2 x 441.4 + 4 x 597.9 + 164.56 - 2000 = 5134.96 kJ
    found = release({"LiTFSI (cr)": 1.0, "Li (cr)": 20.0}, SPECIES, 298.15)
    assert found.energy == pytest.approx(5134.96e3, rel=1e-9)
    assert found.energy / 20 * MOLES_PER_AH == pytest.approx(9.6e3, abs=50)


def test_lithium_with_polyether_to_ethylene_releases_6_7_kj_per_ah():
    # 2 Li + C2H4O = Li2O + C2H4: 597.9 - 52.4 - 187 = 358.5 kJ; without the more stable methane.
    wanted = ("Li2O (cr)", "C2H4 (g)", "Li (cr)", "ethylene oxide unit")
    species = {name: SPECIES[name] for name in wanted}
    found = release({"ethylene oxide unit": 1.0, "Li (cr)": 2.0}, species, 298.15)
    assert found.energy / 2 * MOLES_PER_AH == pytest.approx(6.69e3, abs=5)


def test_aluminium_with_nickel_oxide_releases_17_7_kj_per_gram():
    found = release({"Al (cr)": 1.0, "NiO (cr)": 1.5}, SPECIES, 298.15)
    assert found.products == pytest.approx({"Al2O3 (cr)": 0.5, "Ni (cr)": 1.5})
    assert found.energy / 26.982 == pytest.approx(17.7e3, abs=50)


@pytest.mark.parametrize(
    ("membranes", "expected"),
    [
        # The reference gives 38 / 48-54 / 63-69 kJ for the 1.01 Ah cell and leaves open what is in
        # it. One membrane in a gap meets the lower figures, the ceiling 0.8 kJ below; two meet the
        # upper, but their low end is 33, not 38.
        (1, (38, 48, 62)),
        (2, (33, 54, 69)),
    ],
)
def test_bracket_of_the_papers_cell(membranes, expected):
    found = bracket(lithium_metal_cell(5.4, membranes), SPECIES, 1.01 * AH * 3.85)
    assert kilojoules(found) == pytest.approx(expected, abs=0.6)


@pytest.mark.parametrize(
    ("membranes", "expected"),
    [
        # The reference: about 42 / 58 / 74 kJ. Again its low end is that of one membrane.
        (1, (42, 53, 67)),
        (2, (37, 58, 74)),
    ],
)
def test_bracket_of_the_example(membranes, expected):
    found = bracket(lithium_metal_cell(5.76, membranes), SPECIES, 1.28 * AH * 3.85)
    assert kilojoules(found) == pytest.approx(expected, abs=0.7)


def test_the_low_end_is_sensitive_to_temperature():
    # The reference: 53 kJ at 900 K, 38 at 1000 (see above), 19 at 1200.
    found = bracket(lithium_metal_cell(5.4, 2), SPECIES, 1.01 * AH * 3.85)
    assert found.sensitivity[900.0] == pytest.approx(53e3, abs=1e3)
    assert found.sensitivity[1200.0] == pytest.approx(19e3, abs=1e3)


def test_bracket_of_a_graphite_cell():
    # The reference: 18 / 23 / 33 kJ/Ah for NMC811|graphite, its masses unsaid. Here, per Ah, the
    # sheets of Lacey's pouch (3.3 mAh/cm2 at 195 mAh/g less 7 %, 14 um aluminium) with the 1.0 g
    # of electrolyte of the ID.3's cell; with Lacey's 2.1 g it is 13 / 23.5 / 36. Graphite is inert
    # (as a reactant it takes the low end to 9) and its lithium comes in with the stored energy.
    cell = reactants(NMC811=5.514, electrolyte=1.0, separator=0.277, aluminium=0.616)
    found = bracket(cell, SPECIES, AH * 3.69)
    assert kilojoules(found) == pytest.approx((18, 23, 33), abs=1.1)


def test_uncertainty_of_the_salt_is_carried():
    cell = lithium_metal_cell(5.4, 2)
    found = bracket(cell, SPECIES)
    salt = SPECIES["LiTFSI (cr)"]

    def low(enthalpy):
        moved = Species(salt.name, salt.formula, enthalpy, None, salt.enthalpy_std)
        return bracket(cell, {**SPECIES, salt.name: moved}).low.energy

    by_difference = (low(salt.enthalpy + 80e3) - low(salt.enthalpy - 80e3)) / 2
    assert found.low.std == pytest.approx(by_difference, rel=1e-6)
    assert 300 < found.low.std < 500


def test_stored_energy_is_released():
    cell = lithium_metal_cell(5.4, 2)
    empty, full = bracket(cell, SPECIES), bracket(cell, SPECIES, 14e3)
    assert np.subtract(kilojoules(full), kilojoules(empty)) == pytest.approx(14)


def test_only_the_ceiling_burns_the_foil():
    found = bracket(lithium_metal_cell(5.4, 2), SPECIES)
    assert not any("Al" in SPECIES[n].elements for n in {*found.low.products, *found.high.products})
    assert "Al" in atoms(found.ceiling.products)


def test_materials_without_composition_are_inert():
    cell = reactants(NMC811=5.0)
    assert reactants(NMC811=5.0, copper=3.0) == cell
    assert sum(cell.values()) == pytest.approx(5.0 / 97.28, rel=1e-3)


def test_the_same_species_in_two_materials_adds_up():
    both = reactants(NMC811=0.0, catholyte=1.0, membrane=2.0)
    assert both["LiTFSI (cr)"] == pytest.approx((0.279 + 2 * 0.211) / 287.1, rel=1e-3)


def test_an_active_material_without_composition_is_refused():
    with pytest.raises(MaterialError, match="composition of LFP"):
        cell_reactants({"LFP": 1.0}, COMPOSITIONS, SPECIES, ["LFP"])


def test_fractions_above_one_are_refused():
    with pytest.raises(InconsistentError, match=r"110\.00%"):
        cell_reactants({"x": 1.0}, {"x": {"Li (cr)": 1.1}}, SPECIES, [])


@pytest.mark.parametrize("amount", [np.ones(2), np.ones((1, 1)), [1.0]])
def test_arrays_are_refused(amount):
    with pytest.raises(CelldesignError, match="`charge` model"):
        bracket({"Li (cr)": amount}, SPECIES)
    with pytest.raises(CelldesignError, match="stored energy"):
        bracket({"Li (cr)": 1.0}, SPECIES, amount)


@pytest.mark.parametrize("amount", [-1.0, float("nan")])
def test_impossible_amounts_are_refused(amount):
    with pytest.raises(CelldesignError, match="Li"):
        release({"Li (cr)": amount}, SPECIES, 298.15)


def test_an_unknown_species_is_refused_with_a_hint():
    with pytest.raises(MaterialError, match="Li2CO3"):
        release({"Li2CO3 (c)": 1.0}, SPECIES, 298.15)


def test_elements_that_nothing_can_hold_are_refused():
    salt = Species("salt", "LiF", -616e3)
    lithium, dimer = (Species(name, name, 0.0, 30.0) for name in ("Li", "LiF2"))
    with pytest.raises(MaterialError, match="every element are required: given F, Li"):
        release({"salt": 1.0}, {"salt": salt}, 298.15)
    with pytest.raises(MaterialError, match="every element are required: given F;"):
        release({"salt": 1.0}, {"salt": salt, "Li": lithium}, 298.15)
    with pytest.raises(MaterialError, match="every element"):
        release(
            {"salt": 1.0, "F": 2.0},
            {"salt": salt, "F": Species("F", "F", 0.0), "LiF2": dimer},
            298.15,
        )


def test_nothing_releases_what_was_stored():
    found = release({"Li (cr)": 0.0}, SPECIES, 298.15, 5.0)
    assert (found.energy, found.products) == (5.0, {})


def test_import_does_not_load_scipy():
    code = "import sys, celldesign.safety.thermochemistry; sys.exit('scipy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


amounts = st.floats(0.001, 0.2)
cells = st.fixed_dictionaries(
    {
        "LiNiO2 (cr)": amounts,
        "LiCoO2 (cr)": amounts,
        "LiMnO2 (cr)": amounts,
        "ethylene oxide unit": amounts,
    },
    optional=dict.fromkeys(
        ("Li (cr)", "propylene unit", "LiTFSI (cr)", "LiPF6 (cr)", "EC (l)", "Al (cr)"), amounts
    ),
)


@given(cells, st.floats(298.15, 1500.0))
@settings(max_examples=50)
def test_law_every_element_is_conserved(cell, temperature):
    found = release(cell, SPECIES, temperature)
    assert atoms(found.products) == pytest.approx(atoms(cell), rel=1e-9, abs=1e-9)


@given(cells, st.floats(0.01, 1000.0))
@settings(max_examples=25)
def test_law_twice_the_cell_releases_twice_the_energy(cell, factor):
    single = bracket(cell, SPECIES, 10.0)
    scaled = bracket({name: n * factor for name, n in cell.items()}, SPECIES, 10.0 * factor)
    assert kilojoules(scaled) == pytest.approx([factor * e for e in kilojoules(single)], rel=1e-7)


@given(cells, amounts)
@settings(max_examples=50)
def test_law_more_lithium_never_lowers_the_ceiling(cell, lithium):
    more = {**cell, "Li (cr)": cell.get("Li (cr)", 0.0) + lithium}
    before, after = (bracket(each, SPECIES).ceiling.energy for each in (cell, more))
    assert after >= before - 1e-6 * abs(before)


@given(cells, st.floats(298.15, 1500.0), st.floats(298.15, 1500.0))
@settings(max_examples=50)
def test_law_hotter_products_never_release_more(cell, one, other):
    cold, hot = (release(cell, SPECIES, t).energy for t in sorted((one, other)))
    assert hot <= cold + 1e-6 * abs(cold)
