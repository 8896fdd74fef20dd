"""Whoever employs others lets another person act for them, with its folio and until a day."""
