"""The movement that corrects what is disputed: if there is one already, the draft of the employer, the order."""

from __future__ import annotations

from datetime import date
from typing import Final

from ventanilla.domain.affiliation import Movimiento, RegistrarMovimiento, Tipo, TipoSalario, vigentes
from ventanilla.domain.affiliation.registro import Registro
from ventanilla.domain.notices import (
    UNLOADED,
    Pagado,
    Que,
    avisos_de,
    correccion,
    impide_alta,
    impide_repetido,
    orden_correctiva,
    quita,
    relacion,
    salario_base,
)

from .facts import Hechos
from .form import Solicitud

CORRIGE: Final = "movimiento_correccion"
ALTA: Final = "movimiento_alta"
QUE: Final = {"fecha": Que.FECHA, "salario": Que.SALARIO, "no_ocurrio": Que.ANULAR}
MOTIVO: Final = "La persona trabajadora lo aclaró, y es correcto lo que dice."

Preparada = tuple[str, tuple[tuple[str, str], ...]]
"""The key of a trámite, and the answers of its draft."""


def corregida(solicitud: Solicitud, hechos: Hechos) -> bool | None:
    """Whether the register already says what the person says; False where it says a third thing, None if unchanged."""
    if solicitud.problema == "falta":
        found = vigentes(hechos.trabajador.movimientos, date.max)
        return True if any(_es_el_alta(one, solicitud, hechos.registro) for one in found) else None
    mala, nueva = hechos.movimiento, hechos.reemplazo
    if mala is None or nueva is None:
        return None
    match solicitud.problema:
        case "fecha":
            return nueva.tipo is mala.tipo and nueva.on == solicitud.fecha
        case "salario":
            least = solicitud.sbc.centavos if solicitud.sbc else (mala.sbc_centavos or 0) + 1
            return nueva.tipo is mala.tipo and (nueva.sbc_centavos or 0) >= least
        case _:
            return nueva.tipo is not mala.tipo


def _es_el_alta(one: Movimiento, solicitud: Solicitud, registro: Registro | None) -> bool:
    if registro is None or (one.tipo, one.registro_patronal, one.on) != (Tipo.ALTA, registro.numero, solicitud.desde):
        return False
    return solicitud.sbc is None or (one.sbc_centavos or 0) >= solicitud.sbc.centavos


def preparada(solicitud: Solicitud, hechos: Hechos) -> Preparada | None:
    """What the employer signs, with everything that is known filled in; None where nothing can be written.

    Its answers are names of questions of another trámite: a test opens each draft and reads it with that Form.
    """
    if hechos.registro is None:
        return None
    who = {
        "registro": hechos.registro.words,
        "persona.nss": hechos.trabajador.nss,
        "persona.curp": hechos.trabajador.curp,
    }
    sbc = {"sbc": str(solicitud.sbc.pesos)} if solicitud.sbc else {}
    if solicitud.problema == "falta":
        since = {"fecha": solicitud.desde.isoformat()} if solicitud.desde else {}
        how = {"sbc_como": "dar"} if sbc else {}
        return ALTA, tuple((who | since | how | sbc).items())
    if hechos.movimiento is None:
        return None
    what = {
        "tipo": hechos.movimiento.tipo.value,
        "registrada": hechos.movimiento.on.isoformat(),
        "que": QUE[solicitud.problema].value,
        "motivo": MOTIVO,
    }
    when = {"fecha": solicitud.fecha.isoformat()} if solicitud.fecha else {}
    return CORRIGE, tuple((who | what | when | sbc).items())


def orden(solicitud: Solicitud, hechos: Hechos, on: date) -> RegistrarMovimiento | None:
    """What a resolution in favour of the person registers; None where it is not known what to register.

    CuotasError where it cannot be: a wage under the minimum, days that would overlap.
    """
    if hechos.registro is None:
        return None
    had = relacion(hechos.trabajador, hechos.registro.numero)
    try:
        if solicitud.problema == "falta":
            return _alta(solicitud, hechos, hechos.registro)
        if hechos.movimiento is None or (solicitud.problema == "salario" and solicitud.sbc is None):
            return None
        que = QUE[solicitud.problema]
        made = correccion(had, hechos.movimiento, hechos.registro, que, fecha=solicitud.fecha, sbc=solicitud.sbc)
        quita(avisos_de(made.antes), avisos_de(made.despues), on)  # refuses what cannot be
    except UNLOADED:
        return None
    return orden_correctiva(made, hechos.trabajador, hechos.trabajador.nss, hechos.registro.numero)


def _alta(solicitud: Solicitud, hechos: Hechos, registro: Registro) -> RegistrarMovimiento | None:
    if solicitud.desde is None or solicitud.sbc is None:
        return None
    had, desde = relacion(hechos.trabajador, registro.numero), solicitud.desde
    if impide_alta(had, desde) is not None or impide_repetido(had, Tipo.ALTA, desde) is not None:
        return None
    base = salario_base(Pagado(TipoSalario.FIJO, sbc=solicitud.sbc), desde, desde, registro.zona(desde))
    return RegistrarMovimiento(
        trabajador=hechos.trabajador.subject,
        nss=hechos.trabajador.nss,
        registro=registro.numero,
        tipo=Tipo.ALTA,
        on=desde,
        declarada=desde,
        sbc_centavos=base.sbc.centavos,
    )
