"""Units, signs and powers as print sets them."""

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
