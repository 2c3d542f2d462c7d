from pathlib import Path

import pytest

from celldesign.errors import CelldesignError
from celldesign.study.sensitivity import sensitivity

EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(scope="module")
def table(database):
    return sensitivity(EXAMPLE, ["stack.specific_energy"], sobol=2048).set_index("input")


def test_elasticities_are_what_the_equations_say(table):
    assert table.loc["operation.average_voltage", "elasticity"] == pytest.approx(1, rel=1e-9)
    assert table.loc["operation.specific_capacity", "elasticity"] == pytest.approx(1, rel=1e-9)
    thickness, density = (
        table.loc[name, "elasticity"]
        for name in ("separator.thickness", "material.HCPE L2.density")
    )
    assert thickness == pytest.approx(density)
    assert thickness == pytest.approx(-0.349, abs=2e-3)


def test_a_tornado_bar_is_two_builds(table, build):
    row = table.loc["separator.thickness"]
    assert (row["value"], row["unit"], row["std"]) == (pytest.approx(46), "um", pytest.approx(2))
    for column, text in (("minus std", "44 um"), ("plus std", "48 um")):
        cell = build(EXAMPLE, **{"separator.thickness": text})
        assert row[column] == pytest.approx(cell["stack.specific_energy"].value, rel=1e-12)


def test_what_has_no_part_in_it_is_left_out(table):
    assert "operation.temperature" not in table.index
    assert "cell.target_capacity" not in table.index


def test_sobol_indices_of_a_near_additive_result_are_shares_of_the_variance(table):
    known = table[table["total"].notna()]
    first, total = known["first order"].sum(), known["total"].sum()
    assert first == pytest.approx(1, abs=0.02)
    assert total == pytest.approx(1, abs=0.02)
    half = (known["plus std"] - known["minus std"]) / 2
    shares = half**2 / (half**2).sum()
    assert known["total"].tolist() == pytest.approx(shares.tolist(), abs=0.02)


def test_several_outputs_and_a_spread_of_ones_own():
    both = sensitivity(EXAMPLE, ["stack.mass", "thermal.energy"], spreads={"anode.height": "1 mm"})
    assert list(dict.fromkeys(both["output"])) == ["stack.mass [g]", "thermal.energy [kJ]"]
    rows = both[both["input"] == "anode.height"]
    assert (rows["std"] > 0).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"outputs": ["stack.mas"]}, "did you mean stack.mass"),
        ({"sobol": 1000}, "a power of two"),
        ({"sobol": 2**20}, "a power of two up to"),
        ({"spreads": {"stack.mass": "1 g"}}, "is computed"),
    ],
)
def test_what_cannot_be_done_is_refused(options, message):
    with pytest.raises(CelldesignError, match=message):
        sensitivity(EXAMPLE, **options)
