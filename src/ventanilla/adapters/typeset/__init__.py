"""Printing: a template, a sheet of data, a PDF/A-2a that a screen reader can read."""

from .port import BadSheet, Sheet, TooLong, Typesetter

__all__ = ["BadSheet", "Sheet", "TooLong", "Typesetter"]
