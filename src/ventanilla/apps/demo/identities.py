"""Who can be signed in as: the identities to issue, good and bad. Issuing them is ``config``'s affair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ventanilla.kernel.text import Text
from ventanilla.synthetic import Institution

PASSWORD: Final = "demostracion"  # noqa: S105 - printed on the page, of keys that are worth nothing
HARD_PASSWORD: Final = "contraseña única ñ"  # noqa: S105 - the same


@dataclass(frozen=True, slots=True)
class DemoIdentity:
    """An identity to issue: ``slug`` names its files, ``title`` is what the page says, ``variant`` what is wrong.

    With a company (name and RFC), the person is its representative.
    """

    slug: str
    title: str
    name: str
    rfc: str
    curp: str
    email: str
    password: str
    variant: str
    company_name: str = ""
    company_rfc: str = ""


FAMILY_TO_TRY: Final = (
    ("REPH150101HNEGRJA8", Text("DEMO_FAMILIA_SI", "el registro de población confirma que es su hijo.")),
    ("REPA150101MNEGRDA1", Text("DEMO_FAMILIA_ADOPCION", "el registro confirma que la adoptó.")),
    ("REPM150101MNEGRNA1", Text("DEMO_FAMILIA_NO_CONSTA", "el registro no lo sabe: el personal ve un documento.")),
    ("REPG150101HNEGRNA1", Text("DEMO_FAMILIA_NO", "el registro dice que es de otra familia.")),
)
_GOOD: Final = (
    ("trabajadora", "Trabajadora con familia registrada"),
    ("patron", "Patrón, persona física"),
    ("contador", "Contador, con autorización de la empresa"),
    ("pensionada", "Pensionada"),
    ("personal", "Personal: revisión"),
    ("mostrador", "Personal: mostrador"),
    ("supervision", "Personal: supervisión"),
    ("auditora", "Personal: auditoría"),
    ("administradora", "Personal: administración"),
    ("administrador", "Personal: administración, la segunda persona"),
    ("un-apellido", "Trabajadora con un solo apellido"),
    ("nombre-largo", "Trabajadora con un nombre muy largo"),
    ("conservacion", "Trabajador dado de baja hace cinco semanas"),
    ("baja-antigua", "Trabajadora dada de baja hace años"),
    ("duplicada", "Trabajadora con dos números de seguridad social"),
)
_BAD: Final = (
    ("vencida", "enie", "e.firma vencida, de una persona con Ñ", "vencida"),
    ("revocada", "trabajadora", "e.firma revocada", "revocada"),
    ("futura", "trabajadora", "e.firma que todavía no empieza a valer", "futura"),
    ("par-equivocado", "trabajadora", "Archivos .cer y .key que no son pareja", "par_equivocado"),
    ("autoridad-ajena", "trabajadora", "e.firma de una autoridad desconocida", "autoridad_ajena"),
    ("clave-no-admitida", "trabajadora", "e.firma con una clave demasiado corta", "clave_no_admitida"),
)


def identity_requests(institution: Institution) -> tuple[DemoIdentity, ...]:
    """The identities of the people of ``institution`` that the sign-in page offers, the good ones first.

    >>> from datetime import date
    >>> from ventanilla.synthetic import institution
    >>> [one.slug for one in identity_requests(institution(1, date(2026, 11, 22), workers=20, employers=12))][:3]
    ['trabajadora', 'patron', 'empresa']
    """
    company = next(one for one in institution.patrones if one.slug == "empresa")
    good = [_of(institution, slug.replace("-", "_"), slug, title, "ok") for slug, title in _GOOD]
    representative = _of(
        institution, "empresa", "empresa", "Empresa, por su representante", "ok", company.nombre, company.rfc
    )
    enie = _of(institution, "enie", "enie", "Trabajador con Ñ y acentos en el nombre", "enie")
    hard = _of(
        institution,
        "trabajadora",
        "contrasena-no-ascii",
        "Trabajadora con acentos en la contraseña",
        "contrasena_no_ascii",
        password=HARD_PASSWORD,
    )
    renewed = _of(institution, "trabajadora", "renovada", "Trabajadora con su e.firma renovada", "renovada")
    successor = _of(
        institution,
        "equis",
        "representante-nuevo",
        "Empresa, por su representante nuevo",
        "renovada",
        company.nombre,
        company.rfc,
    )
    csd = _of(institution, "empresa", "csd", "Certificado de sello digital", "csd", company.nombre, company.rfc)
    bad = [_of(institution, person, slug, title, variant) for slug, person, title, variant in _BAD]
    return (*good[:2], representative, *good[2:], enie, hard, renewed, successor, csd, *bad)


def _of(
    institution: Institution,
    person: str,
    slug: str,
    title: str,
    variant: str,
    company_name: str = "",
    company_rfc: str = "",
    *,
    password: str = PASSWORD,
) -> DemoIdentity:
    persona = institution.named(person)
    return DemoIdentity(
        slug=slug,
        title=title,
        name=persona.nombre_completo.upper(),
        rfc=persona.rfc,
        curp=persona.curp,
        email=f"{person.replace('_', '.')}@correo.example",
        password=password,
        variant=variant,
        company_name=company_name.upper(),
        company_rfc=company_rfc,
    )
