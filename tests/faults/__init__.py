"""Campaigns that break things where it matters: ``make faults``."""
