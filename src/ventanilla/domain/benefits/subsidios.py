"""Subsidies for a time without work: general illness, risk at work, and the leave for a child with cancer.

Days are natural, and come only from certificates of the institution (RPM 137-142). One computation is one incapacity:
its certificates follow each other without a gap. Maternity is ``maternidad``.

Readings chosen where the law here is silent: the weeks of the limit are weeks *paid* (LSS 96 and 58-I); the daily
amount is rounded to centavos, the half up, and multiplied by the days, so that what is printed adds up; "a child up to
sixteen" is one who has not turned seventeen (LSS 140 Bis).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from ventanilla import law
from ventanilla.domain.contributions import Jornada, Zona
from ventanilla.domain.contributions.segments import aplicado
from ventanilla.kernel.money import HALF_UP, Money
from ventanilla.kernel.period import Period, months_after
from ventanilla.kernel.text import Text

from .errors import BeneficioError, entre, salario_posible, semanas_posibles
from .prescripcion import Cobro, prescripcion
from .vigencia import DIAS_POR_SEMANA
from .working import Calculo, Cuenta, parte, por_ciento

UN_DIA: Final = timedelta(days=1)
_MONTHS_OF_A_YEAR: Final = 12
_LONGEST: Final = 20_000  # days before: nobody has an incapacity of half a century


@dataclass(frozen=True, slots=True)
class Pago:
    """The days of one certificate. ``pagado`` are those with subsidy, None if there are none.

    ``espera`` are the first days of an illness, that nobody pays by law; ``fuera`` those past the limit.
    """

    certificado: Period
    espera: int
    fuera: int
    pagado: Period | None
    porcentaje: Decimal
    diario: Money
    importe: Money

    @property
    def dias(self) -> int:
        """How many days are paid."""
        return self.pagado.days if self.pagado else 0


@dataclass(frozen=True, kw_only=True)
class Subsidio(Calculo):
    """What is paid for an incapacity, certificate by certificate. ``sbc`` is the wage it was computed with.

    ``cobro_hasta`` is the last day to collect the first of its days; None where nothing is paid.
    """

    sbc: Money
    pagos: tuple[Pago, ...]
    cobro_hasta: date | None

    @property
    def dias_certificados(self) -> int:
        """All the days of the certificates."""
        return sum(pago.certificado.days for pago in self.pagos)

    @property
    def dias_subsidiados(self) -> int:
        """Those that are paid; 0 where a requirement is not met."""
        return 0 if self.importe is None else sum(pago.dias for pago in self.pagos)


@dataclass(frozen=True, slots=True)
class _Tarifa:
    """From which day, up to how many, at which part of the wage."""

    desde_dia: int
    limite: int
    porcentaje: Decimal
    diario: Money
    cobro: Cobro = Cobro.SUBSIDIO


def enfermedad_general(
    certificados: Sequence[Period],
    sbc: Money,
    *,
    semanas: int | None = None,
    eventual: bool = False,
    dias_previos: int = 0,
    prorroga: bool = False,
    zona: Zona = Zona.GENERAL,
) -> Subsidio:
    """60% of the last base wage from the fourth day, up to 52 weeks and 26 more by extension (LSS 96-98).

    ``semanas``: the uninterrupted weeks before the illness or, of an ``eventual`` worker, those in the months that the
    law says (``antecedentes`` counts both); None leaves it unexamined. ``dias_previos``: days that earlier certificates
    of the same incapacity already had.

    >>> uno = enfermedad_general([Period(date(2026, 3, 1), date(2026, 3, 14))], Money("500.00"), semanas=10)
    >>> uno.dias_subsidiados, uno.pagos[0].diario, uno.importe
    (11, Money('300.00'), Money('3300.00'))
    """
    inicio = _contiguos(certificados, dias_previos)
    semanas_posibles("semanas", semanas)
    cuenta = Cuenta()
    if eventual:
        cuenta.pide(lambda: pide_semanas("lss.97.semanas_eventual", inicio, semanas, "lss.97.meses_eventual"), "LSS 97")
    else:
        cuenta.pide(lambda: pide_semanas("lss.97.semanas", inicio, semanas), "LSS 97")
    base = sbc_aplicado(cuenta, sbc, zona, inicio)
    limite = law_days(cuenta, "lss.96.semanas", inicio, "LSS 96", "lss.96.prorroga_semanas" if prorroga else "")
    with cuenta.paso(Text("SUBSIDIO_DESDE", "Primer día de la incapacidad que se paga"), "LSS 96") as paso:
        desde = paso.da(law.integer("lss.96.desde_dia", inicio))
    porcentaje, diario = tarifa(cuenta, "lss.98.subsidio", base, inicio, "LSS 98")
    titulo = Text("SUBSIDIO_EG", "Subsidio por enfermedad general")
    return _pagado(titulo, cuenta, certificados, dias_previos, base, _Tarifa(desde, limite, porcentaje, diario))


def riesgo_trabajo(
    certificados: Sequence[Period], sbc: Money, *, dias_previos: int = 0, zona: Zona = Zona.GENERAL
) -> Subsidio:
    """100% of the base wage of the day of the accident, from the first day, up to 52 weeks (LSS 58-I). No weeks asked.

    >>> riesgo_trabajo([Period(date(2026, 3, 1), date(2026, 3, 10))], Money("432.88")).importe
    Money('4328.80')
    """
    inicio = _contiguos(certificados, dias_previos)
    cuenta = Cuenta()
    base = sbc_aplicado(cuenta, sbc, zona, inicio)
    limite = law_days(cuenta, "lss.58.semanas", inicio, "LSS 58-I")
    porcentaje, diario = tarifa(cuenta, "lss.58.subsidio", base, inicio, "LSS 58-I")
    titulo = Text("SUBSIDIO_RT", "Subsidio por riesgo de trabajo")
    una = _Tarifa(1, limite, porcentaje, diario, Cobro.SUBSIDIO_RIESGO)
    return _pagado(titulo, cuenta, certificados, dias_previos, base, una)


def licencia_140_bis(
    licencias: Sequence[Period],
    sbc: Money,
    *,
    semanas_12_meses: int | None = None,
    semanas_total: int | None = None,
    edad_hijo: int | None = None,
    dias_previos: int = 0,
    zona: Zona = Zona.GENERAL,
) -> Subsidio:
    """60% of the last base wage in each leave for a child with cancer (LSS 140 Bis); leaves may have gaps.

    ``dias_previos``: days of earlier leaves, in the three years that the law gives for all of them.
    """
    inicio = _en_orden(licencias, dias_previos)
    semanas_posibles("semanas_12_meses", semanas_12_meses)
    semanas_posibles("semanas_total", semanas_total)
    _licencias_posibles(licencias, inicio)
    cuenta = Cuenta()
    cuenta.pide(lambda: _semanas_de_licencia(inicio, semanas_12_meses, semanas_total), "LSS 140 Bis")
    cuenta.pide(lambda: _edad_de_licencia(inicio, edad_hijo), "LSS 140 Bis")
    base = sbc_aplicado(cuenta, sbc, zona, inicio)
    with cuenta.paso(Text("SUBSIDIO_LIMITE", "Días que se pagan, a lo más"), "LSS 140 Bis") as paso:
        limite = paso.da(
            law.integer("lss.140bis.dias_total", inicio),
            Text("LICENCIA_ANIOS", "En {anios} años.", anios=law.integer("lss.140bis.anios", inicio)),
        )
    porcentaje, diario = tarifa(cuenta, "lss.140bis.subsidio", base, inicio, "LSS 140 Bis")
    avisos = (
        Text(
            "LICENCIA_UNA_PERSONA",
            "Solo la madre o el padre tiene la licencia a la vez, y termina si empieza a trabajar con otro patrón.",
        ),
    )
    titulo = Text("SUBSIDIO_140BIS", "Subsidio de la licencia por una hija o un hijo con cáncer")
    return _pagado(titulo, cuenta, licencias, dias_previos, base, _Tarifa(1, limite, porcentaje, diario), avisos)


def pide_semanas(key: str, inicio: date, semanas: int | None, meses: str = "") -> tuple[Text, bool | None]:
    """The requirement of some weeks before ``inicio``, in the months that the key ``meses`` says if any."""
    pedidas = law.integer(key, inicio)
    if meses:
        texto = Text(
            "PIDE_SEMANAS_EN_MESES",
            "{semanas} semanas cotizadas en los {meses} meses anteriores",
            semanas=pedidas,
            meses=law.integer(meses, inicio),
        )
    else:
        texto = Text("PIDE_SEMANAS", "{semanas} semanas cotizadas inmediatas anteriores", semanas=pedidas)
    return texto, None if semanas is None else semanas >= pedidas


def sbc_aplicado(cuenta: Cuenta, sbc: Money, zona: Zona, on: date) -> Money:
    """The base wage that counts: not under the minimum wage, not over the cap, and the step says which (LSS 28)."""
    salario_posible("sbc", sbc)
    with cuenta.paso(Text("SUBSIDIO_SBC", "Salario base que cuenta"), "LSS 28") as paso:
        found = aplicado(sbc, zona, Jornada.COMPLETA, on)
        law.replay(found.usados)
        if found.valor == sbc:
            how = Text("SUBSIDIO_SBC_IGUAL", "El registrado, entre el mínimo y el tope.")
        elif found.valor < sbc:
            how = Text("SUBSIDIO_SBC_TOPE", "Se registraron {sbc}, que pasan del tope: cuenta el tope.", sbc=str(sbc))
        else:
            how = Text(
                "SUBSIDIO_SBC_PISO",
                "Se registraron {sbc}, menos que el salario mínimo: cuenta el mínimo.",
                sbc=str(sbc),
            )
        return paso.da(found.valor, how)


def tarifa(cuenta: Cuenta, key: str, base: Money, on: date, cite: str) -> tuple[Decimal, Money]:
    """The percentage of a key, and the daily amount that it gives."""
    with cuenta.paso(Text("SUBSIDIO_DIARIO", "Subsidio de un día"), cite) as paso:
        porcentaje = law.value(key, on)
        diario = paso.da(
            parte(base, porcentaje, HALF_UP),
            Text(
                "SUBSIDIO_DIARIO_COMO",
                "{base} x {porcentaje}%, en centavos, la mitad hacia arriba.",
                base=str(base),
                porcentaje=por_ciento(porcentaje),
            ),
        )
    return porcentaje, diario


def law_days(cuenta: Cuenta, key: str, on: date, cite: str, more: str = "") -> int:
    """The limit of a subsidy in days, from its weeks and those of its extension."""
    with cuenta.paso(Text("SUBSIDIO_LIMITE", "Días que se pagan, a lo más"), cite) as paso:
        semanas = law.integer(key, on)
        how = Text("SUBSIDIO_LIMITE_COMO", "{semanas} semanas.", semanas=semanas)
        if more:
            extra = law.integer(more, on)
            how = Text(
                "SUBSIDIO_LIMITE_PRORROGA",
                "{semanas} semanas y {prorroga} de prórroga.",
                semanas=semanas,
                prorroga=extra,
            )
            semanas += extra
        return paso.da(semanas * DIAS_POR_SEMANA, how)


def cobro(cuenta: Cuenta, pagos: Sequence[Pago], que: Cobro = Cobro.SUBSIDIO) -> date | None:
    """The last day to collect, counted from the first day that is paid: the earliest that it can be."""
    first = next((pago.pagado.first for pago in pagos if pago.pagado), None)
    if first is None:
        return None
    clock = prescripcion(que, first)
    cuenta.pasos.extend(clock.pasos)
    return clock.hasta


def del_certificado(cuenta: Cuenta, pago: Pago, titulo: Text, cite: str = "") -> None:
    """Keep the step of one certificate: its days, those that are paid, and the product."""
    how = Text(
        "SUBSIDIO_CERTIFICADO_COMO",
        "{dias} días; {espera} sin pago al principio, {fuera} fuera del límite: {pagados} x {diario}.",
        dias=pago.certificado.days,
        espera=pago.espera,
        fuera=pago.fuera,
        pagados=pago.dias,
        diario=str(pago.diario),
    )
    with cuenta.paso(titulo, *filter(None, (cite,))) as paso:
        paso.da(pago.importe, how)


def titulo_del_certificado(periodo: Period) -> Text:
    """How the step of a certificate is called."""
    return Text("SUBSIDIO_CERTIFICADO", "Del {desde} al {hasta}", desde=periodo.first, hasta=periodo.last)


def _pagado(
    titulo: Text,
    cuenta: Cuenta,
    certificados: Sequence[Period],
    dias_previos: int,
    base: Money,
    una: _Tarifa,
    avisos: tuple[Text, ...] = (),
) -> Subsidio:
    """The days of each certificate that are paid: from ``desde_dia`` of the incapacity, up to ``limite`` of them."""
    pagos = []
    before = dias_previos
    for certificado in certificados:
        espera = min(certificado.days, max(0, una.desde_dia - 1 - before))
        last_paid = una.desde_dia - 1 + una.limite  # the day of the incapacity on which the limit is reached
        fuera = min(certificado.days - espera, max(0, before + certificado.days - last_paid))
        dias = certificado.days - espera - fuera
        first = certificado.first + espera * UN_DIA
        pagado = Period(first, first + (dias - 1) * UN_DIA) if dias else None
        importe = Money.of_centavos(una.diario.centavos * dias)
        pago = Pago(certificado, espera, fuera, pagado, una.porcentaje, una.diario, importe)
        del_certificado(cuenta, pago, titulo_del_certificado(certificado))
        pagos.append(pago)
        before += certificado.days
    due = cuenta.procede is not False
    return Subsidio(
        titulo=titulo,
        importe=Money.total(pago.importe for pago in pagos) if due else None,
        requisitos=tuple(cuenta.requisitos),
        cobro_hasta=cobro(cuenta, pagos, una.cobro) if due else None,
        pasos=tuple(cuenta.pasos) if due else (),
        avisos=avisos,
        sbc=base,
        pagos=tuple(pagos) if due else tuple(_sin_pago(pago) for pago in pagos),
    )


def _sin_pago(pago: Pago) -> Pago:
    """The same certificate where nothing is due."""
    return Pago(pago.certificado, 0, 0, None, pago.porcentaje, pago.diario, Money.of_centavos(0))


def _en_orden(periodos: Sequence[Period], dias_previos: int) -> date:
    """The first day of some certificates in order. BeneficioError if there are none, or two have one day."""
    if not periodos:
        raise BeneficioError(
            "certificados",
            Text(
                "SIN_CERTIFICADOS", "No hay ningún certificado de incapacidad. Escriba los días de uno, por lo menos."
            ),
        )
    entre("dias_previos", dias_previos, 0, _LONGEST)
    for earlier, later in pairwise(periodos):
        if later.first <= earlier.last:
            raise BeneficioError(
                "certificados",
                Text(
                    "CERTIFICADOS_ENCIMADOS",
                    "Dos certificados tienen el {dia}, o no están en orden. Revise sus fechas.",
                    dia=later.first,
                ),
            )
    return periodos[0].first


def _contiguos(periodos: Sequence[Period], dias_previos: int) -> date:
    """As ``_en_orden``, and each certificate starts the day after the one before ends."""
    inicio = _en_orden(periodos, dias_previos)
    for earlier, later in pairwise(periodos):
        if later.first != earlier.last + UN_DIA:
            raise BeneficioError(
                "certificados",
                Text(
                    "CERTIFICADOS_SEPARADOS",
                    "Entre el {hasta} y el {desde} hay días sin certificado: son dos incapacidades. "
                    "Calcule cada una aparte.",
                    hasta=earlier.last,
                    desde=later.first,
                ),
            )
    return inicio


def _licencias_posibles(licencias: Sequence[Period], inicio: date) -> None:
    """BeneficioError for a leave longer than one may be, or leaves in more years than are counted together."""
    longest = law.integer("lss.140bis.dias_licencia", inicio)
    for una in licencias:
        if una.days > longest:
            raise BeneficioError(
                "certificados",
                Text(
                    "LICENCIA_LARGA",
                    "La licencia del {desde} tiene {dias} días y no puede pasar de {maximo}. "
                    "Escriba cada licencia aparte.",
                    desde=una.first,
                    dias=una.days,
                    maximo=longest,
                ),
            )
    anios = law.integer("lss.140bis.anios", inicio)
    if licencias[-1].last >= months_after(inicio, anios * _MONTHS_OF_A_YEAR):
        raise BeneficioError(
            "certificados",
            Text(
                "LICENCIAS_LEJANAS",
                "Las licencias pasan de {anios} años. Calcule aparte las de otro periodo.",
                anios=anios,
            ),
        )


def _semanas_de_licencia(inicio: date, en_meses: int | None, total: int | None) -> tuple[Text, bool | None]:
    pedidas, otras = law.integer("lss.140bis.semanas", inicio), law.integer("lss.140bis.semanas_total", inicio)
    texto = Text(
        "LICENCIA_SEMANAS",
        "{semanas} semanas cotizadas en los {meses} meses anteriores o {total} en total",
        semanas=pedidas,
        meses=law.integer("lss.140bis.meses", inicio),
        total=otras,
    )
    if (en_meses is not None and en_meses >= pedidas) or (total is not None and total >= otras):
        return texto, True
    return texto, None if en_meses is None or total is None else False


def _edad_de_licencia(inicio: date, edad: int | None) -> tuple[Text, bool | None]:
    hasta = law.integer("lss.140bis.edad_hijo", inicio)
    if edad is not None:
        entre("edad_hijo", edad, 0, 120)
    texto = Text("LICENCIA_EDAD", "Una hija o un hijo de hasta {edad} años", edad=hasta)
    return texto, None if edad is None else edad <= hasta
