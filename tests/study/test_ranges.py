import numpy as np
import pytest

from celldesign.errors import CelldesignError
from celldesign.study.ranges import Words, read_axes, read_axis


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("cathode.thickness", "40:120:5um", [x * 1e-6 for x in range(40, 121, 5)]),
        ("cathode.thickness", "40um:0.05mm:5000nm", [40e-6, 45e-6, 50e-6]),
        ("anode.thickness", "10,20,40um", [10e-6, 20e-6, 40e-6]),
        ("anode.thickness", "10 um, 0.02mm", [10e-6, 20e-6]),
        ("anode.thickness", "20um", [20e-6]),
        ("anode.thickness", "20,20um", [20e-6]),
        ("cathode.porosity", "0.1:0.3:0.1", [0.1, 0.2, 0.3]),
        ("cathode.porosity", "10:30:10%", [0.1, 0.2, 0.3]),
        ("cathode.sheets", "2:5", [2, 3, 4, 5]),
        ("operation.rate", "C/20,C/10,1C", [1 / 72000, 1 / 36000, 1 / 3600]),
        ("operation.temperature", "20:30:5degC", [293.15, 298.15, 303.15]),
        ("operation.temperature", "20:30:5K", [20.0, 25.0, 30.0]),
        ("cell.rounding", "up,down", [1, 2]),
        ("material.NMC811.density", "4.5,4.7g/cm^3", [4500, 4700]),
        ("np_ratio", "1:2:0.25", [1, 1.25, 1.5, 1.75, 2]),
    ],
)
def test_numbers_are_read_as_written(name, text, expected):
    if text == "20:30:5K":
        with pytest.raises(CelldesignError, match="a value from -100 to 300 degC"):
            read_axis(name, text)
        return
    axis = read_axis(name, text)
    np.testing.assert_allclose(axis.at(np.arange(len(axis))), expected, rtol=1e-12)


def test_the_last_step_is_kept_however_it_rounds():
    for steps in (3, 7, 10, 1000, 99_999):
        assert len(read_axis("np_ratio", f"1:2:{1 / steps!r}")) == steps + 1


def test_every_value_reads_back_as_the_setting_that_it_stands_for():
    for name, text in (("anode.thickness", "1:60:7um"), ("operation.rate", "C/20,2C")):
        axis = read_axis(name, text)
        for index in range(len(axis)):
            again = read_axis(name, axis.text(index))
            assert again.at(np.array([0])) == axis.at(np.array([index]))


def test_words_name_materials_and_formats():
    assert read_axis("separator.material", "HCPE L2, LLZO") == Words(
        "separator.material", ("HCPE L2", "LLZO")
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("cathode.thickness", "", "values to vary are required"),
        ("cathode.thickness", "120:40:5um", "a range that rises"),
        ("cathode.thickness", "40:40um", "a range with a width"),
        ("cathode.thickness", "40:120:0um", "a step above zero"),
        ("cathode.thickness", "40:120:-5um", "a step above zero"),
        ("cathode.thickness", "40:120:5kg", "a length"),
        ("cathode.thickness", "40:120:5", "a number with a unit"),
        ("cathode.thickness", "nan:120:5um", "number"),
        ("cathode.thickness", "40:120:1e-12um", "80,000,000,000,00. designs"),
        ("cathode.thickness", "40,50:60um", "either a range or a list"),
        ("cathode.thickness", "1:2:3:4um", "START:STOP"),
        ("cathode.thickness", "40:1e9:5um", "a value from"),
        ("cathode.thicknes", "40:120:5um", "did you mean cathode.thickness"),
        ("cathode.component_density", "1:2g/cm^3", "one number is required"),
        ("material.NMC811.densty", "1:2g/cm^3", "did you mean density"),
        ("material.NMC811.density", "1:99g/cm^3", "a value from 0.02 to 23"),
        ("separator.material", "HCPE L2,", "a list of words"),
        ("cell.rounding", "up,sideways", "one of nearest, up, down"),
        ("cathode.sheets", "1:9:0.5", "whole step"),
    ],
)
def test_what_cannot_be_varied_is_refused_with_the_reason(name, text, message):
    with pytest.raises(CelldesignError, match=message) as caught:
        read_axis(name, text)
    assert name in str(caught.value)


def test_nothing_to_vary_is_refused():
    with pytest.raises(CelldesignError, match="at least one name"):
        read_axes({})
