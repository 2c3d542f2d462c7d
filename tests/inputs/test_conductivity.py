"""Which measured conductivities a law of temperature goes through, and when that is said."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from celldesign.database.catalogue import Catalogue
from celldesign.inputs.conductivity import conduction


@pytest.fixture(scope="module")
def one(catalogue: Catalogue) -> Any:
    """A record of an ionic conductivity at 25 degC, with its material."""
    for material in catalogue.materials("liquid electrolyte"):
        records = catalogue.records(material.key, "ionic_conductivity")
        for record in records:
            if record.temperature is not None:
                return SimpleNamespace(
                    material=material, record=replace(record, temperature=298.15)
                )
    raise AssertionError("no conductivity with a temperature is shipped")


@pytest.mark.parametrize(("apart", "said"), [(0.0, False), (1.9, False), (2.1, True), (20.0, True)])
def test_one_value_counts_as_measured_within_two_kelvin(one: Any, apart: float, said: bool) -> None:
    law = conduction("electrolyte", one.material, [one.record], 298.15 + apart)
    assert ("electrolyte_ionic_conductivity" in law.leaves, bool(law.warnings)) == (True, said)


@pytest.mark.parametrize(
    ("asked", "said"), [(296.3, False), (296.0, True), (335.0, False), (336.0, True)]
)
def test_what_lies_beyond_the_points_is_extrapolated(one: Any, asked: float, said: bool) -> None:
    records = [
        replace(one.record, temperature=298.15),
        replace(one.record, temperature=333.15, si_value=2 * one.record.si_value),
    ]
    law = conduction("electrolyte", one.material, records, asked)
    assert len(law.leaves["electrolyte_conductivity_points"]) == 2
    assert any("extrapolated" in text for text in law.warnings) == said


def test_a_law_that_bends_goes_through_the_nearest_three(one: Any) -> None:
    values = {293.15: 1.0, 313.15: 4.0, 333.15: 9.0, 353.15: 14.0}
    records = [replace(one.record, temperature=t, si_value=v) for t, v in values.items()]
    law = conduction("electrolyte", one.material, records, 350.0)
    assert law.curved
    points = [leaf.value for leaf in law.leaves["electrolyte_temperature_points"]]
    assert points == [313.15, 333.15, 353.15]
