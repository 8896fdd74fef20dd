"""The second implementation of contributions is a program apart: its modules and tests run only in its environment."""

from __future__ import annotations

collect_ignore = ["openfisca"]
