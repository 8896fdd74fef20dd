"""``python -m ventanilla.config.print_long BYTES SECONDS``: the child that prints one long document within limits."""

from __future__ import annotations

import sys
from typing import Final

from ventanilla.adapters.typeset.bounded import BoundedTypesetter, print_from_input

from .environment import Environment, read
from .packages import typesetter

COMMAND: Final = (sys.executable, "-m", "ventanilla.config.print_long")


def bounded_typesetter(environment: Environment) -> BoundedTypesetter:
    """The worker's printer of every trámite offered: warm for what is short, a child for what is long."""
    return BoundedTypesetter(typesetter(environment), COMMAND)


if __name__ == "__main__":
    sys.exit(print_from_input(lambda: typesetter(read()), sys.argv[1:]))
