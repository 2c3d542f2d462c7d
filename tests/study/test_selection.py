"""What stays of a table, and which of it is the best."""

import numpy as np

from celldesign.study.selection import Keep

TABLE = {
    "feasible": np.array([True, True, False, True, True]),
    "energy": np.array([3.0, np.nan, 9.0, 5.0, 5.0]),
}


def test_what_has_no_value_is_not_among_the_best_even_of_fewer_than_asked() -> None:
    for top in (3, 4, 100):
        assert Keep(top=top, by="energy").select(TABLE).tolist() == [3, 4, 0]
    assert Keep(top=2, by="energy", lowest=True).select(TABLE).tolist() == [0, 3]


def test_without_a_number_every_row_stays() -> None:
    assert Keep().select(TABLE).tolist() == [0, 1, 2, 3, 4]
