"""Payments of pensions, as whoever pays them tells them."""
