"""The door of appointments."""

from .outbound import cita_for, use_appointments

__all__ = ["cita_for", "use_appointments"]
