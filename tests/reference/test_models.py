"""Cells that other calculators have computed from the same inputs: equal to 0.2 %."""

from pathlib import Path

import pytest

from celldesign.cell.published import compare

EXAMPLES = Path(__file__).parents[2] / "examples"
MODELS = [
    "lacey_nmc811_graphite",
    "lacey_nmc811_lithium",
    "lacey_nmc811_lithium_llzo",
    "lacey_lfp_graphite",
    "ecker2015_stack",
]


@pytest.mark.parametrize("name", MODELS)
def test_model_cells_agree(build, name):
    rows = compare(build(EXAMPLES / f"{name}.toml"))
    assert len(rows) >= 3
    for row in rows:
        assert row.difference == pytest.approx(0, abs=2e-3), row


@pytest.mark.parametrize(
    ("name", "std"),
    [
        ("capacity", 2.4),
        ("energy", 8.8),
        ("cell.mass", 26.4),
        ("cell.specific_energy", 8.34),
        ("cell.energy_density", 31.8),
    ],
)
def test_lacey_uncertainties_of_independent_electrodes(build, name, std):
    """The source draws the anode's areal capacity on its own."""
    cell = build(EXAMPLES / "lacey_nmc811_graphite.toml")
    assert cell[name].spread == pytest.approx(std, rel=0.10)


@pytest.mark.parametrize(
    ("name", "std"),
    [("cell.mass", 30), ("cell.specific_energy", 7.5), ("cell.energy_density", 28)],
)
def test_lacey_uncertainties_of_electrodes_that_share_a_loading(build, name, std):
    """Where the anode follows the cathode by N/P, the right answer is another one."""
    text = (EXAMPLES / "lacey_nmc811_graphite.toml").read_text()
    own = next(line for line in text.splitlines() if '"3.63 mAh' in line)
    ratio = 'np_ratio = { value = "1.1", std = "0.03" }'
    shared = text.replace(own, "").replace("[cell]", f"{ratio}\n[cell]", 1)
    assert build(shared)[name].spread == pytest.approx(std, rel=0.10)


def test_inconsistent_cell_is_told_so(build):
    """C10: N/P 1.1 is stated, 13.0 x 0.96 x 340 over 4.1 is 1.035: both numbers are named."""
    cell = build(EXAMPLES / "xiao2022_inconsistent.toml")
    (warning,) = (w for w in cell.warnings if w.startswith("np_ratio is 1.1, but"))
    assert "1.1" in warning
    assert "1.035" in warning
