"""The kinds of answers: how each is read from what a person typed, and how JSON schema says it.

Each is a type to annotate a question with: ``curp: Curp``, ``importe: Pesos``, ``correo: Email | None``. A number
that names somebody is kept as its own module writes it; only what that module refuses is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final, Protocol

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema

from ventanilla.domain.identifiers import Verdict, clabe, curp, nss, registro_patronal, rfc
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .problems import problem

MAX_PESOS_DIGITS: Final = 13  # whole pesos of one amount: no procedure moves a trillion
MAX_EMAIL: Final = 254  # characters (RFC 5321, 4.5.3.1.3: a path of 256 with its brackets)
PHONE_DIGITS: Final = 10  # a national number in Mexico; the country's 52 may come before
_AMOUNT: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?", re.ASCII)
_EMAIL: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@.<>,;:\"()\[\]\\]+(?:\.[^\s@.<>,;:\"()\[\]\\]+)+")
_INVISIBLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_NOT_AN_AMOUNT: Final = Text(
    "IMPORTE_ILEGIBLE", "Escriba el importe en pesos, con punto antes de los centavos. Por ejemplo: 1,361.89."
)
_NOT_AN_EMAIL: Final = Text("CORREO_ILEGIBLE", "Escriba un correo completo. Por ejemplo: nombre@ejemplo.mx.")
_NOT_A_PHONE: Final = Text("TELEFONO_ILEGIBLE", "Escriba los 10 dígitos del teléfono, con su clave de larga distancia.")


@dataclass(frozen=True, slots=True)
class KindOf:
    """Marks a type with the name of its kind; ``asked()`` reads it from the annotation."""

    name: str


class _Numbers(Protocol):
    def examine(self, number: str) -> Verdict: ...
    def suggest(self, number: str) -> tuple[str, ...]: ...


NUMBERS: Final[dict[str, _Numbers]] = {
    "curp": curp,
    "nss": nss,
    "rfc": rfc,
    "clabe": clabe,
    "registro_patronal": registro_patronal,
}


def plain_text(value: str) -> str:
    """What a person can see of what they typed: composed, lines ended alike, nothing invisible that reorders.

    >>> plain_text("Jose\\u0301 \\u202eabc\\r\\notra\\x00")
    'José abc\\notra'
    """
    lines = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", lines)


def examined(kind: str, typed: str) -> Text | None:
    """What must be said of an accepted number without refusing it: unusual, or nobody's. None if nothing."""
    verdict = NUMBERS[kind].examine(typed) if kind in NUMBERS and typed.strip() else None
    return verdict.reason if verdict is not None and verdict.accepted else None


def suggestions(kind: str, typed: str) -> tuple[str, ...]:
    """Numbers that a common slip would explain, of what was typed; () for what is no number. Never applied."""
    return NUMBERS[kind].suggest(typed) if kind in NUMBERS and typed.strip() else ()


def _number(kind: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        verdict = NUMBERS[kind].examine(value) if isinstance(value, str) else None
        if verdict is None:
            raise problem(Text("RESPUESTA_ILEGIBLE", "No entendimos esta respuesta. Revísela."))
        if not verdict.accepted and verdict.reason is not None:
            raise problem(verdict.reason)
        return verdict.normalized

    return read


def _amount(value: Any) -> Money:
    if isinstance(value, Money):
        return value
    typed = value.strip().removeprefix("$").strip() if isinstance(value, str) else ""
    if not _AMOUNT.fullmatch(typed) or len(typed.split(".")[0].replace(",", "")) > MAX_PESOS_DIGITS:
        raise problem(_NOT_AN_AMOUNT)
    return Money(typed.replace(",", ""))


def _email(value: Any) -> str:
    typed = value.strip() if isinstance(value, str) else ""
    if len(typed) > MAX_EMAIL or not _EMAIL.fullmatch(typed):
        raise problem(_NOT_AN_EMAIL)
    return typed


def _phone(value: Any) -> str:
    digits = re.sub(r"[\s().\-\u2010-\u2015]", "", value) if isinstance(value, str) else ""
    if digits.startswith("+52"):
        digits = digits.removeprefix("+52")
    elif len(digits) == PHONE_DIGITS + 2:
        digits = digits.removeprefix("52")
    if len(digits) != PHONE_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise problem(_NOT_A_PHONE)
    return digits


def yes_or_no(value: Any) -> Any:
    """«si» and «no», as the inputs post them; anything else is left for pydantic to judge."""
    return {"si": True, "no": False}.get(value, value) if isinstance(value, str) else value


def _schema(**more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **more})


Curp = Annotated[
    str,
    KindOf("curp"),
    BeforeValidator(_number("curp")),
    _schema(format="curp", minLength=curp.LENGTH, maxLength=curp.LENGTH, examples=["XEXX010101HNEXXXA4"]),
]
"""A CURP, upper case and compact; ``domain.identifiers.curp`` judges it."""

Nss = Annotated[
    str,
    KindOf("nss"),
    BeforeValidator(_number("nss")),
    _schema(format="nss", pattern="^[0-9]{11}$", examples=["99178500015"]),
]
"""A social security number: eleven digits."""

Rfc = Annotated[
    str,
    KindOf("rfc"),
    BeforeValidator(_number("rfc")),
    _schema(format="rfc", minLength=10, maxLength=13, examples=["XAXX010101000"]),
]
"""An RFC of a person or a company; one without homoclave is accepted, with a warning."""

Clabe = Annotated[
    str,
    KindOf("clabe"),
    BeforeValidator(_number("clabe")),
    _schema(format="clabe", pattern="^[0-9]{18}$", examples=["012180000000000002"]),
]
"""The number of a bank account: eighteen digits."""

RegistroPatronal = Annotated[
    str,
    KindOf("registro_patronal"),
    BeforeValidator(_number("registro_patronal")),
    _schema(format="registro-patronal"),
]
"""The number by which the institution knows an employer."""

Pesos = Annotated[
    Money,
    KindOf("money"),
    PlainValidator(_amount),
    PlainSerializer(lambda amount: str(amount.pesos), return_type=str),
    _schema(format="pesos", pattern=r"^[0-9]+(\.[0-9]{1,2})?$", examples=["1361.89"]),
]
"""An amount in pesos, ``kernel.money.Money`` inside; typed as people type it, in JSON a text with two decimals."""

Email = Annotated[
    str,
    KindOf("email"),
    BeforeValidator(_email),
    _schema(format="email", maxLength=MAX_EMAIL, examples=["nombre@ejemplo.mx"]),
]
"""An e-mail address that looks like one; only writing to it would prove that it is."""

Phone = Annotated[
    str,
    KindOf("phone"),
    BeforeValidator(_phone),
    _schema(format="telefono", pattern="^[0-9]{10}$", examples=["5555550123"]),
]
"""A telephone in Mexico: ten digits, without the country's 52."""
