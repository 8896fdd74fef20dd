"""The office's own terms: how long a draft is kept, and by when whoever reviews a case answers."""

from __future__ import annotations

from datetime import date, timedelta

from ventanilla import law


def draft_until(saved: date) -> date:
    """The last day on which a draft saved on ``saved`` is kept (policy borrador_caducidad).

    >>> draft_until(date(2026, 11, 22))
    datetime.date(2027, 2, 20)
    """
    law.policy("borrador_caducidad")
    return saved + timedelta(days=law.integer("expedientes.borrador_dias", saved))


def draft_warning_days(on: date) -> int:
    """How many days before its end the owner of a draft is told."""
    return law.integer("expedientes.borrador_aviso_dias", on)


def payment_wait() -> timedelta:
    """How long after its last day a payment made on it may still be told by the bank (policy pago_aviso_banco).

    >>> payment_wait()
    datetime.timedelta(days=1)
    """
    return timedelta(days=int(law.policy("pago_aviso_banco").value.partition("_")[0]))


def review_date(referred: date) -> date:
    """By when a case that its trámite resolves at once is answered, if a person has to look at it on ``referred``.

    >>> review_date(date(2026, 11, 23))
    datetime.date(2026, 12, 7)
    """
    law.policy("revision_promesa")
    return law.calendar().add(referred, law.integer("expedientes.revision_dias", referred))
