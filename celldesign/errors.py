"""The named errors: each says what was required, what was given, and how to mend it."""

import difflib
from collections.abc import Iterable


class CelldesignError(Exception):
    """A wrong input, of whatever kind; the message is what a user reads.

    Parameters
    ----------
    required
        What would have been right.
    given
        What was there instead.
    mend
        How to mend it.

    Examples
    --------
    >>> str(CelldesignError("thickness is negative", given="-3 um", mend="give a positive length"))
    'thickness is negative: given -3 um; give a positive length'
    """

    def __init__(self, required: str, *, given: str = "", mend: str = "") -> None:
        self.required, self.given, self.mend = required, given, mend
        message = f"{required}: given {given}" if given else required
        super().__init__(f"{message}; {mend}" if mend else message)


class UnitError(CelldesignError):
    """A text that is not `number unit`, an unknown unit, or one of the wrong dimension."""


class DesignError(CelldesignError):
    """A design file that cannot be read, or a key or value that it may not have."""


class MissingInputError(CelldesignError):
    """A quantity that cannot be computed from what is given."""


class InconsistentError(CelldesignError):
    """Values that contradict each other, or parts that do not fit."""


class MaterialError(CelldesignError):
    """An unknown material, or one without a property that is needed."""


class DatabaseError(CelldesignError):
    """A database that cannot be opened, read or written."""


class MeasurementError(CelldesignError):
    """Readings that cannot be read, or that the property asked for cannot be had from."""


class ExchangeError(CelldesignError):
    """A cell that does not fit another program's format, or a file of such that cannot be read."""


class SimulationError(CelldesignError):
    """A cell that cannot be simulated."""


def reason(error: OSError) -> str:
    """What the system says of a failure, in the words of the middle of a sentence.

    >>> reason(OSError(28, "No space left on device"))
    'no space left on device'
    """
    return (error.strerror or str(error)).lower()


def install(extra: str) -> str:
    """Say how to get the packages of an extra: how to mend that one of them is missing.

    >>> install("web")
    "pip install 'celldesign[web]'"
    """
    return f"pip install 'celldesign[{extra}]'"


def nearest(name: str, known: Iterable[str], count: int = 3) -> str:
    """Name the known words closest to `name` as a hint, or nothing where none is close.

    >>> nearest("thicknes", ["thickness", "width"])
    'did you mean thickness?'
    """
    by_fold = {word.casefold(): word for word in known}
    close = difflib.get_close_matches(name.casefold(), by_fold, count, cutoff=0.6)
    return f"did you mean {' or '.join(by_fold[word] for word in close)}?" if close else ""
