from pathlib import Path

import pytest

from celldesign.study.whatif import prepare_whatif

EXAMPLE = Path(__file__).parents[2] / "examples" / "pouch_1Ah.toml"


@pytest.fixture
def study(catalogue):
    """Prepare a what-if study of the example cell."""

    def run(vary, design=EXAMPLE, settings=None, **options):
        return prepare_whatif(design, vary, settings, catalogue=catalogue, **options)

    return run
