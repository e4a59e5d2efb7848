from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One goal. `measured` must not be above `goal`, or not below it where `is_least`."""

    name: str
    measured: float
    against: str
    goal: float
    unit: str = "×"
    is_least: bool = False

    @property
    def verdict(self) -> str:
        holds = self.measured >= self.goal if self.is_least else self.measured <= self.goal
        return "holds" if holds else "falls short"

    def cells(self) -> list[str]:
        written = [f"{value:,.0f}" if value >= 20 else f"{value:.3g}" for value in (self.measured, self.goal)]
        sign = "≥" if self.is_least else "≤"
        measured, goal = (f"{value} {self.unit}".strip() for value in written)
        return [self.name, measured, self.against, f"{sign} {goal}", self.verdict]
