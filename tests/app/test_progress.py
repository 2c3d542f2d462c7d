import io

import pytest

from celldesign.app import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is set."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_rate_and_time_left_count_from_the_first_block(monkeypatch, clock):
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    with progress.ProgressBar() as bar:
        clock[0] += 5  # starting, which is no measure of what follows
        bar(1_000, 10_000)
        assert shown.getvalue().rstrip() == "\r[###                           ]  10%"
        clock[0] += 2
        bar(5_000, 10_000)
    assert " 50% 2,000 designs/s, 0:02 left" in shown.getvalue()
    assert shown.getvalue().endswith("\r")  # wiped off


def test_nothing_is_shown_within_a_second_or_where_nobody_looks_on(monkeypatch, clock):
    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    with progress.ProgressBar() as bar:
        bar(1, 2)
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with progress.ProgressBar() as bar:
        clock[0] += 5
        bar(1, 2)
    assert shown.getvalue() == ""
