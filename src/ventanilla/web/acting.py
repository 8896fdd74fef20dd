"""Where a visit is for another: in the office and its trámites. Everywhere else one is oneself, by default."""

from __future__ import annotations

from typing import Final

from ventanilla.apps.accounts.api import Visit, in_own_name

# One's own account, its factors, sessions and certificates are nobody else's, and a new address is one's own until it
# is written here. Staff have no business while they act for another: their pages do not exist then.
FOR_ANOTHER: Final = (
    "/historia",
    "/aclarar",
    "/no-reconozco",
    "/oficina",
    "/buzon",
    "/tramites",
    "/solicitudes",
    "/expedientes",
    "/respuestas",
    "/archivos",
    "/documentos",
    "/api/v1",
    "/personal",
    "/incidencias",
)


def visit_at(visit: Visit | None, path: str) -> Visit | None:
    """``visit`` as it counts at ``path``.

    >>> visit_at(None, "/oficina") is None
    True
    """
    if visit is None or any(path == each or path.startswith(f"{each}/") for each in FOR_ANOTHER):
        return visit
    return in_own_name(visit)  # the same visit for whoever acts for nobody, or for a company by its certificate
