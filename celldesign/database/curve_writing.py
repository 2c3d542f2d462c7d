"""Putting half-cell curves into the database: the shipped ones, and a user's own from a file."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, select

from celldesign.database import tables
from celldesign.database.addresses import Address
from celldesign.database.catalogue import Catalogue
from celldesign.database.curve_reading import read_curve
from celldesign.database.records import HalfCell
from celldesign.database.writing import catalogue_of, writing
from celldesign.errors import MaterialError, nearest

CURVE_IDENTITY = ("key",)


def curve_row(curve: HalfCell) -> dict[str, Any]:
    """Return the columns of a curve, without its number."""
    points = repr((curve.degree, curve.potential))
    return {
        "key": curve.key,
        "material": curve.material,
        "direction": curve.direction,
        "temperature": curve.temperature,
        "counter": curve.counter,
        "capacity": curve.printed,
        "si_capacity": curve.capacity,
        "points_hash": hashlib.sha256(points.encode()).hexdigest()[:16],
        "source": curve.source,
        "note": curve.note,
        "measured": curve.measured,
        "origin": curve.origin,
    }


def add_points(session: Session, rows: Iterable[tables.Curve], curves: Sequence[HalfCell]) -> None:
    """Write the points of the curves that these rows, which have their numbers, were made for."""
    by_key = {curve.key: curve for curve in curves}
    points = [
        {"curve": row.id, "position": position, "x": x, "y": y}
        for row in rows
        for position, (x, y) in enumerate(
            zip(by_key[row.key].degree, by_key[row.key].potential, strict=True)
        )
    ]
    if points:
        session.execute(insert(tables.CurvePoint), points)


def add_curve(address: Address, path: Path) -> HalfCell:
    """Add a user's curve from a file; it supersedes the user's curve of the same file name.

    The source is a key of the database, or a citation. Raises MaterialError, and then nothing has
    been changed, where the file is at fault.
    """
    read = read_curve(path)
    with writing(address) as session:
        curve, _ = put_curve(session, catalogue_of(session, address), read)
    return curve


def put_curve(session: Session, catalogue: Catalogue, read: HalfCell) -> tuple[HalfCell, bool]:
    """Make a curve the user's, in an open transaction; also says whether it is a new one."""
    key = catalogue.material(read.material).key
    source = _source(session, catalogue, read)
    curve = replace(read, material=key, source=source, origin="user")
    mine = select(tables.Curve).where(tables.Curve.key == curve.key, tables.Curve.origin == "user")
    before = [row for row in session.exec(mine).all() if row.superseded_by is None]
    fields = curve_row(curve)
    if any(all(getattr(row, n) == v for n, v in fields.items()) for row in before):
        return curve, False
    added = tables.Curve(**fields, entered_at=tables.now())
    session.add(added)
    session.flush()
    add_points(session, [added], [curve])
    for row in before:
        row.superseded_by = added.id
    return curve, True


def _source(session: Session, catalogue: Catalogue, curve: HalfCell) -> str:
    """Find the source of a user's curve, or write its citation down under the curve's key."""
    known = catalogue.sources()
    if curve.source in known:
        return curve.source
    if " " not in curve.source:
        raise MaterialError(
            f"{curve.key}: an unknown source",
            given=curve.source,
            mend=nearest(curve.source, known) or "give a key of the database, or a citation",
        )
    same = [key for key, source in known.items() if source.citation == curve.source]
    if same:
        return same[0]
    row = tables.Source(key=f"curve {curve.key}", citation=curve.source, origin="user")
    if row.key in known:
        row.key = f"{row.key} {len(known)}"
    session.add(row)
    session.flush()
    return row.key
