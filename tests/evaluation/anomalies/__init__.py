"""Faults of working lives and their look-alikes, drawn from descriptions, never from the rules that look for them."""
