"""Whoever employs somebody in their own home registers the days of a month, and the person is insured."""
