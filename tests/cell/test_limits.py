"""What cannot be built, and the margin that the uncertainty of a density leaves."""

import numpy as np
import pytest

from celldesign.cell import limits
from celldesign.errors import InconsistentError


@pytest.mark.parametrize(
    ("excess", "std", "passes"),
    [
        (0.09, 0.0, True),
        (0.11, 0.0, False),
        (0.15, 0.08, True),  # within two standard deviations, beyond one and a half
        (0.17, 0.08, False),
        (0.11, 0.01, False),  # the ten points hold, whatever the standard deviation
    ],
)
def test_a_coating_denser_than_its_solids_by_ten_points_or_two_deviations(
    excess: float, std: float, passes: bool
) -> None:
    values = {"cathode_density_excess": excess, "cathode_porosity": 0.0}
    values |= {"cathode_coating_density": 4000.0, "cathode_solid_density": 4000.0 / (1 + excess)}
    stds = {"cathode_density_excess": std}
    if passes:
        limits.refuse(values, stds)
    else:
        with pytest.raises(InconsistentError, match="cathode"):
            limits.refuse(values, stds)
    arrays = {name: np.array([value]) for name, value in values.items()}
    assert bool(limits.possible(arrays, stds)[0]) == passes


def test_a_count_beyond_the_range_of_a_given_one_is_refused() -> None:
    with pytest.raises(InconsistentError, match=r"cathode\.sheets must be from"):
        limits.refuse({"cathode_sheets": 1e9}, {})
    assert not limits.possible({"cathode_sheets": np.array([1e9])}, {})[0]
