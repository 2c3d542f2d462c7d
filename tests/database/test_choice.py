import itertools
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celldesign.database.choice import Conditions, choose, parse_window, stated
from celldesign.database.records import Record, Source
from celldesign.errors import MaterialError

PLAIN = Record(
    id=1,
    material="NMC811",
    property="specific_capacity",
    value=200,
    unit="mAh/g",
    si_value=720000,
    std=None,
    temperature=None,
    conditions={},
    source=Source("paper", "A paper"),
    locator="",
    year=2020,
    quality="B",
    preferred=False,
    note="",
    origin="shipped",
)
PAPER = Conditions(window=(3.0, 4.35), temperature=333.15, rate=1 / 72000)
WARM = 333.15


def window(text: str, number: int = 2) -> Record:
    return replace(PLAIN, id=number, conditions={"window": text})


def chosen(asked: Conditions, *records: Record) -> Record:
    """Choose in every order, which must not matter."""
    picked = {choose(order, asked).record.id for order in itertools.permutations(records)}
    assert len(picked) == 1
    return choose(records, asked).record


def test_one_value_is_the_only_value() -> None:
    choice = choose([PLAIN], Conditions())
    assert (choice.record, choice.reason, choice.others) == (PLAIN, "the only value", ())


def test_nothing_to_choose_from_is_an_error() -> None:
    with pytest.raises(MaterialError):
        choose([], Conditions())


def test_the_reason_names_what_matches_and_the_others_what_does_not() -> None:
    fitting = replace(
        PLAIN,
        id=2,
        temperature=WARM,
        conditions={"window": "3.0-4.35 V", "rate": "C/20"},
    )
    colder = replace(
        PLAIN,
        id=3,
        temperature=298.15,
        conditions={"window": "3.0-4.2 V", "rate": "C/10"},
    )
    choice = choose([PLAIN, colder, fitting], PAPER)
    assert choice.record == fitting
    assert choice.reason == ("window 3.0-4.35 V, 60 degC and C/20 as operated; quality B of 2020")
    assert choice.others == (
        (
            PLAIN,
            "fits the conditions less (distance 3 against 0): "
            "no window, temperature or rate stated",
        ),
        (
            colder,
            "fits the conditions less (distance 5.7 against 0): "
            "window 3.0-4.2 V instead of 3.0-4.35 V (0.15 V away); "
            "25 degC instead of 60 degC (35 K away); "
            "C/10 instead of C/20 (a factor of 2 away)",
        ),
    )


def test_a_users_value_comes_before_any_better_fit() -> None:
    mine = replace(PLAIN, id=9, origin="user", quality="D", temperature=200.0)
    fitting = replace(PLAIN, temperature=WARM, preferred=True, quality="A")
    choice = choose([fitting, mine], PAPER)
    assert choice.record == mine
    assert choice.reason.endswith("the user's own value")
    assert choice.others == ((fitting, "the user's own value comes first"),)


def test_of_equal_fits_preferred_then_quality_then_year_then_entry_decide() -> None:
    old = replace(PLAIN, id=2, year=2010)
    undated = replace(PLAIN, id=3, year=None)
    good = replace(PLAIN, id=4, quality="A", year=1990)
    preferred = replace(PLAIN, id=5, quality="D", preferred=True)
    later = replace(PLAIN, id=6)
    choice = choose([later, undated, old, good, PLAIN, preferred], Conditions())
    ranked = [choice.record, *(record for record, _ in choice.others)]
    assert [record.id for record in ranked] == [5, 4, 1, 6, 2, 3]
    assert choice.reason == "preferred, quality D of 2020"
    assert {why for _, why in choice.others} == {"fits as well; the other is preferred"}
    (_, quality), *_ = choose([good, PLAIN], Conditions()).others
    assert quality == "fits as well; quality B against A"
    (_, year), *_ = choose([undated, PLAIN], Conditions()).others
    assert year == "fits as well; no year against 2020"
    (_, entry), *_ = choose([later, PLAIN], Conditions()).others
    assert entry == "equal in every respect; the other was entered first"


@pytest.mark.parametrize(
    ("stated_window", "wins"),
    [("3.0-4.3 V", True), ("3.0-4.4 V", True), ("3.02-4.38 V", True), ("3.0-4.2 V", False)],
)
def test_a_near_window_beats_none_and_a_far_one_does_not(stated_window: str, wins: bool) -> None:
    asked = Conditions(window=(3.0, 4.35))
    assert (chosen(asked, PLAIN, window(stated_window)).id == 2) is wins


@pytest.mark.parametrize(("temperature", "wins"), [(333.15, True), (325.15, True), (298.15, False)])
def test_a_near_temperature_beats_none_and_a_far_one_does_not(
    temperature: float, wins: bool
) -> None:
    other = replace(PLAIN, id=2, temperature=temperature)
    assert (chosen(PAPER, PLAIN, other).id == 2) is wins


@pytest.mark.parametrize(("rate", "wins"), [("C/20", True), ("C/10", True), ("1C", False)])
def test_a_near_rate_beats_none_and_a_far_one_does_not(rate: str, wins: bool) -> None:
    other = replace(PLAIN, id=2, conditions={"rate": rate})
    assert (chosen(PAPER, PLAIN, other).id == 2) is wins


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        (Conditions(window=(3.05, 4.2)), True),
        (Conditions(window=(3.03, 4.23)), False),
        (Conditions(temperature=300.15), True),
        (Conditions(temperature=300.25), False),
        (Conditions(rate=1.05 / 72000), True),
        (Conditions(rate=1.06 / 72000), False),
    ],
)
def test_close_conditions_count_as_equal(asked: Conditions, same: bool) -> None:
    record = replace(PLAIN, temperature=298.15, conditions={"window": "3.0-4.2 V", "rate": "C/20"})
    reason = choose([record], asked).reason
    assert ("as operated" in reason) is same
    assert ("instead of" in reason) is not same


def test_further_away_is_never_better() -> None:
    windows = [window(f"3.0-{high} V", n) for n, high in enumerate((4.2, 4.0, 3.8), 1)]
    assert chosen(Conditions(window=(3.0, 4.35)), *windows).id == 1


def test_other_conditions_match_or_contradict() -> None:
    graphite = replace(PLAIN, id=2, conditions={"counter": "graphite"}, preferred=True)
    lithium = replace(PLAIN, id=3, conditions={"counter": "Lithium"}, quality="D")
    anything = replace(PLAIN, id=4, conditions={"counter": "any"}, quality="C")
    asked = Conditions(others={"counter": "lithium"})
    choice = choose([PLAIN, graphite, lithium, anything], asked)
    assert [choice.record.id, *(record.id for record, _ in choice.others)] == [3, 1, 4, 2]
    assert choice.reason == "counter Lithium as operated; quality D of 2020"
    assert choice.others[-1][1].endswith("counter graphite instead of lithium")


def test_what_the_design_does_not_state_is_slightly_worse_than_nothing() -> None:
    special = replace(PLAIN, id=2, temperature=WARM, preferred=True, quality="A")
    assert chosen(Conditions(), PLAIN, special) == PLAIN
    assert choose([special], Conditions()).reason == (
        "holds for 60 degC, which the design does not state; the only value"
    )


def test_conditions_read_as_in_a_table() -> None:
    record = replace(PLAIN, temperature=WARM, conditions={"counter": "lithium", "rate": "C/20"})
    assert stated(record) == "60 degC, counter lithium, rate C/20"
    assert stated(PLAIN) == ""


@pytest.mark.parametrize("text", ["4.2-3.0 V", "3.0-4.2", "3.0 V", "0-60 %", "", "3-3 V"])
def test_a_window_is_two_voltages_the_lower_first(text: str) -> None:
    with pytest.raises(MaterialError, match="window"):
        parse_window(text)


records = st.builds(
    lambda temperature, conditions, **given: replace(
        PLAIN, temperature=temperature, conditions=conditions, **given
    ),
    temperature=st.none() | st.floats(250, 400),
    conditions=st.fixed_dictionaries(
        {},
        optional={
            "window": st.sampled_from(["3.0-4.2 V", "3.0-4.25 V", "2.5-3.8 V"]),
            "rate": st.sampled_from(["C/20", "C/3", "2C"]),
            "counter": st.sampled_from(["lithium", "graphite", "any"]),
        },
    ),
    year=st.none() | st.integers(1990, 2025),
    quality=st.sampled_from("ABCD"),
    preferred=st.booleans(),
    origin=st.sampled_from(["shipped", "user"]),
)
asked_for = st.builds(
    Conditions,
    window=st.none() | st.just((3.0, 4.35)),
    temperature=st.none() | st.floats(250, 400),
    rate=st.none() | st.floats(1e-6, 1e-3),
    others=st.just({}) | st.just({"counter": "lithium"}),
)


@given(st.lists(records, min_size=1, max_size=6), asked_for, st.randoms())
def test_the_choice_depends_on_the_values_and_not_on_their_order(
    found: list[Record], asked: Conditions, random: Random
) -> None:
    numbered = [replace(record, id=number) for number, record in enumerate(found)]
    choice = choose(numbered, asked)
    random.shuffle(numbered)
    assert choose(numbered, asked) == choice
    ranked = [choice.record, *(record for record, _ in choice.others)]
    assert sorted(record.id for record in ranked) == list(range(len(found)))
    if any(record.origin == "user" for record in numbered):
        assert choice.record.origin == "user"
    assert all(why for why in (choice.reason, *(why for _, why in choice.others)))
