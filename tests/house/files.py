"""The project's own files, by kind: what the house rules are held against."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("conflict_tracker", "events", "tests", "benchmarks")


def named(path: Path) -> str:
    """A file's path inside the project."""
    return path.relative_to(PROJECT).as_posix()


def python(*packages: str) -> list[Path]:
    """Python files of these packages, migrations left out: Django writes those."""
    found = (path for package in packages for path in (PROJECT / package).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def templates() -> list[Path]:
    return sorted((PROJECT / "templates").rglob("*.*"))


def static(*suffixes: str) -> list[Path]:
    """Our own static files; what others wrote is in static/vendor."""
    found = (path for suffix in suffixes for path in (PROJECT / "static").rglob(f"*{suffix}"))
    return sorted(path for path in found if "vendor" not in path.parts)


def pages() -> list[Path]:
    """Documentation in Markdown."""
    return sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
