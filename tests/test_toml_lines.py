import pytest

from celldesign.toml_lines import place_of, read_toml


def test_a_byte_order_mark_is_passed_over():
    assert read_toml("\ufeffa = 1") == {"a": 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (".".join(["a"] * 20_000) + " = 1", "keys of fewer than 30 names"),
        ("x = {" + '"a".' * 20_000 + "a = 1}", r"fewer than 30 names are required \(line 1\)"),
        ("a = " + "[" * 5000, "nested less deeply"),
        ("a = " + "9" * 5000, "at most 15 digits"),
        ("a = 0x" + "f" * 400, "at most 15 digits"),
        ('a = "\\u001b[31m"', "without control characters"),
        ('"\\u0007" = 1', "without control characters"),
        ("a = ", "Invalid value"),
    ],
)
def test_what_no_file_of_ours_holds_is_refused_in_one_line(text, message):
    with pytest.raises(ValueError, match=message) as error:
        read_toml(text)
    assert "\n" not in str(error.value)
    assert "\x1b" not in str(error.value)


def test_many_dots_in_a_text_are_no_key():
    assert read_toml('a = "' + "A. B.; " * 40 + '"')


def test_a_place_has_file_line_and_key():
    text = "a = 1\n[b]\nc = 2\n"
    assert place_of(text, "f.toml", ("b", "c")) == "f.toml, line 3, b.c"
