"""What the samples of several subjects share: a person's e.firma, their answers, their document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from tests.web.sample_frame import FOLIO, NOW, SIGNED_IN, TITLE
from ventanilla.web.design import shapes as s
from ventanilla.web.design import sign_up_shapes as up

Add = Callable[..., None]
LEGAL: Final = (
    up.LegalText("Términos de uso", "1", ("La cuenta es personal.",)),
    up.LegalText("Aviso", "1", ("Los usa.",)),
)
PANEL: Final = s.SigningPanel(
    typ="ventanilla.inicio-sesion.v1",
    challenge_url="/entrar/reto",
    action="/entrar",
    act={},
    words=(s.Word("Para qué sirve", "Solo para iniciar sesión. No autoriza ningún trámite."),),
    submit="Iniciar sesión",
    text_url="/entrar/texto",
)
SIGN_REQUEST: Final = s.SigningPanel(
    typ="ventanilla.solicitud.v1",
    challenge_url="/tramites/constancia_vigencia/borrador/reto",
    action="/tramites/constancia_vigencia/borrador/firmar",
    act={"tramite": "constancia_vigencia", "title": TITLE, "case": "b1", "acting_for": "", "lines": []},
    words=(
        s.Word("Trámite", TITLE),
        s.Word("¿Para quién es la constancia?", "Para mí y mi familia"),
        s.Word("¿En qué fecha?", "22 de noviembre de 2026"),
    ),
    submit="Firmar y enviar",
    text_url="/tramites/constancia_vigencia/borrador/texto",
)
IDENTITIES: Final = (
    s.DemoIdentity("Lucía Ñáñez Ferrer", "Trabajadora", "flor de mayo", "/demo/a.cer", "/demo/a.key"),
    s.DemoIdentity(
        "Alimentos del Valle Ficticio", "Empresa, con su representante", "12345678a", "/demo/b.cer", "/demo/b.key"
    ),
    s.DemoIdentity("Ignacio Güemes", "Pensionado", "12345678a", "/demo/c.cer", "/demo/c.key"),
)
DOCUMENT: Final = s.DocumentRow(
    TITLE, FOLIO, NOW, "/documentos/" + FOLIO, "86 KB", date(2026, 12, 22), "/verificar/" + FOLIO
)
ANSWERS: Final = (
    s.Answered("¿Para quién es la constancia?", "Para mí y mi familia", "/b/para"),
    s.Answered("¿En qué fecha?", "22 de noviembre de 2026", "/b/fecha"),
    s.Answered("Su nombre", "Lucía Ñáñez Ferrer", source="Tomado de su certificado."),
)
ACCOUNT: Final = {**SIGNED_IN, "section": "cuenta"}
