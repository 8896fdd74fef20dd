"""The branches of insurance (ramos), as the law defines them: what is charged, on what, for which days.

This table is the only place that says so. The scalar determination explains itself from it, the vector
kernel is compiled from it, and the columns of the cédula and the reference pages are printed from it.
Rates are not here: they change with time and live in ``law/data``, under the key of each share;
the work-risk premium is each employer's own and comes with the employer.

>>> [ramo.key for ramo in RAMOS if ramo.period is Bill.BIMONTHLY]
['retiro', 'ceav', 'infonavit']
>>> by_key("cuota_fija").base is Base.UMA
True
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Base(Enum):
    """What a rate is applied to, each day."""

    UMA = auto()  # the unit of account in force that day, whatever the wage
    SBC = auto()  # the daily base wage, between its floor and its cap
    SBC_OVER_3_UMA = auto()  # only the part of it above three UMA


class Bill(Enum):
    """How often a branch is determined and paid."""

    MONTHLY = auto()
    BIMONTHLY = auto()


@dataclass(frozen=True, slots=True)
class DayRule:
    """Which days of the period are not charged (LSS art. 31)."""

    drops_incapacity: bool  # days under a certificate issued by the institution
    drops_absence: bool  # unpaid absences, seven a month at most
    policy: str = ""  # the open question in law/policies that may turn drops_absence, where there is one


@dataclass(frozen=True, slots=True)
class Ramo:
    """One branch: both shares, their base, their days, and the article that orders it."""

    key: str
    title: str
    base: Base
    days: DayRule
    period: Bill
    employer: str | None  # key of the rate in law/data, or OWN_PREMIUM; None where that side pays nothing
    worker: str | None
    cite: str


OWN_PREMIUM = "prima_propia"  # each employer's own: a fact of the register, not a parameter (LSS 72-74)

NOT_INCAPACITY = DayRule(drops_incapacity=True, drops_absence=False)
WORKED_ONLY = DayRule(drops_incapacity=True, drops_absence=True)
NOT_ABSENCE = DayRule(drops_incapacity=False, drops_absence=True)
GMP_DAYS = DayRule(drops_incapacity=True, drops_absence=False, policy="gmp_ausencias")

RAMOS = (
    Ramo(
        "cuota_fija",
        "Enfermedades y maternidad, cuota fija",
        Base.UMA,
        NOT_INCAPACITY,
        Bill.MONTHLY,
        "eym.cuota_fija.patron",
        None,
        "LSS 106-I",
    ),
    Ramo(
        "excedente",
        "Enfermedades y maternidad, excedente de tres UMA",
        Base.SBC_OVER_3_UMA,
        NOT_INCAPACITY,
        Bill.MONTHLY,
        "eym.excedente.patron",
        "eym.excedente.obrero",
        "LSS 106-II",
    ),
    Ramo(
        "prestaciones_dinero",
        "Enfermedades y maternidad, prestaciones en dinero",
        Base.SBC,
        NOT_INCAPACITY,
        Bill.MONTHLY,
        "eym.dinero.patron",
        "eym.dinero.obrero",
        "LSS 107",
    ),
    Ramo(
        "gastos_medicos",
        "Gastos médicos de pensionados",
        Base.SBC,
        GMP_DAYS,
        Bill.MONTHLY,
        "eym.gmp.patron",
        "eym.gmp.obrero",
        "LSS 25",
    ),
    Ramo("riesgos_trabajo", "Riesgos de trabajo", Base.SBC, WORKED_ONLY, Bill.MONTHLY, OWN_PREMIUM, None, "LSS 70-74"),
    Ramo(
        "invalidez_vida",
        "Invalidez y vida",
        Base.SBC,
        WORKED_ONLY,
        Bill.MONTHLY,
        "iv.patron",
        "iv.obrero",
        "LSS 147-148",
    ),
    Ramo(
        "guarderias",
        "Guarderías y prestaciones sociales",
        Base.SBC,
        WORKED_ONLY,
        Bill.MONTHLY,
        "gps.patron",
        None,
        "LSS 211",
    ),
    Ramo("retiro", "Retiro", Base.SBC, NOT_ABSENCE, Bill.BIMONTHLY, "retiro.patron", None, "LSS 168-I"),
    Ramo(
        "ceav",
        "Cesantía en edad avanzada y vejez",
        Base.SBC,
        WORKED_ONLY,
        Bill.BIMONTHLY,
        "ceav.patron",
        "ceav.obrero",
        "LSS 168-II",
    ),
    Ramo(
        "infonavit",
        "Aportación de vivienda",
        Base.SBC,
        NOT_ABSENCE,
        Bill.BIMONTHLY,
        "infonavit.patron",
        None,
        "LINFONAVIT 29-II",
    ),
)


def by_key(key: str) -> Ramo:
    """Return the branch called ``key``; KeyError names the ones that exist."""
    for ramo in RAMOS:
        if ramo.key == key:
            return ramo
    raise KeyError(f"{key!r} is none of {', '.join(r.key for r in RAMOS)}")
