"""The JSON Schema of the design file, by the reference validator."""

import tomllib
from pathlib import Path

import pytest

from celldesign.design.schema import design_schema

jsonschema = pytest.importorskip("jsonschema")
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))


@pytest.fixture(scope="module")
def validator() -> "jsonschema.Draft202012Validator":
    jsonschema.Draft202012Validator.check_schema(design_schema())
    return jsonschema.Draft202012Validator(design_schema())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_valid(validator: "jsonschema.Draft202012Validator", path: Path) -> None:
    assert not list(validator.iter_errors(tomllib.loads(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    "text",
    [
        'name = "no schema"',
        "schema = 3",
        "schema = 2\n[cathode]\nthicknes = '70 um'",
        "schema = 2\n[cathode]\nthickness = 70",
        "schema = 2\n[cathode]\nthickness = 'thick'",
        "schema = 2\nformat = 'sphere'",
        "schema = 2\n[cathode]\nthickness = { value = '70 um', note = { a = 1 } }",
        "schema = 2\n[cathode]\nrecipe = {}",
        "schema = 2\n[operation]\nwindow = ['3 V']",
        "schema = 2\n[operation]\nrate = '20 h'",
    ],
)
def test_what_is_no_design_is_not(validator: "jsonschema.Draft202012Validator", text: str) -> None:
    assert list(validator.iter_errors(tomllib.loads(text)))


def test_a_name_says_what_it_means() -> None:
    thickness = design_schema()["properties"]["cathode"]["properties"]["thickness"]
    assert "(um)" in thickness["description"]
    old = design_schema()["properties"]["stack"]["properties"]
    assert any(each.get("deprecated") for each in old.values())
