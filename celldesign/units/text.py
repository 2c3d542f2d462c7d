"""Numbers with their units and standard uncertainties, as a person reads them: the one writer."""

import math
import re
from functools import lru_cache

_SIGNS = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        (r"(?<=[a-z])\^2\b", "²"),
        (r"(?<=[a-z])\^3\b", "³"),
        (r"\bum\b", "µm"),
        (r"\b(m?)ohm\b", r"\1Ω"),
        (r"(?<=[Ωa-zA-Z])\*(?=[a-zA-Z])", "·"),
        (r"\bdegC\b", "°C"),
        (r"(?<!\S)-(?=\d)", "−"),
    )
)


@lru_cache(8192)
def tidy(text: str) -> str:
    """Set units, signs and powers as print does.

    >>> tidy("-3.5 um, 2.88 mAh/cm^2, 101 ohm*cm^2")
    '−3.5 µm, 2.88 mAh/cm², 101 Ω·cm²'
    """
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return text


def plain_unit(unit: str) -> str:
    """The unit as it follows a number, with its space; nothing for a pure number or a rate.

    >>> plain_unit("Wh/kg"), plain_unit("1")
    (' Wh/kg', '')
    """
    return "" if unit in ("", "1", "C-rate") else f" {unit}"


def with_std(value: float, std: float) -> str:
    """Write a number to the digits that its standard uncertainty leaves it.

    >>> with_std(357.3737, 8.4516), with_std(3367.7, 642.9), with_std(1.5, 0)
    ('357.4 ± 8.5', '3370 ± 640', '1.5')
    """
    if not (math.isfinite(value) and math.isfinite(std) and std > 1e-12 * abs(value)):
        return f"{value:.4g}"
    digits = 1 - math.floor(math.log10(std))
    if not -3 < digits < 7:
        return f"{value:.4g} ± {std:.2g}"
    places = max(digits, 0)
    return f"{round(value, digits):.{places}f} ± {round(std, digits):.{places}f}"


_PREFIXES = (("m", 1e-3), ("µ", 1e-6), ("k", 1e3))
_PREFIXED = ("ohm", "Ah", "Wh", "W", "V", "A", "g", "mol")


def short(value: float, unit: str, std: float = 0.0) -> str:
    """Write a number for a screen: four digits at most, a prefix where it reads better.

    The standard uncertainty has two digits at most, and none of its own beyond the fourth of the
    value.

    >>> short(0.0002041, "ohm", 2.7e-6), short(3.81811, "V", 0.00081), short(357.37, "Wh/kg", 8.46)
    ('0.2041 ± 0.0027 mΩ', '3.818 ± 0.001 V', '357.4 ± 8.5 Wh/kg')
    >>> short(8040.0, "um", 30.0), short(12345.0, "USD")
    ('8,040 ± 30 µm', '12,340 USD')
    """
    if unit in _PREFIXED and value and math.isfinite(value):
        for prefix, factor in _PREFIXES:
            small = abs(value) < 0.1 if factor < 1 else abs(value) >= 1e4
            if small and 0.1 <= abs(value / factor) < 1e3:
                value, std, unit = value / factor, std / factor, prefix + unit
                break
    text = _short(value, std)
    return tidy(text + plain_unit(unit)) if unit != "%" else f"{text} %"


def _short(value: float, std: float) -> str:
    if not math.isfinite(value):
        return "-"
    if not value:
        return "0"
    most = 3 - math.floor(math.log10(abs(value)))  # decimals of four digits
    if std > 0 and math.isfinite(std):
        digits = min(1 - math.floor(math.log10(std)), most)
        if round(std, digits) > 0:
            places = max(digits, 0)
            return f"{round(value, digits):,.{places}f} ± {round(std, digits):,.{places}f}"
    whole = f"{round(value, most):,.{max(most, 0)}f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
