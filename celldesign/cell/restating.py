"""The same cell in other degrees of freedom: what is computed of it becomes what is given."""

from collections.abc import Sequence

import numpy as np

from celldesign.cell.build import build_cell
from celldesign.cell.result import Cell
from celldesign.database.catalogue import Catalogue
from celldesign.design.file import Design, parse_design
from celldesign.design.overrides import set_values
from celldesign.design.writing import design_text
from celldesign.errors import InconsistentError
from celldesign.vocabulary import vocabulary

SAME = 1e-9  # relative; what a restated cell may be off by


def restate(
    design: Design, give: Sequence[str], catalogue: Catalogue, free: Sequence[str] = ()
) -> tuple[str, Cell]:
    """Write a design whose given values are others and whose cell is the same.

    Parameters
    ----------
    design
        The design to restate.
    give
        Dotted names of computed quantities that are to be given, each instead of what it releases.
    catalogue
        The database that both are built with.
    free
        Dotted names that are not to be given any more.

    Returns
    -------
    tuple
        The new design's text, with the comments of the old one, and its cell.

    Raises
    ------
    InconsistentError
        Where one of the names cannot be given, or the cell would not be the same.
    """
    before = build_cell(design, catalogue)
    held = build_cell(set_values(design, {}, free, give), catalogue)
    text = design_text(held.design, {})
    after = build_cell(parse_design(text, design.path), catalogue)
    for flat, value in before.values.items():
        now = after.values.get(flat, value)
        if not np.allclose(now, value, rtol=SAME, atol=0, equal_nan=True):
            name = vocabulary()[flat].name
            raise InconsistentError(f"the cell would not be the same: {name} would change")
    return text, held
