"""Chemical formulas: the atoms in one, read by periodictable."""

import re
import unicodedata

from celldesign.errors import MaterialError

_NUMBER = r"(?:\d+(?:\.\d+)?|(?<![A-Z])[nmxyz])"
_TOKEN = re.compile(rf"(?:[A-Z][a-z]?|[()])(?:{_NUMBER}(?:[-+]{_NUMBER})*)?|\+\d*")
_SUM = re.compile(rf"{_NUMBER}(?:[-+]{_NUMBER})+|(?<![A-Z])[nmxyz]|(?<=[HCNOFPS])[xyz]")
_UNKNOWN = "0.5"  # stands for x, which is to be between 0 and 1


def atoms(text: str) -> dict[str, float]:
    """Count the atoms in a formula, which may have brackets, fractions and water of crystals.

    Raises MaterialError for anything else.

    >>> atoms("LiN(SO2CF3)2")
    {'Li': 1.0, 'N': 1.0, 'S': 2.0, 'O': 4.0, 'C': 2.0, 'F': 6.0}
    """
    from periodictable import formula
    from pyparsing import ParseBaseException  # what periodictable reads formulas with

    plain = text.replace("[", "(").replace("]", ")")
    try:
        if "".join(_TOKEN.findall(plain)) != plain or re.search(r"\([\d)]", plain):
            raise ValueError(plain)
        found = {str(atom): float(count) for atom, count in formula(plain).atoms.items()}
    except (ParseBaseException, ValueError, KeyError):
        found = {}
    if not found:
        raise MaterialError(
            "a chemical formula must be made of elements and counts",
            given=repr(text),
            mend="write for example LiNi0.8Mn0.1Co0.1O2 or (C2H4O)n, or leave it out",
        )
    return found


def check_formula(text: str) -> None:
    """See that a text is a formula, whose counts may be unknowns such as x.

    Raises MaterialError.

    >>> check_formula("Li1+xNi0.8Mn0.1Co0.1O2")
    >>> check_formula("(C2H4O)n")
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    plain = re.sub(r"[·.](?=\d*[A-Z(\[])", "+", plain)
    try:
        atoms(_SUM.sub(_count, plain))
    except MaterialError as error:
        raise MaterialError(error.required, given=repr(text), mend=error.mend) from None


def _count(match: re.Match[str]) -> str:
    terms = re.findall(rf"([-+]?)({_NUMBER})", match[0])
    total = sum(
        float(f"{sign}{_UNKNOWN if number.isalpha() else number}") for sign, number in terms
    )
    return f"{total:g}"


def mass_fractions(text: str) -> dict[str, float]:
    """Mass fraction of each element of a formula; empty where it has unknowns such as x.

    >>> round(mass_fractions("LiFePO4")["Li"], 4)
    0.044
    """
    from periodictable import formula
    from pyparsing import ParseBaseException  # what periodictable reads formulas with

    try:
        return {str(atom): float(share) for atom, share in formula(text).mass_fraction.items()}
    except (ParseBaseException, ValueError, KeyError):
        return {}
