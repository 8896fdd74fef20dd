"""Somebody represents a company by a deed that staff review, and can then act for it with their own e.firma."""
