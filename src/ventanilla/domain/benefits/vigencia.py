"""Entitlement to medical care (vigencia de derechos) on a date: always computed, never stored.

One's own right comes from an employment or a pension (LSS 5-A, 84-I and II) and is kept for some weeks
after a baja (LSS 109); a beneficiary's derives from the holder's, while the conditions the law asks of
them hold (LSS 84-III to IX). Weeks and ages are rows of ``law/data``; what the law leaves open is a policy.

A strike is outside: LSS 109 keeps care while it lasts, and no register of strikes is kept yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, assert_never

from ventanilla import law
from ventanilla.domain.affiliation import (
    Beneficiario,
    Historia,
    Movimiento,
    Parentesco,
    Pension,
    Periodo,
    Regimen,
    continuos,
    empleos,
    regimen_de,
)
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text

DIAS_POR_SEMANA: Final = 7
TITULAR: Final = "Titular"
_CONSERVACION: Final = "lss.109.conservacion_semanas"
_PREVIAS: Final = "lss.109.semanas_previas"
_SEGURO_FAMILIA: Final = "conservacion_seguro_familia"
_EMPLEO_BREVE: Final = "conservacion_empleo_breve"
_DE_TRABAJO: Final = frozenset({Regimen.OBLIGATORIO, Regimen.INDEPENDIENTE})
_UN_DIA: Final = timedelta(days=1)


@dataclass(frozen=True)
class Vigencia:
    """What is concluded about one person on one day, and all that a document prints about it.

    ``desde`` and ``hasta`` are the first and last day of the right, both included; ``hasta`` is None while
    nothing ends it, and both are None where there never was one. Where the right had ended by that day,
    they say which one it was. ``motivo`` says why, in words; ``cite`` by which articles. Text that the
    register does not hold is "". ``patron`` is the last employer: of the insured person only.
    """

    nombre: str
    curp: str
    nss: str
    agregado: str
    parentesco: str
    vigente: bool
    desde: date | None
    hasta: date | None
    motivo: Text
    cite: tuple[str, ...]
    umf: str
    delegacion: str
    consultorio: str
    turno: str
    patron: str
    registro_patronal: str


@dataclass(frozen=True)
class _Derecho:
    """A right, running or ended, before it is put beside a name."""

    vigente: bool
    desde: date | None
    hasta: date | None
    motivo: Text
    cite: tuple[str, ...]


def ley_desde() -> date:
    """The first day for which entitlement can be computed here: the law of 1997."""
    return law.history(_CONSERVACION)[0].since


def vigencia(historia: Historia, on: date) -> Vigencia:
    """Conclude whether the person of ``historia`` is entitled to medical care on the day ``on``.

    Their own right first; a beneficiary's derived one otherwise. Only what took effect by ``on`` counts.
    LawError before ``ley_desde()``.
    """
    own = _propio(historia, on)
    derecho = own
    if historia.beneficiario is not None and not own.vigente:
        derecho = _derivado(historia, historia.beneficiario, on)
    return _printed(historia, derecho, empleos(historia.movimientos, on))


def _printed(historia: Historia, derecho: _Derecho, periodos: tuple[Periodo, ...]) -> Vigencia:
    beneficiario = historia.beneficiario
    jobs = (periodo for periodo in periodos if not regimen_de(periodo.registro_patronal).voluntario)
    last = max(jobs, key=lambda p: (p.hasta or date.max, p.desde), default=None)
    names = {patron.registro_patronal: patron.nombre for patron in historia.patrones}
    return Vigencia(
        nombre=historia.nombre,
        curp=historia.curp,
        nss=historia.nss or (beneficiario.titular.nss if beneficiario else ""),
        agregado=historia.agregado,
        parentesco=beneficiario.parentesco.words if beneficiario else TITULAR,
        vigente=derecho.vigente,
        desde=derecho.desde,
        hasta=derecho.hasta,
        motivo=derecho.motivo,
        cite=derecho.cite,
        umf=historia.adscripcion.umf,
        delegacion=historia.adscripcion.delegacion,
        consultorio=historia.adscripcion.consultorio,
        turno=historia.adscripcion.turno,
        patron=names.get(last.registro_patronal, "") if last else "",
        registro_patronal=last.registro_patronal if last else "",
    )


def _propio(historia: Historia, on: date) -> _Derecho:
    """The right of an insured person or a pensioner."""
    pension = historia.pension
    if pension is not None and pension.covers(on):
        motivo = Text(
            "VIGENCIA_PENSION",
            "Recibe una pensión por {concepto} desde el {desde}.",
            concepto=pension.tipo.words,
            desde=pension.desde,
        )
        return _Derecho(True, pension.desde, pension.hasta, motivo, ("LSS 5-A", "LSS 84-II"))
    periodos = empleos(historia.movimientos, on)
    stretches = continuos(one for one in periodos if regimen_de(one.registro_patronal) in _DE_TRABAJO)
    work = _del_trabajo(stretches, on) if stretches else None
    own = _voluntario(periodos, historia.seguro_familia, on)
    if own is not None and (work is None or not work.vigente or (own.vigente and work.hasta is not None)):
        return own
    if work is not None:
        return work
    if pension is not None and pension.hasta is not None and pension.hasta < on:
        motivo = Text("VIGENCIA_PENSION_FIN", "Su pensión terminó el {hasta}.", hasta=pension.hasta)
        return _Derecho(False, pension.desde, pension.hasta, motivo, ("LSS 84-II",))
    motivo = Text("VIGENCIA_SIN_ALTA", "Ningún empleador tiene registrada un alta a esa fecha.")
    return _Derecho(False, None, None, motivo, ("LSS 84",))


def _voluntario(periodos: tuple[Periodo, ...], cubiertos: tuple[Period, ...], on: date) -> _Derecho | None:
    """What the voluntary regime of that day says of medical care, or the last one of the family; None without any.

    The family's insurance ends with its last day; whether something is kept after it is a policy.
    """
    by: dict[Regimen, list[Periodo]] = {}
    for periodo in periodos:
        by.setdefault(regimen_de(periodo.registro_patronal), []).append(periodo)
    paid = (Periodo("", each.first, each.last) for each in cubiertos)
    family = continuos([*by.get(Regimen.SALUD_FAMILIA, ()), *paid])
    family = tuple(each for each in family if each[0] <= on)
    if family:
        desde, hasta = family[-1]
        if hasta is None or on <= hasta:
            motivo = Text(
                "VIGENCIA_SALUD_FAMILIA",
                "Tiene el Seguro de Salud para la Familia desde el {desde}. "
                "Algunas atenciones tienen tiempo de espera.",
                desde=desde,
            )
            return _Derecho(True, desde, hasta, motivo, ("LSS 240",))
    covers = [one for one in by.get(Regimen.CONTINUACION_VOLUNTARIA, ()) if one.covers(on)]
    if covers:
        motivo = Text(
            "VIGENCIA_CONTINUACION",
            "Cotiza en la continuación voluntaria desde el {desde}. Ese régimen no incluye la atención médica.",
            desde=covers[0].desde,
        )
        return _Derecho(False, None, None, motivo, ("LSS 218",))
    if not family:
        return None
    desde, hasta = family[-1][0], family[-1][1] or on  # it ended: a running one was answered above
    if law.policy(_SEGURO_FAMILIA).value == "conserva":
        return _conservado(desde, hasta, on)
    motivo = Text("VIGENCIA_SALUD_FAMILIA_FIN", "Su Seguro de Salud para la Familia terminó el {hasta}.", hasta=hasta)
    return _Derecho(False, desde, hasta, motivo, ("LSS 240",))


def _del_trabajo(stretches: Sequence[tuple[date, date | None]], on: date) -> _Derecho:
    """The right of whoever works, or worked, in stretches of days without interruption; the last one counts."""
    desde, baja = stretches[-1]
    if baja is None or on <= baja:
        motivo = Text("VIGENCIA_ALTA", "Tiene un alta vigente, sin interrupción desde el {desde}.", desde=desde)
        return _Derecho(True, desde, None, motivo, ("LSS 5-A", "LSS 84-I"))
    return _conservado_de_todos(stretches, on)


def _conservado_de_todos(stretches: Sequence[tuple[date, date | None]], on: date) -> _Derecho:
    """What is kept after the last of some stretches that ended, or, by a policy, still runs of one before it."""
    kept = [_conservado(desde, baja, on) for desde, baja in reversed(stretches) if baja is not None]
    if kept[0].vigente or law.policy(_EMPLEO_BREVE).value == "empieza_de_nuevo":
        return kept[0]
    return next((one for one in kept if one.vigente), kept[0])


def _conservado(desde: date, baja: date, on: date) -> _Derecho:
    """The right kept after a baja, if enough uninterrupted weeks went before (LSS 109).

    The weeks are those of the law in force on the baja, or of its first row for an older one.
    """
    fact = max(baja, ley_desde())
    weeks = law.integer(_PREVIAS, fact)
    days_before = (baja - desde).days + 1  # the day of the alta and that of the baja are insured days
    if days_before < weeks * DIAS_POR_SEMANA:
        motivo = Text(
            "VIGENCIA_BAJA_SIN_SEMANAS",
            "Su empleador presentó su baja con fecha {baja}. No conserva la atención médica: "
            "se piden {semanas} semanas ininterrumpidas antes de la baja.",
            baja=baja,
            semanas=weeks,
        )
        return _Derecho(False, desde, baja, motivo, ("LSS 109",))
    kept = law.integer(_CONSERVACION, fact) * DIAS_POR_SEMANA
    hasta = baja + timedelta(days=kept if law.policy("conservacion_computo").value == "dia_siguiente" else kept - 1)
    if on <= hasta:
        motivo = Text(
            "VIGENCIA_CONSERVACION",
            "Su empleador presentó su baja con fecha {baja}. Conserva la atención médica hasta el {hasta}.",
            baja=baja,
            hasta=hasta,
        )
        return _Derecho(True, desde, hasta, motivo, ("LSS 109",))
    motivo = Text(
        "VIGENCIA_BAJA",
        "Su empleador presentó su baja con fecha {baja}. Conservó la atención médica hasta el {hasta}.",
        baja=baja,
        hasta=hasta,
    )
    return _Derecho(False, desde, hasta, motivo, ("LSS 109",))


def conserva_hasta(
    movimientos: Iterable[Movimiento], registro: str, baja: date, pension: Pension | None = None
) -> date | None:
    """Until when whoever leaves ``registro`` on ``baja`` keeps medical care (LSS 109), so that they are told.

    None where they keep none, or where another employment or a pension goes on being a right of its own.
    """
    if pension is not None and pension.desde <= baja and (pension.hasta is None or baja < pension.hasta):
        return None
    periodos = [
        replace(one, hasta=baja) if one.registro_patronal == registro and one.covers(baja) else one
        for one in empleos(movimientos, date.max)
        if regimen_de(one.registro_patronal) in _DE_TRABAJO
    ]
    stretches = continuos(periodos)
    ends = next((at for at, (_, hasta) in enumerate(stretches, 1) if hasta == baja), None)
    if ends is None:
        return None
    kept = _conservado_de_todos(stretches[:ends], baja + _UN_DIA)
    return kept.hasta if kept.vigente else None


def _derivado(historia: Historia, beneficiario: Beneficiario, on: date) -> _Derecho:
    """The right of a beneficiary: the holder's, inside their own limits. The holder's affairs are not told."""
    holder = _propio(beneficiario.titular, on)
    if on < beneficiario.desde:
        motivo = Text(
            "VIGENCIA_AUN_SIN_REGISTRO",
            "Su registro como persona beneficiaria empieza el {desde}.",
            desde=beneficiario.desde,
        )
        return _Derecho(False, None, None, motivo, ("LSS 84",))
    desde = max(beneficiario.desde, holder.desde or beneficiario.desde)
    limit, ended, cite = _limite(historia, beneficiario, on)
    if limit is not None and on > limit:
        last = min(limit, holder.hasta or limit)
        if last < desde:
            return _Derecho(False, None, None, ended, cite)
        return _Derecho(False, desde, last, ended, cite)
    if not holder.vigente:
        motivo = Text("VIGENCIA_TITULAR", "La persona asegurada de quien deriva su derecho no lo tiene a esa fecha.")
        return _Derecho(False, None, None, motivo, cite)
    hasta = min((day for day in (holder.hasta, limit) if day is not None), default=None)
    motivo = Text(
        "VIGENCIA_BENEFICIARIO",
        "Tiene derecho por su parentesco con una persona asegurada o pensionada: {parentesco}.",
        parentesco=beneficiario.parentesco.words,
    )
    return _Derecho(True, desde, hasta, motivo, cite)


def _limite(historia: Historia, beneficiario: Beneficiario, on: date) -> tuple[date | None, Text, tuple[str, ...]]:
    """The last day a beneficiary's own conditions allow (None: no limit), what to say after it, and the articles."""
    limit = beneficiario.hasta
    ended = Text("VIGENCIA_BENEFICIARIO_BAJA", "Su registro como persona beneficiaria terminó.")
    match beneficiario.parentesco:
        case Parentesco.CONYUGE | Parentesco.CONCUBINO:
            return limit, ended, ("LSS 84-III", "LSS 84-IV")
        case Parentesco.MADRE | Parentesco.PADRE:
            cite = ("LSS 84-VIII", "LSS 84-IX")
            if not beneficiario.convive_y_depende:
                ended = Text(
                    "VIGENCIA_SIN_DEPENDENCIA",
                    "Se pide que la madre o el padre viva con la persona asegurada y dependa de ella.",
                )
                return beneficiario.desde - _UN_DIA, ended, cite
            return limit, ended, cite
        case Parentesco.HIJO:
            own, reason = _limite_hijo(historia.nacimiento, beneficiario, on)
            if own is not None and (limit is None or own < limit):
                return own, reason, ("LSS 84-V", "LSS 84-VI")
            return limit, ended, ("LSS 84-V", "LSS 84-VI")
        case _:
            assert_never(beneficiario.parentesco)


def _limite_hijo(nacimiento: date, beneficiario: Beneficiario, on: date) -> tuple[date | None, Text]:
    """The last day by age: the eve of the birthday, or the end of the studies if it is later and allowed."""
    age = law.integer("lss.84.hijos_edad", on)
    eve = cumple(nacimiento, age) - _UN_DIA
    grown = Text(
        "VIGENCIA_HIJO_EDAD",
        "Cumplió {edad} años el {cumple}. Para conservar el derecho, entregue una constancia de estudios.",
        edad=age,
        cumple=eve + _UN_DIA,
    )
    if beneficiario.incapacitado and law.policy("hijos_incapacitados").value == "sin_limite":
        return None, grown
    if beneficiario.estudia_hasta is None or beneficiario.estudia_hasta <= eve:
        return eve, grown
    top_age = law.integer("lss.84.hijos_edad_estudios", on)
    last_year = top_age if law.policy("hijos_25").value == "al_cumplir" else top_age + 1
    top = cumple(nacimiento, last_year) - _UN_DIA
    if top < beneficiario.estudia_hasta:
        return top, Text(
            "VIGENCIA_HIJO_EDAD_MAXIMA",
            "El derecho de hijas e hijos que estudian llega hasta los {edad} años.",
            edad=top_age,
        )
    return beneficiario.estudia_hasta, Text(
        "VIGENCIA_HIJO_ESTUDIOS",
        "La constancia de estudios que tenemos terminó el {fecha}. Entregue la del ciclo actual.",
        fecha=beneficiario.estudia_hasta,
    )


def fin_beneficiario(historia: Historia, on: date) -> date | None:
    """The last day that a beneficiary's own conditions allow, as they are on ``on``, whatever the holder's right.

    None where nothing ends it. ValueError for whoever is nobody's beneficiary.
    """
    if historia.beneficiario is None:
        raise ValueError("nobody's beneficiary has no end")
    return _limite(historia, historia.beneficiario, on)[0]


def cumple(nacimiento: date, age: int) -> date:
    """The day on which somebody born on ``nacimiento`` reaches ``age``: 1 March for the 29 February of a common year.

    >>> cumple(date(2004, 2, 29), 25)
    datetime.date(2029, 3, 1)
    """
    try:
        return nacimiento.replace(year=nacimiento.year + age)
    except ValueError:
        return date(nacimiento.year + age, 3, 1)
