"""Who may act, in what, in which registros, and from when until when."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import ValidationInfo, field_validator

from ventanilla.kit import Act, Curp, Form, RegistroPatronal, Rfc, Text, field, group, problem

MAX_REGISTROS: Final = 50  # named in one authorisation: whoever has more lets act in all

Alcance = Literal["ver", "preparar", "movimientos", "cuotas", "todo", "elegir"]

ALCANCES: Final[dict[str, str]] = {
    "ver": "Solo ver",
    "preparar": "Ver y preparar trámites, sin enviarlos",
    "movimientos": "Además, firmar altas, bajas y cambios de salario",
    "cuotas": "Además, firmar el cálculo de las cuotas y pagarlas",
    "todo": "Todo, también los demás trámites",
    "elegir": "Quiero elegir una por una",
}
_SEES: Final = frozenset({Act.SEE})
_PREPARES: Final = _SEES | {Act.PREPARE}
_MOVES: Final = _PREPARES | {Act.SIGN_MOVEMENTS}
_PAYS: Final = _MOVES | {Act.SIGN_DETERMINATIONS, Act.PAY}
ACTS: Final[dict[str, frozenset[Act]]] = {
    "ver": _SEES,
    "preparar": _PREPARES,
    "movimientos": _MOVES,
    "cuotas": _PAYS,
    "todo": frozenset(Act),
}
_ONE_BY_ONE: Final = {"alcance": ("elegir",)}


class Registro(Form):
    """One of the grantor's own."""

    numero: RegistroPatronal = field("Número del registro patronal", help="Por ejemplo: Z9912345105.")


class Solicitud(Form):
    """``desde`` and ``hasta`` are both included. Whether the registros are the grantor's own is for the decision."""

    curp: Curp = field(
        "¿Cuál es la CURP de la persona que actuará?",
        help="Son 18 letras y números. Si aún no tiene cuenta aquí, la autorización la espera.",
    )
    rfc: Rfc | None = field("¿Cuál es su RFC?", help="El de la persona, si lo sabe.", optional=True)
    alcance: Alcance = field(
        "¿Qué podrá hacer?", help="Cada opción incluye las de arriba. Después puede terminarla.", choices=ALCANCES
    )
    movimientos: bool | None = field("¿Podrá firmar altas, bajas y cambios de salario?", when=_ONE_BY_ONE)
    cuotas: bool | None = field("¿Podrá firmar el cálculo de las cuotas?", when=_ONE_BY_ONE)
    pagar: bool | None = field("¿Podrá pagar las cuotas?", when=_ONE_BY_ONE)
    administrar: bool | None = field(
        "¿Podrá firmar los demás trámites y responder lo que se le pida?", when=_ONE_BY_ONE
    )
    donde: Literal["todos", "algunos"] = field(
        "¿En cuáles registros patronales?",
        choices={"todos": "En todos, también los que tenga después", "algunos": "Solo en los que yo escriba"},
    )
    registros: tuple[Registro, ...] = group(
        "¿En cuáles?", one="Registro patronal", min=1, max=MAX_REGISTROS, when={"donde": ("algunos",)}
    )
    desde: date = field("¿Desde cuándo?", default_today=True)
    hasta: date = field("¿Hasta cuándo?", help="El último día en que podrá actuar. Puede terminarla antes.")
    delega: Literal["no", "si"] = field(
        "¿Podrá autorizar a otra persona en su lugar?",
        help="Nunca más de lo que usted le permite, ni por más tiempo. Si termina la suya, terminan las demás.",
        choices={"no": "No", "si": "Sí"},
        default="no",
    )

    @field_validator("hasta")
    @classmethod
    def _after_it_begins(cls, hasta: date, info: ValidationInfo) -> date:
        desde = info.data.get("desde")
        if desde is not None and hasta < desde:
            raise problem(Text("HASTA_ANTES", "Termina el día en que empieza, o después. Revise la fecha."))
        return hasta

    @property
    def actos(self) -> frozenset[Act]:
        """What it lets do, without what goes with it (`with_implied`)."""
        if self.alcance != "elegir":
            return ACTS[self.alcance]
        chosen = {
            Act.SIGN_MOVEMENTS: self.movimientos,
            Act.SIGN_DETERMINATIONS: self.cuotas,
            Act.PAY: self.pagar,
            Act.MANAGE: self.administrar,
        }
        return frozenset(act for act, yes in chosen.items() if yes)

    @property
    def numeros(self) -> tuple[str, ...]:
        """The registros that it is limited to, once each and in order; () for all."""
        return tuple(sorted({registro.numero for registro in self.registros}))
