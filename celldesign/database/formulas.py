"""Whether a text is a chemical formula; what it weighs, `thermochemistry` knows."""

import re
import unicodedata

from celldesign.errors import MaterialError

_ELEMENTS = """
H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr
Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb
Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U D
"""
_SYMBOL = "|".join(sorted(_ELEMENTS.split(), key=len, reverse=True))
_NUMBER = r"(?:\d+(?:\.\d+)?|[nmxyz])"
_TOKEN = re.compile(rf"(?:{_SYMBOL}|[()\[\]])(?:{_NUMBER}(?:[-+]{_NUMBER})*)?|[·.]\d*")
_PAIRS = {")": "(", "]": "["}


def check_formula(text: str) -> None:
    """See that a text is a formula: elements, brackets, counts and unknowns such as x.

    Raises MaterialError.

    >>> check_formula("Li1+xNi0.8Mn0.1Co0.1O2")
    >>> check_formula("(C2H4O)n")
    """
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    tokens = _TOKEN.findall(plain)
    opened: list[str] = []
    sound = bool(tokens) and "".join(tokens) == plain
    for token in tokens:
        if token[0] in "([":
            opened.append(token[0])
            sound &= len(token) == 1
        elif token[0] in _PAIRS:
            sound &= bool(opened) and opened.pop() == _PAIRS[token[0]]
    if not sound or opened:
        raise MaterialError(
            "a chemical formula must be made of elements and counts",
            given=repr(text),
            mend="write for example LiNi0.8Mn0.1Co0.1O2 or (C2H4O)n, or leave it out",
        )


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
