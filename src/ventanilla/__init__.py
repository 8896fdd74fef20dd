"""Ventanilla: a virtual office for a social-security institution."""

__version__ = "0.1.0"
