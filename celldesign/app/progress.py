"""How far a long study is: rate and time left, to the error stream of a terminal only."""

import sys
import time
from types import TracebackType

_PATIENCE = 1.0  # seconds before anything is shown
_INTERVAL = 0.2


class ProgressBar:
    """A context to hand to a study as `progress`; silent where nobody looks on.

    >>> with ProgressBar() as bar:
    ...     bar(1, 2)
    """

    def __init__(self, unit: str = "designs") -> None:
        self.unit, self.begun, self.drawn = unit, time.monotonic(), 0.0
        self.first, self.since = -1, 0.0
        self.silent = not sys.stderr.isatty()

    def __enter__(self) -> "ProgressBar":
        return self

    def __call__(self, done: int, total: int) -> None:
        """Show how many of all are done, once it takes longer than a second."""
        now = time.monotonic()
        if done <= self.first or self.first < 0:  # before that is starting, or an earlier run
            self.first, self.since = done, now
        late = now - self.begun < _PATIENCE or now - self.drawn < _INTERVAL
        if self.silent or late:
            return
        self.drawn = now
        share = done / total
        text = f"[{'#' * int(30 * share):<30}] {share:4.0%}"
        if done > self.first:
            rate = (done - self.first) / (now - self.since)
            text += f" {rate:,.0f} {self.unit}/s, {_span((total - done) / rate)} left"
        sys.stderr.write(f"\r{text:<78.78}")
        sys.stderr.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.drawn:
            sys.stderr.write(f"\r{'':78}\r")
            sys.stderr.flush()


def _span(seconds: float) -> str:
    """Write a time.

    >>> _span(75), _span(4000)
    ('1:15', '1 h 6 min')
    """
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
