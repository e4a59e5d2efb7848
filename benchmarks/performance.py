"""docs/performance.md: a section for each scale, written anew by the run that measured it; the others stay as they are."""

import os
import platform
import re
from pathlib import Path

import django
from django.utils import timezone

FILE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
HEAD = """# Performance

Written by `make bench SCALE=…`, a section for each scale; do not edit. Ratios compare two times of the same machine in the
same run, so they mean the same on another one. How each is measured stands in the first lines of the modules of
[benchmarks](../benchmarks/).
"""
TITLES = {
    "5k": "The demonstration, 5 thousand incidents",
    "100k": "100 thousand incidents",
    "1m": "1 million incidents",
    "2.5m": "2.5 million incidents",
}
SECTION = re.compile(r"<!-- (\S+) -->\n(.*?)(?=<!-- |\Z)", re.DOTALL)


def write(scale: str, text: str) -> None:
    """Put the section of this scale in its place."""
    found = dict(SECTION.findall(FILE.read_text() if FILE.exists() else ""))
    found[scale] = f"## {TITLES[scale]}\n\n{text.strip()}\n\n"
    sections = [f"<!-- {name} -->\n{found[name].strip()}\n" for name in TITLES if name in found]
    FILE.write_text("\n".join([HEAD, *sections]))


def made_on() -> str:
    """When, and on what."""
    of = f"{os.cpu_count()} cores, Python {platform.python_version()}, Django {django.__version__}"
    return f"{timezone.now():%d %B %Y}, {of}, the PostgreSQL that comes with the product."


def table(heads: list[str], rows: list[list[str]]) -> str:
    return "\n".join(["| " + " | ".join(cells) + " |" for cells in [heads, ["---"] * len(heads), *rows]])


GOALS = ["What", "Measured", "Against", "Goal", ""]
