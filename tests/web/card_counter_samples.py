"""The pages where an official blocks a card, for `design_samples`."""

from __future__ import annotations

from collections.abc import Callable

from tests.web.sample_frame import LONG_NAME, NOW, SIGNED_IN
from ventanilla.domain.accounts.recovery import IdentityDocument
from ventanilla.domain.cards import Motivo
from ventanilla.web.design import card_counter_shapes as cc
from ventanilla.web.design.shapes import Choice
from ventanilla.web.office import cards
from ventanilla.web.office.recoveries import ANSWER_FACE, DOCUMENTS

Add = Callable[..., None]


def card_counter_pages(add: Add) -> None:
    """Add them all."""
    frame = {**SIGNED_IN, "section": "personal"}
    documents = tuple(Choice(one.value, DOCUMENTS[one]) for one in IdentityDocument)
    find, person = "staff/tarjetas.html", "staff/tarjetas_persona.html"
    add("tarjetas-bloquear", find, cc.BloquearBuscarPage(documents, cards.FACE), frame)
    done = cards.DONE["bloqueada"]
    add("tarjetas-bloquear-hecho", find, cc.BloquearBuscarPage(documents, cards.FACE, done=done), frame)
    typed = {"curp-mostrador": "X", "identificacion": "pasaporte", "rostro": "no"}
    wrong = {"curp-mostrador": cards.BAD_CURP, "identificacion": cards.NO_DOCUMENT, "rostro": ANSWER_FACE}
    add("tarjetas-bloquear-mal", find, cc.BloquearBuscarPage(documents, cards.FACE, typed, wrong), frame)
    said = {"curp-telefono": "XEXX900101MDFXXX05", "nss": "1234", "clinica": "21"}
    nobody = cc.BloquearBuscarPage(documents, cards.FACE, said, error=cards.NOT_IDENTIFIED)
    add("tarjetas-bloquear-nadie", find, nobody, frame)
    reasons = tuple(Choice(one.value, one.text) for one in Motivo)
    mine = (Choice("1", LONG_NAME), Choice("2", "Ñ"), Choice("todas", "Todas las de esta lista"))
    others = (cc.OtherCard(LONG_NAME), cc.OtherCard("Ñ", NOW))
    add("tarjetas-persona", person, cc.BloquearPersonaPage(LONG_NAME, mine, reasons, others), frame)
    add("tarjetas-persona-ninguna", person, cc.BloquearPersonaPage("Ñ", (), reasons, others[:1]), frame)
    missing = {"tarjeta": cards.CHOOSE_CARD, "motivo": cards.CHOOSE_REASON}
    add("tarjetas-persona-mal", person, cc.BloquearPersonaPage(LONG_NAME, mine, reasons, (), missing), frame)
