"""The pages of one's own office and of a case in each of its states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from tests.web.foreseen_samples import foreseen_pages
from tests.web.history_samples import history_pages
from tests.web.home_samples import HOME, home_pages
from tests.web.own_receipt_samples import own_receipt_pages
from tests.web.sample_frame import (
    ANONYMOUS,
    COMPANY,
    FOLIO,
    IN_OFFICE,
    LONG_COMPANY,
    LONG_NAME,
    MANDATE,
    NOW,
    SIGNED_IN,
    TITLE,
)
from tests.web.shared_samples import ANSWERS, DOCUMENT, SIGN_REQUEST, Add
from tests.web.wizard_samples import wizard_pages
from ventanilla.kernel.text import Text
from ventanilla.web.design import elsewhere_shapes
from ventanilla.web.design import shapes as s
from ventanilla.web.design.oficina_shapes import OficinaPage

CASES: Final = (
    s.CaseRow("8M4N0RY35JVK", TITLE, "/expedientes/8M4N0RY35JVK", "En revisión", "wait", NOW, date(2026, 12, 4)),
    s.CaseRow(FOLIO, TITLE, "/expedientes/" + FOLIO, "Resuelto", "done", NOW),
    s.CaseRow("2A6B8CD94EFG", TITLE, "/expedientes/2A6B8CD94EFG", "No procede", "no", NOW),
)
RECEIVED: Final = s.TimelineEntry("Recibimos su trámite", NOW, by="Usted")
ACUSE: Final = s.Acuse(
    cadena_original=f"||1.0|{FOLIO}|constancia_vigencia|2026-11-22T10:42:07-06:00|NAFL900101MDFXRC05||",
    sello="mC4u0aO0m8nJbq1T" * 21,
    certificate="00001000000500000001",
    qr_url="/expedientes/" + FOLIO + "/qr.svg",
    verify_url="/verificar/" + FOLIO,
)


def _case(state: s.CaseState, **more: Any) -> s.CasePage:
    return s.CasePage(title=TITLE, folio=FOLIO, filed_at=NOW, state=state, answers=ANSWERS[:2], **more)


def office_pages(add: Add) -> None:
    add(
        "oficina",
        "portal/oficina.html",
        OficinaPage(
            "person",
            "Lucía Ñáñez Ferrer",
            "NAFL900101MDFXRC05",
            home=HOME,
            cases=CASES,
            documents=(DOCUMENT,),
            may_ask=(s.Link(TITLE, "/tramites/constancia_vigencia"),),
            drafts=(s.CaseRow("", TITLE, "/b", "Borrador", "off", NOW),),
        ),
        IN_OFFICE,
    )
    add(
        "oficina-nueva",
        "portal/oficina.html",
        OficinaPage("person", LONG_NAME, "NAGG900101MDFXRD05", entitlement_failed=True),
        IN_OFFICE,
    )
    add(
        "oficina-empresa",
        "portal/oficina.html",
        OficinaPage(
            "company",
            "Lucía Ñáñez Ferrer",
            "NAFL900101MDFXRC05",
            company=LONG_COMPANY,
            company_rfc="CNP200101AB1",
        ),
        {**IN_OFFICE, "acting_for": COMPANY},
    )
    ending = Text("POR_VENCER", "Su e.firma vence en {dias} días, el {fecha}.", dias=7, fecha=date(2026, 11, 29))
    warned = OficinaPage("no_record", "Ñ", "XEXX900101MDFXXX05", certificate_notice=ending, notice="No responde.")
    add("oficina-por-vencer", "portal/oficina.html", warned, IN_OFFICE)
    others = (
        elsewhere_shapes.Institution(
            "ISSSTE", "Quien trabaja para el gobierno federal.", "Pregunte en su dependencia."
        ),
    ) * 3
    unknown = OficinaPage("no_record", "Ñ", "XEXX900101MDFXXX05", others=others)
    add("oficina-sin-registro", "portal/oficina.html", unknown, IN_OFFICE)
    add(
        "otras-instituciones",
        "portal/otras_instituciones.html",
        elsewhere_shapes.OtherInstitutionsPage(others),
        ANONYMOUS,
    )
    wizard_pages(add, SIGNED_IN, MANDATE)
    add("revisar", "portal/check_answers.html", s.CheckPage(TITLE, ANSWERS, "/b/fecha", SIGN_REQUEST), SIGNED_IN)
    add(
        "revisar-empresa",
        "portal/check_answers.html",
        s.CheckPage(TITLE, ANSWERS, "/b", SIGN_REQUEST),
        {**SIGNED_IN, "acting_for": MANDATE},
    )
    add(
        "revisar-sin-firma",
        "portal/check_answers.html",
        s.CheckPage(TITLE, ANSWERS, "/b", None, "/b/enviar", "k1"),
        SIGNED_IN,
    )
    home_pages(add)
    changed = Text("SOLICITUD_CAMBIO_SIN_FIRMA", "La solicitud cambió en otra ventana. No se envió.")
    add(
        "revisar-sin-firma-error",
        "portal/check_answers.html",
        s.CheckPage(TITLE, ANSWERS, "/b", None, "/b/enviar", send_error=changed),
        SIGNED_IN,
    )
    history_pages(add)
    own_receipt_pages(add)
    foreseen_pages(add, s.CheckPage(TITLE, ANSWERS, "/b", SIGN_REQUEST), {**SIGNED_IN, "acting_for": COMPANY})


def case_pages(add: Add) -> None:
    add(
        "caso-sellando",
        "portal/case.html",
        _case(
            "sealing",
            just_filed=True,
            poll_url="/expedientes/x/estado.json",
            timeline=(
                RECEIVED,
                s.TimelineEntry("Estamos sellando el documento", kind="now"),
                s.TimelineEntry("Descargar el documento", kind="next"),
            ),
            documents=(s.DocumentRow(TITLE, FOLIO, NOW),),
        ),
        IN_OFFICE,
    )
    add(
        "caso-listo",
        "portal/case.html",
        _case(
            "approved",
            timeline=(RECEIVED, s.TimelineEntry("Sellamos su documento", NOW)),
            documents=(DOCUMENT,),
            acuse=ACUSE,
            evidence_url=f"/expedientes/{FOLIO}/firma",
        ),
        IN_OFFICE,
    )
    lost = "El archivo de este documento se dañó de nuestro lado y no podemos entregarlo. Pida uno nuevo: es gratuito."
    add(
        "caso-sin-archivo",
        "portal/case.html",
        _case(
            "approved",
            timeline=(RECEIVED, s.TimelineEntry("No podemos entregar el archivo", NOW)),
            documents=(replace(DOCUMENT, problem=lost),),
            problem=lost,
        ),
        IN_OFFICE,
    )
    add(
        "caso-revision",
        "portal/case.html",
        _case(
            "in_review",
            promised=date(2026, 12, 4),
            who_has_it="el área de Afiliación",
            why=(Text("NSS_DUPLICADO", "Encontramos más de un NSS con su CURP. Una persona lo va a revisar."),),
            timeline=(RECEIVED, s.TimelineEntry("Una persona lo está revisando", by="Área de Afiliación", kind="now")),
        ),
        IN_OFFICE,
    )
    add(
        "caso-tarde",
        "portal/case.html",
        _case("in_review", promised=date(2026, 11, 20), late=True, timeline=(RECEIVED,)),
        IN_OFFICE,
    )
    add(
        "caso-certificado",
        "portal/case.html",
        _case("checking_signature", poll_url="/p", timeline=(RECEIVED,)),
        IN_OFFICE,
    )
    add(
        "caso-falta",
        "portal/case.html",
        _case("waiting_you", missing="Suba su acta de nacimiento.", promised=date(2026, 12, 4)),
        IN_OFFICE,
    )
    add(
        "caso-negado",
        "portal/case.html",
        _case(
            "rejected",
            why=("La CURP y el NSS no corresponden a la misma persona.",),
            cite=("LSS 15",),
            remedy="Tiene 15 días hábiles para presentar un recurso de inconformidad.",
            timeline=(RECEIVED,),
        ),
        IN_OFFICE,
    )
    add("caso-sin-efecto", "portal/case.html", _case("void"), IN_OFFICE)
