"""Appointments: until this office keeps its own, the next one as the book of the installation tells it."""
