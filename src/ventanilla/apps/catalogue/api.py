"""The door of the catalogue: looking for a trámite."""

from .kept import KEEPS
from .selectors import Found, catalogue_search

__all__ = ["KEEPS", "Found", "catalogue_search"]
