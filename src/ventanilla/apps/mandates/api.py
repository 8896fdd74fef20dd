"""The door of authorisations to act for another."""

from ventanilla.domain.authority.autorizaciones import EVENTS, FacultadDe, OtorgarAutorizacion

from .kept import KEEPS
from .selectors import (
    MandateView,
    NoMandate,
    facultades_de,
    mandate_acting,
    mandate_allows,
    mandate_case,
    mandate_names,
    mandate_required,
    mandate_seen,
    mandates_given,
    mandates_received,
    refusal_words,
    registros_allowed,
    representations,
    represented_by_another,
)
from .services import (
    MandateDecided,
    MandateNotFound,
    acting_told,
    autorizaciones_otorgar,
    mandate_accept,
    mandate_end_by_office,
    mandate_load,
    mandate_refuse,
    mandate_revoke,
    representante_reconocer,
    representatives_relieve,
)

ANSWERS = {FacultadDe: facultades_de}
PERFORMS = {OtorgarAutorizacion: autorizaciones_otorgar}

__all__ = [
    "ANSWERS",
    "EVENTS",
    "KEEPS",
    "PERFORMS",
    "MandateDecided",
    "MandateNotFound",
    "MandateView",
    "NoMandate",
    "acting_told",
    "facultades_de",
    "mandate_accept",
    "mandate_acting",
    "mandate_allows",
    "mandate_case",
    "mandate_end_by_office",
    "mandate_load",
    "mandate_names",
    "mandate_refuse",
    "mandate_required",
    "mandate_revoke",
    "mandate_seen",
    "mandates_given",
    "mandates_received",
    "refusal_words",
    "registros_allowed",
    "representante_reconocer",
    "representations",
    "representatives_relieve",
    "represented_by_another",
]
