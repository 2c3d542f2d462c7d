import json

import pytest

from celldesign.files import data_folder

ION = data_folder("templates") / "new" / "lithium-ion.toml"
pytestmark = pytest.mark.usefixtures("database")


def test_warnings_stand_under_the_table_in_json_and_on_the_page(run, tmp_path):
    asked = ("whatif", ION, "--vary", "cathode.porosity=2.5,25%", "--columns", "cell.mass")
    status, _, err = run(*asked)
    assert status == 0
    assert "row 1: cathode.porosity of 2.5 % is outside what cells have (15 to 52 %)" in err
    first, second = json.loads(run(*asked, "--json")[1])["rows"]
    assert "cathode.porosity of 2.5 %" in first["warnings"]
    assert "cathode.porosity" not in second["warnings"]
    assert run(*asked, "--html", tmp_path / "page.html")[0] == 0
    assert "cathode.porosity of 2.5 %" in (tmp_path / "page.html").read_text(encoding="utf-8")
