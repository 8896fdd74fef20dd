"""Trámites that exist only where the office is killed."""
