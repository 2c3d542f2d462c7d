"""The reliability diagram of a calibration: nominal against observed shares, as SVG."""

from celldesign.cell.calibration import Calibration

_SIZE, _EDGE = 320, 44


def diagram(found: Calibration) -> str:
    """Draw how many predictions lie within the limits of each nominal share.

    >>> import numpy as np
    >>> from celldesign.cell.calibration import Prediction
    >>> one = Prediction("cell", "capacity", "soft", 0.01, 0.02, 0.0)
    >>> drawn = diagram(Calibration((one,), np.array([0.0]), ()))
    >>> drawn.count("<circle"), drawn.startswith("<svg")
    (9, True)
    """

    def x(share: float) -> str:
        return f"{_EDGE + share * (_SIZE - 2 * _EDGE):.1f}"

    def y(share: float) -> str:
        return f"{_SIZE - _EDGE - share * (_SIZE - 2 * _EDGE):.1f}"

    text = 'font-family="sans-serif" font-size="11" fill="#444"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}">',
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="#fff"/>',
        f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="#888"/>',
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#aaa" stroke-dasharray="4 4"/>',
    ]
    for share in (0.0, 0.5, 1.0):
        lines.append(f'<text x="{x(share)}" y="{_SIZE - 28}" text-anchor="middle" {text}>')
        lines.append(f"{share:.0%}</text>")
        lines.append(f'<text x="{_EDGE - 6}" y="{y(share)}" text-anchor="end" {text}>')
        lines.append(f"{share:.0%}</text>")
    points = " ".join(f"{x(p)},{y(q)}" for p, q in found.reliability)
    lines.append(f'<polyline points="{points}" fill="none" stroke="#1f6feb" stroke-width="1.5"/>')
    lines += [
        f'<circle cx="{x(p)}" cy="{y(q)}" r="3.5" fill="#1f6feb"/>' for p, q in found.reliability
    ]
    middle = _SIZE / 2
    lines += [
        f'<text x="{middle}" y="{_SIZE - 10}" text-anchor="middle" {text}>',
        "share that should lie within the stated limits</text>",
        f'<text x="{middle}" y="20" text-anchor="middle" {text}>share that does, '
        f"{len(found.predictions)} predictions of {found.cells} cells</text>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"
