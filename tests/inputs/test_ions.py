"""Which ion a material works with, and the charge that its formula could hold."""

import pytest

from celldesign.database.catalogue import Material
from celldesign.inputs.ions import from_formula, mixed_ions, working_ion
from celldesign.inputs.value import Input


@pytest.mark.parametrize(
    ("key", "name", "formula", "ion"),
    [
        ("LFP", "", "LiFePO4", "Li"),
        ("NVP", "", "Na3V2(PO4)3", "Na"),
        ("LP57", "1 M LiPF6 in EC:EMC 3:7", "", "Li"),
        ("hard carbon", "", "C", "Na"),
        ("graphite", "", "C", "Li"),
        ("CMC", "sodium carboxymethyl cellulose", "", ""),
        ("Limonite", "", "", ""),
    ],
)
def test_the_ion_is_read_from_formula_and_name(key: str, name: str, formula: str, ion: str) -> None:
    assert working_ion(Material(key, name, "additive", formula)) == ion


def test_mixed_ions_are_said_once_with_both_sides() -> None:
    cathode = Material("NVP", "", "cathode active", "Na3V2(PO4)3")
    anode = Material("graphite", "", "anode active", "C")
    (said,) = mixed_ions({}, {"cathode": (cathode,), "anode": (anode,)})
    assert "graphite with Li" in said
    assert "NVP with Na" in said
    assert mixed_ions({}, {"cathode": (cathode,)}) == []


def test_the_capacity_of_three_sodium_by_hand() -> None:
    """3 x 96485.33 C/mol / 456.24 g/mol / 3.6 = 176.2 mAh/g."""
    mass = Input(0.45624, None, "database", "456.24 g/mol", "material.NVP.molar_mass", "NVP")
    found = from_formula(Material("NVP", "", "cathode active", "Na3V2(PO4)3"), mass)
    assert found is not None
    assert found.value / 3600 == pytest.approx(176.23, abs=0.01)
    assert from_formula(Material("NVP", "", "anode active", "Na3V2(PO4)3"), mass) is None
