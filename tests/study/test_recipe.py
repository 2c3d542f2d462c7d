"""Shares of a formulation in studies: what is set or varied holds, the others take the rest."""

from pathlib import Path

import numpy as np
import pytest

from celldesign.design.file import read_design
from celldesign.design.overrides import set_values
from celldesign.design.writing import design_text
from celldesign.errors import DesignError
from celldesign.study import sensitivity, solve
from celldesign.study.pareto import front_of, prepare_pareto, settings_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"
NMC, C45, GEL = (f"cathode.recipe.{name}" for name in ("NMC811", "C45", "HCPE catholyte"))
ENERGY = "stack.specific_energy [Wh/kg]"
COLUMNS = ["stack.specific_energy", "cathode.loading", "cost.per_energy"]


def test_the_others_keep_their_ratio_in_the_rest(build):
    cell = build(EXAMPLE, **{NMC: "80 wt%"})
    # 24 parts of 100 were 2.8 and 21.2; now they are 20
    by_hand = [0.80, 0.20 * 2.8 / 24, 0.20 * 21.2 / 24]
    np.testing.assert_allclose(cell["cathode.mass_fraction"].si, by_hand, rtol=1e-12)
    assert cell["cathode.loading"].si * 100 == pytest.approx(16 / 0.80, rel=1e-12)  # mg/cm^2
    assert "cathode.recipe.NMC811 = 80 wt% instead of 76 wt%" in cell.overrides


def test_a_study_of_a_share_is_the_loop_over_builds(study, build):
    frame = study({NMC: "74:80:2wt%"}, columns=COLUMNS).frame()
    for share, energy, loading, cost, _ in frame.itertuples(index=False):
        cell = build(EXAMPLE, **{NMC: f"{share} wt%"})
        values = (cell[name].value for name in COLUMNS)
        assert (energy, loading, cost) == pytest.approx(tuple(values), rel=1e-12)


def test_a_share_that_is_set_holds_while_another_varies(study, build):
    frame = study({NMC: "76,80wt%"}, settings={C45: "4 wt%"}, columns=COLUMNS).frame()
    cell = build(EXAMPLE, **{NMC: "80 wt%", C45: "4 wt%"})
    np.testing.assert_allclose(cell["cathode.mass_fraction"].si, [0.80, 0.04, 0.16], rtol=1e-12)
    assert frame[ENERGY][1] == pytest.approx(cell["stack.specific_energy"].value, rel=1e-12)


def test_whole_recipes_side_by_side(study, build):
    vary = {NMC: "76,80wt%", GEL: "20,18wt%", C45: "4,2wt%"}
    frame = study(vary, columns=COLUMNS, zipped=True).frame()
    settings = {NMC: "80 wt%", GEL: "18 wt%", C45: "2 wt%"}
    cell = build(EXAMPLE, **settings)
    assert frame[ENERGY][1] == pytest.approx(cell["stack.specific_energy"].value, rel=1e-12)


@pytest.mark.parametrize(
    ("vary", "options"),
    [
        (
            {NMC: "76,80wt%", GEL: "20,18wt%", C45: "4,3wt%"},
            {"zipped": True},
        ),  # 101 % in the second
        ({NMC: "90:98:2wt%", C45: "1:5:1wt%"}, {}),  # 103 %
        ({NMC: "70:80:2wt%"}, {"settings": {GEL: "25 wt%"}}),  # 105 %
    ],
)
def test_shares_that_do_not_sum_to_a_whole_are_refused(study, vary, options):
    with pytest.raises(DesignError, match=r"a formulation must sum to 100 %"):
        study(vary, columns=COLUMNS, **options)


def test_a_share_out_of_range_gets_no_hint_to_write_another_percentage(study):
    with pytest.raises(DesignError, match=r"0 to 100 % is required: given 110 wt%$"):
        study({NMC: "70:110:2wt%"}, columns=COLUMNS)


def test_a_share_is_solved_for_and_built(build):
    found = solve(EXAMPLE, {NMC: "70:90wt%"}, {"stack.specific_energy": "370 Wh/kg"})
    cell = build(EXAMPLE, **found.settings)
    assert cell["stack.specific_energy"].value == pytest.approx(370, rel=1e-7)


def test_what_limits_is_seen_with_the_rest_of_the_recipe_as_it_is_there(build):
    found = solve(EXAMPLE, {NMC: "70:90wt%"}, {"stack.specific_energy": "450 Wh/kg"})
    thick, thin = (
        build(EXAMPLE, **{NMC: "90 wt%", "separator.thickness": f"{um} um"})
        for um in (46 * 1.01, 46 * 0.99)
    )
    gain = (thin["stack.specific_energy"].value - thick["stack.specific_energy"].value) / 2
    assert any(f"separator.thickness: {gain:+.3g} Wh/kg" in line for line in found.messages)


def test_a_front_over_a_share_is_written_back_as_designs(catalogue, build):
    vary = {NMC: "74:82wt%", "anode.thickness": "10:60um"}
    study = prepare_pareto(
        EXAMPLE, vary, ["lifetime.cycles_to_depletion"], ["cost.per_energy"],
        catalogue=catalogue, sample=64, columns=["stack.specific_energy"],
    )  # fmt: skip
    frame = front_of(study)
    settings = list(settings_of(study, frame))[-1]
    text = design_text(read_design(EXAMPLE), settings)
    assert build(text)["stack.specific_energy"].value == pytest.approx(
        frame[ENERGY].iloc[-1], rel=1e-9
    )


def test_one_per_cent_more_of_a_share_is_that_share_and_less_of_the_others(build):
    table = sensitivity(EXAMPLE, ["stack.specific_energy"], spreads={NMC: "1 wt%"})
    row = table.set_index("input").loc[NMC]
    built = build(EXAMPLE, **{NMC: "77 wt%"})["stack.specific_energy"].value
    assert row["plus std"] == pytest.approx(built, rel=1e-9)


def test_the_order_of_shares_does_not_matter():
    design = read_design(EXAMPLE)
    one, other = (
        set_values(design, dict(order)).recipes["cathode"]
        for pair in [((NMC, "70 wt%"), (C45, "5 wt%"))]
        for order in (pair, pair[::-1])
    )
    assert {k: e.value for k, e in one.items()} == pytest.approx(
        {k: e.value for k, e in other.items()}
    )
