"""The pages that anybody sees: home, catalogue, verification, errors and the demonstration's own."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.web.account_samples import SERIAL
from tests.web.sample_frame import (
    ANONYMOUS,
    BRAND,
    FOLIO,
    LONG_COMPANY,
    LONG_NAME,
    MAIL_BODY,
    NOW,
    REFERENCE,
    SIGNED_IN,
    TITLE,
    fields,
)
from tests.web.shared_samples import IDENTITIES, Add
from ventanilla.web.design import account_shapes as a
from ventanilla.web.design import shapes as s
from ventanilla.web.design import staff_shapes
from ventanilla.web.design.components import HERE
from ventanilla.web.portal.catalogue import TOOLS

ERRORS: Final = HERE.parents[1] / "templates" / "errors"

EVENTS: Final = (
    s.Link("Empecé a trabajar", "/tramites?q=empecé+a+trabajar", "Su número, su clínica y su familia", "work"),
    s.Link("Me dieron de baja", "/tramites?q=me+dieron+de+baja", "Hasta cuándo conserva la atención", "leave"),
    s.Link("Estoy enfermo o me lastimé", "/tramites?q=incapacidad", "Incapacidad y pago", "health"),
    s.Link("Nació mi hija o mi hijo", "/tramites?q=nacimiento", "Registro, guardería y licencia", "child"),
    s.Link("Me voy a pensionar", "/tramites?q=pensión", "Semanas cotizadas y requisitos", "pension"),
    s.Link("Falleció un familiar", "/tramites?q=fallecimiento", "Le acompañamos paso a paso", "loss"),
)
GROUPS: Final = (
    s.Link("Para personas trabajadoras", "/tramites?para=asegurado", "Vigencia, semanas, clínica, incapacidades"),
    s.Link("Para personas pensionadas", "/tramites?para=pensionado", "Pagos, constancias, comprobación"),
    s.Link("Para familias", "/tramites?para=beneficiario", "Registro, guardería, atención médica"),
    s.Link("Para empleadores y contadores", "/tramites?para=patron", "Movimientos, cuotas, cumplimiento"),
)
BAD_IDENTITIES: Final = (
    s.DemoIdentity("Óscar Peña", "Trabajador", "12345678a", "/demo/d.cer", "/demo/d.key", "Su e.firma venció en 2023."),
    s.DemoIdentity("Rosa Ibáñez", "Trabajadora", "12345678a", "/demo/e.cer", "/demo/e.key", "Su e.firma fue revocada."),
)
CARDS: Final = (
    s.TramiteCard(
        TITLE,
        "Un documento sellado que dice si usted y su familia tienen derecho a atención médica.",
        "/tramites/constancia_vigencia",
        ("Personas trabajadoras", "pensionadas", "familias"),
    ),
    s.TramiteCard(
        "Constancia de semanas cotizadas",
        "Un documento sellado con las semanas que usted ha cotizado y con quién.",
        "/tramites/constancia_semanas",
        ("Personas trabajadoras",),
        available=False,
    ),
)
CHANGES: Final = (
    a.ChangeRow("c1", LONG_COMPANY, "CNP200101AB1", LONG_NAME, "Ñ Ú", SERIAL, NOW, pending=True),
    a.ChangeRow(
        "c2", LONG_COMPANY, "CNP200101AB1", "Óscar Peña", LONG_NAME, SERIAL, NOW,
        pending=False, rejected=True, decided_at=NOW, reason="El acta no está protocolizada.",
    ),
    a.ChangeRow("c3", "Ñ, SA", "ABC200101AB1", "Óscar Peña", "Ñ Ú", SERIAL, NOW, pending=False, decided_at=NOW),
)  # fmt: skip
CONFLICTS: Final = (
    a.ConflictRow("1", LONG_NAME, SERIAL, "Misma CURP, otro RFC", NOW, may_accept=True),
    a.ConflictRow("2", "Ñ Ú", SERIAL, "Misma CURP, otro RFC", NOW, accepted_at=NOW),
    a.ConflictRow("3", "Óscar Peña", SERIAL, "Mismo RFC, otra CURP", NOW),
)
NO_REASON: Final = "Escriba el motivo. Las dos personas lo leerán."
CLAIMS: Final = (
    s.Claim("folio", "Folio", "7K3M-9QX2-4HTH"),
    s.Claim("type", "Documento", TITLE),
    s.Claim("holder", "Titular", "L. Ñ. F., CURP terminada en RC05"),
    s.Claim("fact", "Lo que dice", "Tiene derecho a atención médica"),
    s.Claim("on", "Al día", "22 de noviembre de 2026"),
    s.Claim("iat", "Emitido el", "22 de noviembre de 2026"),
    s.Claim("exp", "Vence el", "22 de diciembre de 2026"),
)
EMPTY_CLAIMS: Final = tuple(s.Claim(claim.name, claim.label) for claim in CLAIMS)


def public_pages(add: Add) -> None:
    phrases = ("no tengo número", "me dieron de baja", "mi clínica")
    add("home", "portal/home.html", s.HomePage(EVENTS, GROUPS, phrases, tools=TOOLS))
    add(
        "catalogo", "portal/catalogue.html", s.CataloguePage(CARDS, groups=GROUPS), {**ANONYMOUS, "section": "tramites"}
    )
    add("busqueda", "portal/catalogue.html", s.CataloguePage(CARDS[:1], "tengo seguro", "vigencia"))
    add("busqueda-vacia", "portal/catalogue.html", s.CataloguePage((), "xyz <b>ñ</b>", groups=GROUPS))
    add(
        "tramite",
        "portal/tramite.html",
        s.TramitePage(
            TITLE,
            CARDS[0].obtains,
            ("Personas trabajadoras", "Personas pensionadas", "Sus familias"),
            (),
            "Gratuito.",
            ("Conteste dos preguntas.", "Revise y firme con su e.firma.", "Descargue su constancia."),
            ("LSS, artículo 5-A", "LSS, artículo 84", "LSS, artículo 109"),
            "/tramites/constancia_vigencia/iniciar",
        ),
    )
    add(
        "tramite-borrador",
        "portal/tramite.html",
        s.TramitePage(
            TITLE,
            CARDS[0].obtains,
            ("Familias",),
            ("Su acta.",),
            "Gratuito.",
            ("Conteste.",),
            ("LSS 84",),
            "/x",
            immediate=False,
            days=15,
            draft_url="/y",
            draft_saved_at=NOW,
        ),
        SIGNED_IN,
    )


def verification_pages(add: Add) -> None:
    checking = {**ANONYMOUS, "section": "verificar"}
    add("verificar", "portal/verificar.html", s.VerificarPage(claims=EMPTY_CLAIMS), checking)
    add(
        "verificar-error",
        "portal/verificar.html",
        s.VerificarPage(
            "7K3M-9QX2-4HTX",
            "Ese folio tiene un carácter mal copiado. Revíselo y escríbalo otra vez.",
            "Elija un archivo PDF.",
            EMPTY_CLAIMS,
        ),
        checking,
    )
    verdicts: tuple[tuple[s.Verdict, date | None], ...] = (
        ("vigente", None),
        ("vencido", date(2026, 10, 22)),
        ("revocado", date(2026, 11, 2)),
        ("sin-derecho", None),
        ("no-coincide", None),
        ("sin-conexion", None),
        ("indeterminado", None),
        ("desconocido", None),
        ("verificando", None),
    )
    for verdict, on in verdicts:
        genuine = verdict in {"vigente", "vencido", "revocado", "sin-derecho", "sin-conexion"}
        add(
            f"veredicto-{verdict}",
            "portal/verificar_folio.html",
            s.VerdictPage(verdict, on, CLAIMS if genuine else ()),
            checking,
        )


def other_pages(add: Add) -> None:
    problem = s.ErrorPage(REFERENCE, "not_received", drafts_kept=True)
    for path in sorted(ERRORS.glob("[0-9]*.html")):
        add(f"error-{path.stem}", f"errors/{path.name}", s.ErrorPage(REFERENCE))
    add("error-403-envio", "errors/403.html", problem, SIGNED_IN)
    add("error-409-folio", "errors/409.html", s.ErrorPage(REFERENCE, folio=FOLIO), SIGNED_IN)
    add("error-429-cerrado", "errors/429.html", s.ErrorPage(REFERENCE, locked_until=NOW))
    add("error-429-cinco", "errors/429.html", s.ErrorPage(REFERENCE, retry_after_minutes=5))
    add("error-500", "errors/500.html", s.ErrorPage(REFERENCE, "unknown"), {})
    add("error-500-recibido", "errors/500.html", s.ErrorPage(REFERENCE, "received", FOLIO), {"brand": BRAND})
    add("error-503", "errors/503.html", s.ErrorPage(REFERENCE, "not_received", retry_after_minutes=1), {})
    mail = s.Mail(
        "lucia@correo.example",
        "Recibimos su trámite",
        NOW,
        "/demo/correo/1",
        MAIL_BODY,
    )
    add("correo", "demo/correo.html", s.CorreoPage((mail, mail), "/demo/correo?antes=1"))
    add("correo-vacio", "demo/correo.html", s.CorreoPage())
    add("correo-uno", "demo/correo_uno.html", mail)
    add("identidades", "demo/identidades.html", s.IdentidadesPage(IDENTITIES, BAD_IDENTITIES))
    add("identidades-vacia", "demo/identidades.html", s.IdentidadesPage())
    incident = staff_shapes.Incident(
        REFERENCE,
        NOW,
        500,
        "/tramites/{clave}/firmar",
        "La base de datos no respondió.",
        FOLIO,
        True,
        ("línea 1", "línea 2"),
    )
    add("incidencia", "staff/incidencia.html", staff_shapes.IncidenciaPage(REFERENCE, incident), SIGNED_IN)
    add("representantes", "staff/representantes.html", a.RepresentantesPage(CHANGES, CONFLICTS), SIGNED_IN)
    add(
        "representantes-error",
        "staff/representantes.html",
        a.RepresentantesPage((a.ChangeRow(**fields(CHANGES[0]) | {"error": NO_REASON}),), (), error=NO_REASON),
        SIGNED_IN,
    )
    add(
        "representantes-ninguno",
        "staff/representantes.html",
        a.RepresentantesPage((), (), done="Confirmó el cambio de representante."),
        SIGNED_IN,
    )
    add("incidencia-no", "staff/incidencia.html", staff_shapes.IncidenciaPage(REFERENCE), SIGNED_IN)
