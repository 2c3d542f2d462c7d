import numpy as np
import pytest
from measure import made

from celldesign.errors import MeasurementError
from celldesign.measure.calorimetry import Calorimeter, calorimetry, gas, plate_mass, readings_of

AH = 3600.0


def test_the_papers_heat_by_capacity_and_by_total_charge() -> None:
    time, plates, power, pressure = made.runaway()
    rise, std, heating = readings_of(time, plates, power)
    heat, per_capacity, per_total = calorimetry(
        Calorimeter(1.66, 0.01), rise, heating, AH, 1.732 * AH, std, 0.02 * heating
    )
    assert heat.shown == pytest.approx(54, rel=1e-3)
    assert per_capacity.shown == pytest.approx(54, rel=1e-3)
    assert per_total.shown == pytest.approx(20, abs=0.3)
    assert per_capacity.std is not None
    assert heat.std == pytest.approx(per_capacity.std * AH)
    released = gas(pressure, plates.mean(axis=0), 0.8e-3, AH)
    assert released[1].shown == pytest.approx(0.14, rel=1e-3)


def test_the_two_readings_of_the_plates_mass_are_set_side_by_side() -> None:
    mass = plate_mass(117e-3, 80e-3, 5e-3)
    assert mass == pytest.approx(0.839, abs=1e-3)
    heat = calorimetry(Calorimeter(1.66), 150.0, 41.865e3, AH, other_mass=mass)[0]
    (note,) = heat.notes
    assert "839 g instead of 1660 g" in note
    assert "6.6 kJ/Ah" in note


def test_deviations_of_mass_rise_and_heater_all_count() -> None:
    def std(**extra: float) -> float:
        own = {"mass_std": extra.pop("mass_std", 0.0)}
        found = calorimetry(Calorimeter(1.66, **own), 150.0, 41.865e3, AH, **extra)[0].std
        assert found is not None
        return found

    assert std() == 0
    assert std(mass_std=0.0166) == pytest.approx(958.65)
    assert std(rise_std=1.5) == pytest.approx(958.65)
    assert std(heating_std=958.65) == pytest.approx(958.65)
    assert std(rise_std=1.5, heating_std=958.65) == pytest.approx(958.65 * 2**0.5)


def test_what_cannot_be_a_runaway_is_refused() -> None:
    with pytest.raises(MeasurementError, match="more than the heater gave"):
        calorimetry(Calorimeter(0.1), 150.0, 41.865e3, AH)
    with pytest.raises(MeasurementError, match="plates that warm up"):
        readings_of(np.arange(3.0), np.array([[3.0, 2, 1]]), np.zeros(3))
    with pytest.raises(MeasurementError, match="ends higher"):
        gas(np.array([2e5, 1e5]), np.full(2, 300.0), 1e-3, AH)
