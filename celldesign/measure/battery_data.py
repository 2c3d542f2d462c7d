"""Reads the Battery Data Format and cyclers' own files by the package `batterydf`.

It comes with the extra `measure`. It reads BDF as CSV, Parquet, Feather and JSON with labels
or machine-readable names, and the files of several makers.
"""

import warnings
from pathlib import Path

from celldesign.errors import MeasurementError, install

_ENDINGS = {".parquet", ".feather", ".json", ".mpt", ".nda", ".ndax", ".mat", ".xlsx"}


def is_battery_data(path: Path) -> bool:
    """Say whether a file's name is one that the package is for.

    >>> [is_battery_data(Path(name)) for name in ("c.bdf.csv", "c.csv", "c.parquet")]
    [True, False, True]
    """
    endings = [suffix.casefold() for suffix in path.suffixes]
    return ".bdf" in endings or (bool(endings) and endings[-1] in _ENDINGS)


def table(path: Path) -> list[str]:
    """Lines of CSV with the format's labels as header; `path` must be there.

    Raises MeasurementError without the package, and for what it cannot read.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import bdf
        except ImportError:
            required = "this file needs the package batterydf"
            raise MeasurementError(required, given=str(path), mend=install("measure")) from None
        try:
            frame = bdf.read(path, validate=False)
        except Exception as error:  # it raises whatever its readers of other files meet
            reason = " ".join(str(error).split())[:200]
            raise MeasurementError(
                f"the package batterydf cannot read this file ({reason})", given=str(path)
            ) from None
    text: str = frame.to_csv(index=False)
    return text.splitlines(keepends=True)
