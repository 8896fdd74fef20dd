"""A person stops being registered in a clinic, and keeps the proof of it."""
