"""One thing of a round that fails is told to the operator and holds up none of the others."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger("ventanilla.payments")


@contextmanager
def told(what: str, **fields: str | int) -> Iterator[None]:
    """Go on after what fails inside, once ``what`` is in the log as an error with ``fields``: ids, nobody's data.

    Whatever is inside keeps its own transaction. Whoever ends the process ends the round.
    """
    try:
        yield
    except Exception:  # whatever it is, of one; the next one has done nothing
        log.exception(what, extra={"fields": fields})
