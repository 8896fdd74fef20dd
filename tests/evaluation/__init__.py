"""Measurements of rules against people who never existed: how much is found, and how much is found wrongly."""
