"""Saved designs: the text, what went in with its record, and what came out; nothing recomputed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from celldesign.database.addresses import Address
from celldesign.database.catalogue import Catalogue
from celldesign.errors import DesignError, nearest

_COLUMNS = (
    "r.id, d.sha256, d.name, d.text, d.settings, r.software, r.dataset, r.created_at,"
    " r.body, r.inputs, r.plant"
)
_SHORTEST = 6  # characters of a hash that name a design


@dataclass(frozen=True, slots=True)
class Kept:
    """A result as it was saved: `inputs` has every number that went in, `body` what came out.

    `plant` is the text of the plant file that the design names, if it names one.
    """

    id: int
    sha256: str
    name: str
    text: str
    settings: tuple[str, ...]
    software: str
    dataset: str
    created_at: str
    body: Mapping[str, Any]
    inputs: Sequence[Mapping[str, Any]]
    plant: str = ""


def keep(
    address: Address,
    *,
    text: str,
    settings: Sequence[str],
    body: Mapping[str, Any],
    inputs: Sequence[Mapping[str, Any]],
    plant: str = "",
) -> int:
    """Save a design with a result and return the result's number; equal designs are saved once."""
    from celldesign.database.tables import Design, Result
    from celldesign.database.writing import writing

    with writing(address) as session:
        sha256 = body["design_sha256"]
        if session.get(Design, sha256) is None:
            told = json.dumps(list(settings), ensure_ascii=False)
            session.add(Design(sha256=sha256, name=body["name"], text=text, settings=told))
            session.flush()
        result = Result(
            design=sha256,
            software=body["software"],
            dataset=body["database"]["dataset"],
            body=json.dumps(body, ensure_ascii=False, allow_nan=False),
            inputs=json.dumps(list(inputs), ensure_ascii=False, allow_nan=False),
            plant=plant,
        )
        session.add(result)
        session.flush()
        assert result.id is not None
        return result.id


def kept_results(catalogue: Catalogue, limit: int | None = None) -> list[dict[str, Any]]:
    """List what is saved, newest first, without the texts."""
    return catalogue.rows(
        "SELECT r.id, d.sha256, d.name, r.software, r.dataset, r.created_at FROM result r"
        " JOIN design d ON d.sha256 = r.design ORDER BY r.id DESC"
        + (f" LIMIT {int(limit)}" if limit else "")
    )


def find_kept(catalogue: Catalogue, which: str) -> Kept:
    """Find the newest result of a design by its name or hash, or a result by its `#number`.

    Raises DesignError where there is none, or where the start of a hash means several designs.
    """
    query = f"SELECT {_COLUMNS} FROM result r JOIN design d ON d.sha256 = r.design WHERE"
    newest = "ORDER BY r.id DESC LIMIT 1"
    rows = []
    if which.startswith("#") and which[1:].isdecimal() and len(which) < 10:
        rows = catalogue.rows(f"{query} r.id = ?", int(which[1:]))
    rows = rows or catalogue.rows(f"{query} d.name = ? {newest}", which)
    rows = rows or catalogue.rows(f"{query} d.sha256 = ? {newest}", _whole_hash(catalogue, which))
    if not rows:
        names = [row["name"] for row in catalogue.rows("SELECT DISTINCT name FROM design")]
        mend = nearest(which, names) or "`celldesign designs list` shows what is saved"
        raise DesignError("no design of this name or hash is saved", given=which, mend=mend)
    row = rows[0]
    return Kept(
        **row
        | {name: json.loads(row[name]) for name in ("body", "inputs")}
        | {"settings": tuple(json.loads(row["settings"]))}
    )


def delete_kept(address: Address, which: str) -> tuple[str, int]:
    """Delete a design with its results; returns its name and how many results went.

    Raises DesignError where the name means several designs.
    """
    from sqlalchemy import delete
    from sqlmodel import col, select

    from celldesign.database.tables import Design, Result
    from celldesign.database.writing import catalogue_of, writing

    with writing(address) as session:
        kept = find_kept(catalogue_of(session, address), which)
        alike = session.exec(select(Design.sha256).where(Design.name == which)).all()
        if len(alike) > 1:
            raise DesignError(
                "a name must mean one design to delete it",
                given=f"{which}, which {len(alike)} designs have",
                mend=f"give a hash: {', '.join(sorted(each[:12] for each in alike))}",
            )
        gone = session.exec(select(Result.id).where(Result.design == kept.sha256)).all()
        session.execute(delete(Result).where(col(Result.design) == kept.sha256))
        session.execute(delete(Design).where(col(Design.sha256) == kept.sha256))
        return kept.name, len(gone)


def _whole_hash(catalogue: Catalogue, start: str) -> str:
    """Complete the start of a hash."""
    if len(start) < _SHORTEST or not set(start) <= set("0123456789abcdef"):
        return ""
    rows = catalogue.rows(
        "SELECT sha256 FROM design WHERE sha256 >= ? AND sha256 < ?", start, start + "g"
    )
    if len(rows) > 1:
        raise DesignError("the start of a hash must mean one design", given=start)
    return str(rows[0]["sha256"]) if rows else ""
