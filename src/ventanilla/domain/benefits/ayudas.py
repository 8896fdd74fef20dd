"""Social benefits paid once: help for a marriage and for a funeral, and the withdrawal for unemployment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from ventanilla import law
from ventanilla.kernel.money import HALF_UP, TRUNCATE, Money
from ventanilla.kernel.text import Text
from ventanilla.law import Explained

from .errors import dia_posible, semanas_posibles
from .working import INFORMATIVO, Calculo, Cuenta

_DAYS_OF_A_YEAR: Final = 365
_MONTHS_OF_A_YEAR: Final = 12


@dataclass(frozen=True, kw_only=True)
class RetiroDesempleo:
    """From which day somebody without work may withdraw; the amount is of the individual account."""

    desde: date
    pasos: tuple[Explained, ...]
    avisos: tuple[Text, ...]


def ayuda_matrimonio(
    boda: date, *, semanas: int | None = None, baja: date | None = None, usada: bool | None = None
) -> Calculo:
    """Thirty days of UMA of the wedding day, from the individual account, once (LSS 165).

    ``baja``: of somebody who no longer works, None for who does. ``usada``: whether it was already paid to the person.
    MissingYear where the working days of a year are not loaded.

    >>> ayuda_matrimonio(date(2026, 6, 20), semanas=150, usada=False).importe
    Money('3519.30')
    """
    semanas_posibles("semanas", semanas)
    if baja is not None and boda < baja:
        baja = None  # the person was still working that day
    cuenta = Cuenta()

    def de_semanas() -> tuple[Text, bool | None]:
        asked = law.integer("lss.165.semanas", boda)
        texto = Text("MATRIMONIO_SEMANAS", "{semanas} semanas cotizadas", semanas=asked)
        return texto, None if semanas is None else semanas >= asked

    cuenta.pide(de_semanas, "LSS 165")
    cuenta.pide(
        lambda: (Text("MATRIMONIO_UNA_VEZ", "No haberla recibido antes"), None if usada is None else not usada),
        "LSS 165",
    )
    if baja is not None:
        cuenta.pide(lambda: _en_plazo(baja, boda), "LSS 165")
    importe = None
    if cuenta.procede is not False:
        with cuenta.paso(Text("MATRIMONIO_IMPORTE", "Ayuda de matrimonio"), "LSS 165") as paso:
            dias = law.integer("lss.165.dias_uma", boda)
            uma = Money(law.value("uma.diaria", boda))
            importe = paso.da(
                Money.of_centavos(uma.centavos * dias),
                Text("MATRIMONIO_COMO", "{dias} días de UMA, de {uma}.", dias=dias, uma=str(uma)),
            )
    return Calculo(
        titulo=Text("AYUDA_MATRIMONIO", "Ayuda para gastos de matrimonio, de la cuenta individual"),
        importe=importe,
        requisitos=tuple(cuenta.requisitos),
        pasos=tuple(cuenta.pasos),
    )


def ayuda_funeral(muerte: date, *, semanas: int | None = None) -> Calculo:
    """Two months of UMA, or of minimum wage by policy ``ayuda_funeral``, of the day of the death (LSS 104).

    ``semanas``: those of the nine months before. A month of UMA is 30.4 days in centavos, as it is published; one of
    minimum wage is a twelfth of the year, truncated.

    >>> ayuda_funeral(date(2026, 6, 20), semanas=12).importe
    Money('7132.44')
    """
    semanas_posibles("semanas", semanas)
    cuenta = Cuenta()

    def de_semanas() -> tuple[Text, bool | None]:
        asked = law.integer("lss.104.semanas", muerte)
        texto = Text(
            "FUNERAL_SEMANAS",
            "{semanas} semanas cotizadas en los {meses} meses anteriores a la muerte",
            semanas=asked,
            meses=law.integer("lss.104.meses_previos", muerte),
        )
        return texto, None if semanas is None else semanas >= asked

    cuenta.pide(de_semanas, "LSS 104")
    importe = None
    if cuenta.procede is not False:
        mes = _mes(cuenta, muerte)
        with cuenta.paso(Text("FUNERAL_IMPORTE", "Ayuda de gastos de funeral"), "LSS 104") as paso:
            meses = law.integer("lss.104.meses", muerte)
            importe = paso.da(
                Money.of_centavos(mes.centavos * meses),
                Text("FUNERAL_COMO", "{meses} meses de {mes}.", meses=meses, mes=str(mes)),
            )
    return Calculo(
        titulo=Text("AYUDA_FUNERAL", "Ayuda para gastos de funeral"),
        importe=importe,
        requisitos=tuple(cuenta.requisitos),
        pasos=tuple(cuenta.pasos),
        avisos=(
            Text(
                "FUNERAL_QUIEN",
                "Se paga a quien presente el acta de defunción y la cuenta original de los gastos de funeral.",
            ),
        ),
    )


def retiro_desempleo(baja: date) -> RetiroDesempleo:
    """The first day on which somebody without work may withdraw from the individual account (LSS 191).

    >>> str(retiro_desempleo(date(2026, 3, 15)).desde)
    '2026-04-30'
    """
    dia_posible("baja", baja)
    cuenta = Cuenta()
    with cuenta.paso(Text("DESEMPLEO_DESDE", "Puede retirar desde"), "LSS 191") as paso:
        dias = law.integer("lss.191.desde_dia", baja)
        desde = paso.da(
            baja + timedelta(days=dias), Text("DESEMPLEO_COMO", "El día {dia} después de la baja.", dia=dias)
        )
    return RetiroDesempleo(
        desde=desde,
        pasos=tuple(cuenta.pasos),
        avisos=(
            INFORMATIVO,
            Text(
                "DESEMPLEO_SEMANAS",
                "El retiro descuenta semanas cotizadas, que se recuperan si devuelve lo retirado. "
                "El importe depende de su cuenta individual y no se calcula aquí.",
            ),
        ),
    )


def _en_plazo(baja: date, boda: date) -> tuple[Text, bool]:
    """Whether the wedding is in the working days after the baja."""
    dias = law.integer("lss.165.plazo_dias", boda)
    last = law.calendar().add(baja, dias)
    texto = Text(
        "MATRIMONIO_PLAZO",
        "Casarse en los {dias} días hábiles después de la baja, hasta el {hasta}",
        dias=dias,
        hasta=last,
    )
    return texto, boda <= last


def _mes(cuenta: Cuenta, on: date) -> Money:
    """A month of what the policy says."""
    with cuenta.paso(Text("FUNERAL_MES", "Un mes de la base"), "LSS 104") as paso:
        if law.policy("ayuda_funeral").value == "uma":
            daily, days = Money(law.value("uma.diaria", on)), law.value("uma.dias_mes", on)
            return paso.da(
                daily.times(days, HALF_UP),
                Text("FUNERAL_MES_UMA", "UMA de {uma} x {dias}.", uma=str(daily), dias=str(days)),
            )
        daily = Money(law.value("sm.general", on))
        return paso.da(
            daily.times(Fraction(_DAYS_OF_A_YEAR, _MONTHS_OF_A_YEAR), TRUNCATE),
            Text("FUNERAL_MES_SM", "Salario mínimo de {sm} x 365 entre 12.", sm=str(daily)),
        )
