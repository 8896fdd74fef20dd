"""What keeps a determination from being made, in a sentence for whoever gave the data."""

from __future__ import annotations

from ventanilla.kernel.refusal import BadInput


class CuotasError(BadInput):
    """Data of a determination that cannot be."""
