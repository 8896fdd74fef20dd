"""Certificates of incapacity, as whoever keeps them tells their days."""
