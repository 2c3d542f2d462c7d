"""The steady salt of a cell at a current, where diffusion depends on concentration.

One electrode (`sink`) takes ions from its pores, the other (`source`) gives them. With the integral
of the diffusion coefficient over concentration in place of the concentration the profiles are
parabolas and lines, and the salt that is there fixes the one unknown: the integral at the sink's
front. A diffusion coefficient that decays by `slope` with concentration has it in closed form.
"""

from typing import Any, NamedTuple

import numpy as np

_POINTS = np.array([0.5 - np.sqrt(0.15), 0.5, 0.5 + np.sqrt(0.15)])
_WEIGHTS = np.array([5, 8, 5]) / 18
_STEPS = 9
_LEAST = 1e-30


class Pores(NamedTuple):
    """Electrolyte per area in m, length of its pores in m, and salt diffusion in m^2/s."""

    volume: Any
    path: Any
    diffusion: Any


class Profile(NamedTuple):
    """Salt in mol/m^3 at the fronts and far ends of both electrodes.

    `free` is what the sink's far end would come to if there were salt without end; `reach` the
    share of the sink that has any, below 0 where no steady state is left.
    """

    source_end: Any
    source_front: Any
    sink_front: Any
    sink_end: Any
    free: Any
    reach: Any


class _Law(NamedTuple):
    """D = diffusion exp(-slope (c - c0)): its integral from 0, and back."""

    diffusion: Any
    slope: Any
    rest: Any
    scale: Any  # of the integral, which it never reaches

    def integral(self, salt: Any) -> Any:
        return self.scale * (1 - np.exp(-self.slope * salt))

    def back(self, integral: Any) -> Any:
        return -np.log(np.maximum(1 - integral / self.scale, 1e-3)) / self.slope

    def at(self, salt: Any) -> Any:
        return self.diffusion * np.exp(-self.slope * (salt - self.rest))


def _law(diffusion: Any, slope: Any, rest: Any) -> _Law:
    return _Law(diffusion, slope, rest, diffusion * np.exp(slope * rest) / slope)


def steady(
    source: Pores,
    separator: Pores,
    sink: Pores,
    flux: Any,
    rest: Any,
    slope: Any,
    centroids: tuple[Any, Any],
) -> Profile:
    """Find the steady profile for a salt flux in mol/m^2/s; arguments broadcast.

    `rest` is the concentration without current, `slope` -d ln D/dc. `centroids` say where the
    reaction of source and sink lies on average: 1/2 where it is even, 1 at the collector.

    >>> pores = Pores(30e-6, 4e-4, 2e-10)
    >>> found = steady(pores, Pores(1e-5, 8e-5, 2e-10), pores, 3.75e-4, 1000.0, 0.0, (0.5, 0.5))
    >>> round(float(found.source_front)), round(float(found.sink_end)), float(found.reach)
    (1075, 550, 1.0)
    """
    slope = np.maximum(slope, 1e-7)
    inside, middle, behind = (
        _law(part.diffusion, slope, rest) for part in (sink, separator, source)
    )
    falls = (
        flux * sink.path * centroids[1],
        flux * separator.path,
        flux * source.path * centroids[0],
    )
    whole = rest * (source.volume + separator.volume + sink.volume)
    one = np.ones(np.broadcast(*falls, whole, slope).shape)

    def excess(front: Any) -> Any:
        """Salt of the profile with this integral at the sink's front, less what there is."""
        reach = np.minimum(front / np.maximum(falls[0], _LEAST), 1.0)
        end = np.maximum(front - falls[0], 0.0)
        held = sink.volume * reach * _mean(inside, end, front - end, squared=True)
        line = middle.integral(inside.back(front))
        held = held + separator.volume * _mean(middle, line, falls[1])
        far = behind.integral(middle.back(line + falls[1]))
        return held + source.volume * _mean(behind, far + falls[2], -falls[2], squared=True) - whole

    low, high = 0.0 * one, (inside.integral(rest) + falls[0]) * one
    at_low, at_high = excess(low), excess(high)
    beyond = at_low > 0
    front = _root(excess, low, high, at_low, at_high)
    front = np.where(beyond, 0.0, front)
    short = front < falls[0]
    slow = inside.at(rest / 2)
    limit = np.maximum((source.volume + separator.volume) * falls[0] / slow, _LEAST)
    reach = np.where(short, front / np.maximum(falls[0], _LEAST), 1.0)
    sink_front = inside.back(front)
    source_front = middle.back(middle.integral(sink_front) + falls[1])
    end = inside.back(np.maximum(front - falls[0], 0.0))
    return Profile(
        source_end=behind.back(behind.integral(source_front) + falls[2]),
        source_front=source_front,
        sink_front=sink_front,
        sink_end=end,
        free=np.where(short, (front - falls[0]) / slow, end),
        reach=np.where(beyond, -at_low / limit, reach),
    )


def _mean(law: _Law, start: Any, fall: Any, squared: bool = False) -> Any:
    """Mean salt where its integral goes from `start` over `fall` as a line, or a parabola."""
    found: Any = 0.0
    for point, weight in zip(_POINTS, _WEIGHTS, strict=True):
        found = found + weight * law.back(start + fall * (point**2 if squared else point))
    return found


def _root(excess: Any, low: Any, high: Any, at_low: Any, at_high: Any) -> Any:
    """The zero of a rising function, by the Illinois rule."""
    before, middle = 0.0 * low, low
    for _ in range(_STEPS):
        rise = np.where(at_high > at_low, at_high - at_low, 1.0)
        middle = np.clip(low + (high - low) * np.maximum(-at_low, 0.0) / rise, low, high)
        here = excess(middle)
        above = here > 0
        at_low = np.where(above, np.where(before > 0, at_low / 2, at_low), here)
        at_high = np.where(above, here, np.where(before < 0, at_high / 2, at_high))
        low, high = np.where(above, low, middle), np.where(above, middle, high)
        before = np.where(above, 1.0, -1.0)
    return middle
