from itertools import pairwise
from pathlib import Path

import pytest

from celldesign.report.section import draw, repeat_unit, slabs

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_layers_sum_to_the_stack(build, path):
    if "inconsistent" in path.stem:
        pytest.skip("this example is there to be refused or warned of")
    cell = build(path)
    total = sum(slab.thickness for slab in slabs(cell))
    assert total == pytest.approx(cell["stack.thickness"].si, rel=1e-9)


def test_sheets_alternate_and_are_counted(build):
    cell = build(EXAMPLES / "pouch_1Ah.toml")
    stack = slabs(cell)
    foils = [slab for slab in stack if slab.role == "anode foil"]
    assert (stack[0].role, stack[-1].role) == ("anode foil", "anode foil")
    assert [slab.sheet for slab in foils] == [1, 2, 3, 4, 5, 6, 7]
    assert sum(slab.role == "separator" for slab in stack) == cell["separator.layers"].value
    assert sum(slab.role == "cathode coating" for slab in stack) == 12


def test_single_sided_outer_sheets_face_inwards(build):
    cell = build(EXAMPLES / "lacey_nmc811_graphite.toml", **{"stack.outer_electrodes": "single"})
    stack = slabs(cell)
    assert (stack[0].role, stack[-1].role) == ("anode collector", "anode collector")
    total = sum(slab.thickness for slab in stack)
    assert total == pytest.approx(cell["stack.thickness"].si, rel=1e-9)


def test_the_repeat_unit_shows_both_electrodes_coated_on_both_sides(build):
    unit = repeat_unit(build(EXAMPLES / "lacey_nmc811_graphite.toml"))
    assert [slab.role for slab in unit] == [
        "cathode coating",
        "cathode collector",
        "cathode coating",
        "separator",
        "anode coating",
        "anode collector",
        "anode coating",
        "separator",
    ]


def test_the_drawing_is_to_scale(build):
    cell = build(EXAMPLES / "pouch_1Ah.toml")
    section = draw(cell)
    stack = slabs(cell)
    ratios = [d.width / s.thickness for d, s in zip(section.whole, stack, strict=True)]
    assert ratios == pytest.approx([ratios[0]] * len(ratios))
    length, text = section.whole_bar
    assert length / float(text.removesuffix(" um")) == pytest.approx(ratios[0] * 1e-6)
    assert section.whole[-1].x + section.whole[-1].width == pytest.approx(720)


def test_stacks_in_one_case_follow_one_another(build):
    settings = {"stack.count": "5", "stack.outer_electrodes": "single"}
    cell = build(EXAMPLES / "lacey_nmc811_graphite.toml", **settings)
    stack = slabs(cell)
    assert sum(slab.thickness for slab in stack) == pytest.approx(
        cell["stack.thickness"].si, rel=1e-9
    )
    roles = [slab.role for slab in stack]
    meeting = [pair for pair in pairwise(roles) if len(set(pair)) == 1]
    assert meeting == [("anode collector", "anode collector")] * 4
