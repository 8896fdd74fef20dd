"""Appointments, as whoever keeps them tells the next one."""
