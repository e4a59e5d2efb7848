"""How far two points are from each other. Decimal degrees, WGS 84. Pure."""

from math import asin, cos, hypot, radians, sin, sqrt

EARTH = 6371.0


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres along the globe between two (latitude, longitude)."""
    (a, b), (c, d) = ([radians(degrees) for degrees in point] for point in (one, other))
    half = hypot(sin((c - a) / 2), sqrt(cos(a) * cos(c)) * sin((d - b) / 2))
    return 2 * EARTH * asin(min(half, 1.0))
