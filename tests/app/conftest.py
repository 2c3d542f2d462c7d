import sys

import pytest

from celldesign.app import main


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line as a shell does: exit status, what it printed, what it said in error."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["celldesign", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capsys.readouterr()
        return exit_.value.code or 0, printed.out, printed.err

    return call
