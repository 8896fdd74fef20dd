"""The door of appointments."""

from .kept import KEEPS
from .outbound import ANSWERS, cita_for, use_appointments

__all__ = ["ANSWERS", "KEEPS", "cita_for", "use_appointments"]
