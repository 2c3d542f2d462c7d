from pathlib import Path

import pytest

from celldesign.cell import statements
from celldesign.cell.statements import judge, read_paper
from celldesign.errors import DesignError, MissingInputError

PAPER = Path(__file__).parents[2] / "examples" / "papers" / "boaretto2025.toml"
HEAD = 'key = "a"\ntitle = "b"\n[[statement]]\nsection = "c"\nsays = "d"\n'


def one(tmp_path, text):
    path = tmp_path / "paper.toml"
    path.write_text(HEAD + text)
    return read_paper(path).statements[0]


@pytest.mark.parametrize(
    ("printed", "ours", "verdict"),
    [
        ("358 Wh/kg", (357.4, 0.0, "Wh/kg", "computed"), statements.OUT),
        ("358 Wh/kg", (369.0, 0.0, "Wh/kg", "computed"), statements.DIFFERS),  # +3.07 %
        ("358 Wh/kg", (0.358, 0.0, "kWh/kg", "given"), statements.INPUT),
        ("10 mAh/g", (10.49, 0.0, "mAh/g", "computed"), statements.OUT),  # rounds to 10
        ("10 mAh/g", (10.6, 0.0, "mAh/g", "computed"), statements.DIFFERS),
        ("1.9e-4 S/cm", (0.0194, 0.0, "S/m", "computed"), statements.OUT),
        ("54 +/- 7 kJ/Ah", (49.4, 9.4, "kJ/Ah", "computed"), statements.WITHIN),
        ("54 +/- 2 kJ/Ah", (49.4, 0.5, "kJ/Ah", "computed"), statements.DIFFERS),
        ("0 %", (0.0, 0.0, "1", "computed"), statements.OUT),
    ],
)
def test_the_verdict_follows_from_printed_digits_and_uncertainties(
    tmp_path, printed, ours, verdict
):
    found = one(tmp_path, f'value = "{printed}"\ndesign = "x"\nquantity = "energy"\n')
    assert judge(found, lambda _: ours).verdict == verdict


def test_what_cannot_come_out_says_why(tmp_path):
    plain = one(tmp_path, 'value = "3 s"\nreason = "no kinetics"\n')
    torn = one(tmp_path, 'value = "830 g"\nagainst = "its size makes 419 g"\n')
    lacking = one(tmp_path, 'value = "1 Ah"\ndesign = "x"\nquantity = "capacity"\n')

    def missing(_):
        raise MissingInputError("capacity cannot be computed")

    assert judge(plain, missing)[4:] == (statements.NOT_MODELLED, "no kinetics")
    assert judge(torn, missing)[4:] == (statements.CONTRADICTED, "its size makes 419 g")
    assert judge(lacking, missing)[4:] == (statements.FAILS, "capacity cannot be computed")


@pytest.mark.parametrize(
    ("text", "message"),
    [('value = "3"\nsay = "x"\n', "unknown keys say"), ("", "'value'"), ('value = "3 zz"\n', "zz")],
)
def test_a_faulty_file_is_one_message(tmp_path, text, message):
    with pytest.raises(DesignError, match=f"paper's statements is required.*{message}"):
        one(tmp_path, text)


def test_every_statement_has_a_command_or_a_reason():
    paper = read_paper(PAPER)
    assert len(paper.statements) > 100
    for each in paper.statements:
        assert each.shown or each.reason or each.against, each.says
        assert not (each.command and not each.take), each.says
