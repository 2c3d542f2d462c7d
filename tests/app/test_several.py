import json
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
GOOD = EXAMPLES / "pouch_1Ah.toml"
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.toml"
    text = GOOD.read_text(encoding="utf-8").replace("active_loading = {", "porosity = {")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["validate", "compare"])
def test_a_file_that_cannot_be_built_does_not_stop_the_others(run, command, broken):
    alone = run(command, GOOD)
    status, out, err = run(command, broken, GOOD)
    assert status == 1
    assert out == alone[1]
    assert err.startswith(f"error: {broken}")
    status, out, err = run(command, GOOD, broken, "--json")
    assert status == 1
    assert json.loads(out)["errors"][0].startswith(str(broken))


@pytest.mark.parametrize("command", ["validate", "compare"])
def test_where_nothing_can_be_built_the_first_error_is_the_answer(run, command, broken):
    status, out, err = run(command, broken, broken)
    assert (status, out) == (1, "")
    assert err.count("error: ") == 1
