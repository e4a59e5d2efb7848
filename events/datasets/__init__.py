"""The datasets that come with the product: what each holds, and how it is recorded. One dataset, one module or file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from events.datasets import demonstration
from events.datasets.contents import Contents
from events.datasets.files import BadFile, read
from events.datasets.install import install

__all__ = ["SHIPPED", "BadFile", "Contents", "install", "read"]

SHIPPED: Mapping[str, Callable[[], Contents]] = MappingProxyType(
    {
        "mayadeen-2017": lambda: read(Path(__file__).with_name("mayadeen_2017.toml")),
        "demonstration": demonstration.contents,
    }
)
"""Slug → its contents, in the order in which they are loaded. Raises BadFile for a data file that cannot be read."""
