"""Whether something can be seen on a picture, from two figures of its grey values. Pure.

`spread` is the standard deviation of the grey values, `sharpness` the variance of their Laplacian (the
difference of each point from its four neighbours), both over the picture brought to at most 1,000 points on
its long side. Bounds are ours, measured on drawn papers (tests/icp/documents/test_examining.py): text that is
sharp has a sharpness above 1,000, blurred by 3 points above 20, by 4 below 10; an empty page has no spread.
"""

from __future__ import annotations

LONG_SIDE = 1000
LEAST_SPREAD = 4.0
LEAST_SHARPNESS = 15.0


def judged(spread: float, sharpness: float) -> str:
    """`blank`, `blurred`, or nothing.

    >>> judged(1.2, 0.5), judged(30.0, 8.0), judged(30.0, 900.0)
    ('blank', 'blurred', '')
    """
    if spread < LEAST_SPREAD:
        return "blank"
    return "blurred" if sharpness < LEAST_SHARPNESS else ""
