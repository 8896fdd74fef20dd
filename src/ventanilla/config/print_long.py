"""``python -m ventanilla.config.print_long BYTES SECONDS``: the child that prints one long document within limits."""

from __future__ import annotations

import sys
from typing import Final

from ventanilla.adapters.typeset.bounded import BoundedTypesetter, print_from_input
from ventanilla.adapters.typeset.local import TypstTypesetter

COMMAND: Final = (sys.executable, "-m", "ventanilla.config.print_long")


def bounded_typesetter() -> BoundedTypesetter:
    """The worker's printer: warm for what is short, a child for what is long."""
    return BoundedTypesetter(TypstTypesetter(), COMMAND)


if __name__ == "__main__":
    sys.exit(print_from_input(TypstTypesetter, sys.argv[1:]))
