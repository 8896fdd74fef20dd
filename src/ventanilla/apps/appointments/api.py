"""The door of appointments."""

from .outbound import ANSWERS, cita_for, use_appointments

__all__ = ["ANSWERS", "cita_for", "use_appointments"]
