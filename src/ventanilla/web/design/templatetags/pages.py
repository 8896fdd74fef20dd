"""From the shapes of a page to the parameters of its components, in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from ventanilla.kernel.text import Text
from ventanilla.web.design.account_shapes import (
    AplicacionPage,
    ConfirmarPage,
    LlavePage,
    RepresentantesPage,
    SegundoPasoPage,
)
from ventanilla.web.design.attachment_shapes import ArchivosPage
from ventanilla.web.design.case_shapes import RespuestaPage
from ventanilla.web.design.consulta_shapes import ContestarPage, PreguntaNuevaPage
from ventanilla.web.design.family_shapes import FamiliaPage, ParentescosPage
from ventanilla.web.design.foreseen_shapes import ForeseenRow
from ventanilla.web.design.identity_shapes import PreguntasPage, ReciboPage
from ventanilla.web.design.notice_shapes import AvisosPage
from ventanilla.web.design.number_shapes import ComparePage, NumbersPage, ProposalPage
from ventanilla.web.design.payment_shapes import BancoCuentaPage, CuentaBancariaPage
from ventanilla.web.design.profile_shapes import Question
from ventanilla.web.design.program_shapes import Ask, LlaveProgramaNuevaPage
from ventanilla.web.design.recovery_shapes import (
    MostradorPage,
    RecuperacionNuevaPage,
    RecuperacionPage,
    RecuperarCodigoPage,
)
from ventanilla.web.design.review_shapes import DecidirPage
from ventanilla.web.design.revoke_shapes import DocumentosPage
from ventanilla.web.design.shapes import (
    Answered,
    CasePage,
    CheckPage,
    EntrarPage,
    Sentence,
    Step,
    VerificarPage,
)
from ventanilla.web.design.sign_up_shapes import AltaCorreoPage, AltaFirmaPage, AltaPage, AvisoPage, IdentidadPage
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.design.verify_shapes import VerificacionPage
from ventanilla.web.design.wizard_shapes import AntesPage, ConfirmPage, GroupPage, TasksPage, WizardPage

register = template.Library()

Items = list[dict[str, Any]]


@register.filter
def step_errors(page: WizardPage | AntesPage) -> Items:
    """The summary: one line for each input that is wrong, leading to it; of several, by its name."""
    several = len(page.steps) > 1
    found = []
    for step in page.steps:
        if step.error:
            said = f"{sentence(step.label)}: {sentence(step.error)}" if several else sentence(step.error)
            found.append({"text": said, "href": f"#{step.target}"})
    first = page.steps[0].target if page.steps else "contenido"
    whole = [{"text": sentence(page.error), "href": f"#{first}"}] if page.error else []
    return whole + found


@register.filter
def step_hint(step: Step) -> str:
    """Its help, and that it may be left unanswered."""
    return " ".join(filter(None, (sentence(step.help), gettext("Puede dejarla en blanco.") if step.optional else "")))


@register.filter
def select_items(step: Step) -> Items:
    """The answers of a closed question with many: none is chosen for anybody."""
    return [
        {"value": "", "text": gettext("Elija una opción")},
        *(
            {"value": choice.value, "text": sentence(choice.text), "selected": choice.value == step.value}
            for choice in step.choices
        ),
    ]


@register.filter
def input_manners(step: Step) -> dict[str, str]:
    """How a telephone should take what is typed in an input of a kind."""
    return {
        "money": {"prefix": "$", "inputmode": "decimal", "classes": "govuk-input--width-10"},
        "email": {"type": "email", "autocomplete": "email"},
        "phone": {"type": "tel", "autocomplete": "tel", "classes": "govuk-input--width-20"},
        "number": {"autocapitalize": "characters", "autocomplete": "off", "classes": "govuk-input--width-20"},
    }.get(step.kind, {})


@register.filter
def confirm_items(page: ConfirmPage) -> Items:
    """What may be answered to what a register says."""
    return [
        {"value": "si", "text": gettext("Sí, es correcto")},
        {"value": "no", "text": gettext("No, este dato no es correcto")},
    ]


@register.filter
def group_items(page: GroupPage) -> Items:
    """Those that were added, each by its name, or by its number while it has none."""
    return [
        {
            "name": item.name or f"{sentence(page.one)} {item.number}",
            "note": sentence(item.note),
            "change_url": item.change_url,
            "remove_url": item.remove_url,
        }
        for item in page.items
    ]


@register.filter
def task_items(page: TasksPage) -> Items:
    """The parts of a request, each with how far it is."""
    states: dict[str, dict[str, Any]] = {
        "lista": {"status": gettext("Lista")},
        "en_curso": {"tag": gettext("En curso"), "tag_classes": "govuk-tag--wait"},
        "sin_empezar": {"tag": gettext("Sin empezar"), "tag_classes": "govuk-tag--off"},
        "aun_no": {"status": gettext("Aún no"), "status_classes": "govuk-task-list__status--cannot-start-yet"},
    }
    return [{"title": sentence(task.title), "href": task.url, **states[task.state]} for task in page.tasks]


@register.filter
def file_errors(page: ArchivosPage) -> Items:
    """What is wrong with the file, which leads to where another is chosen."""
    return [{"text": sentence(page.error), "href": "" if page.full else f"#{page.name}"}]


@register.filter
def file_attributes(page: ArchivosPage) -> dict[str, str]:
    """Which files the browser offers to choose among."""
    return {"accept": page.accept}


@register.filter
def answer_errors(page: RespuestaPage | VerificacionPage) -> Items:
    """What is wrong with each question, leading to its field."""
    wrong = [step for step in page.questions if step.error]
    return [{"text": sentence(step.error), "href": f"#{step.target}"} for step in wrong]


@register.filter
def question_errors(page: PreguntaNuevaPage) -> Items:
    """What is wrong with a question, leading to its field."""
    wrong = [{"text": sentence(step.error), "href": f"#{step.target}"} for step in page.questions if step.error]
    return [*wrong, *([{"text": sentence(page.error), "href": "#pregunta"}] if page.error else [])]


@register.filter
def suggestion_items(page: ContestarPage) -> Items:
    """The trámites that an answer may suggest, none chosen at first."""
    none = {"value": "", "text": sentence(Text("NINGUN_TRAMITE", "Ninguno")), "selected": not page.chosen}
    chosen = ({"value": c.value, "text": sentence(c.text), "selected": c.value == page.chosen} for c in page.choices)
    return [none, *chosen]


@register.filter
def told_rows(page: RespuestaPage) -> Items:
    """What whoever answers is told."""
    return [{"key": sentence(row.label), "value": sentence(row.answer)} for row in page.told]


@register.filter
def code_errors(page: AplicacionPage | ConfirmarPage | EntrarPage | SegundoPasoPage) -> Items:
    """What is wrong with the code, which leads to its field, or with the passkey, which has none."""
    code = page.error if isinstance(page, AplicacionPage) else getattr(page, "code_error", "")
    passkey = getattr(page, "passkey_error", "")
    found = ({"text": sentence(code), "href": "#codigo"}, {"text": sentence(passkey)})
    return [error for error in found if error["text"]]


@register.filter
def send_errors(page: CheckPage) -> Items:
    """Why what is sent without a signature was not sent; it leads to the button."""
    return [{"text": sentence(page.send_error), "href": "#enviar"}]


@register.filter
def bank_errors(page: CuentaBancariaPage | BancoCuentaPage) -> Items:
    """What is wrong with a code, or with what would be paid."""
    field = "#codigo" if isinstance(page, CuentaBancariaPage) and page.coming is not None else "#referencia"
    return [{"text": sentence(page.error), "href": field}]


@register.filter
def key_errors(page: LlavePage) -> Items:
    """What is wrong with a key or its name; without JavaScript there is no field to go to but where a key is named."""
    return [{"text": sentence(page.error), "href": "#nombre"}]


@register.filter
def error_at(error: Text | str, field: str) -> Items:
    """A summary of one line, leading to ``field``."""
    return [{"text": sentence(error), "href": f"#{field}"}]


@register.filter
def program_key_errors(page: LlaveProgramaNuevaPage) -> Items:
    """What is wrong with a new key, each leading to its field."""
    return [{"text": sentence(one.text), "href": f"#{one.field}"} for one in page.wrong]


@register.filter
def choice_items(question: Question | Ask) -> Items:
    """The answers of a preference, with the one that holds."""
    return [
        {"value": one.value, "text": sentence(one.text), "hint": sentence(one.hint), "checked": one.checked}
        for one in question.choices
    ]


@register.filter
def radio_items(step: Step) -> Items:
    """The answers of a closed question."""
    return [
        {
            "value": choice.value,
            "text": sentence(choice.text),
            "hint": sentence(choice.hint),
            "checked": choice.checked or (bool(step.value) and choice.value == step.value),
        }
        for choice in step.choices
    ]


@register.filter
def date_items(step: Step) -> Items:
    """Day, month and year; where nobody says which one is wrong, all are."""
    wrong = step.wrong or (("dia", "mes", "anio") if step.error else ())
    fields = (
        ("dia", gettext("Día"), step.day, 2),
        ("mes", gettext("Mes"), step.month, 2),
        ("anio", gettext("Año"), step.year, 4),
    )
    return [
        {"name": name, "label": label, "value": value, "error": name in wrong, "classes": f"govuk-input--width-{width}"}
        for name, label, value, width in fields
    ]


def row_label(row: Answered) -> str:
    """Its question, in the reader's language; before it, whose it is, and after it what it says of one in dispute."""
    label = " ".join(filter(None, (sentence(row.label), sentence(row.about))))
    return f"{sentence(row.one)} {row.number}: {label}" if row.one else label


@register.filter
def check_rows(page: CheckPage) -> Items:
    """Each answer with the way to change it."""
    return [
        {
            "key": row_label(row),
            "value": sentence(row.answer),
            "source": sentence(row.source),
            "actions": [{"href": row.change_url, "text": gettext("Cambiar"), "hidden": row_label(row)}]
            if row.change_url
            else [],
        }
        for row in page.rows
    ]


@register.filter
def sentences(said: tuple[Sentence, ...]) -> list[str]:
    """Each in the reader's language."""
    return [sentence(each) for each in said]


@register.filter
def foreseen_rows(rows: tuple[ForeseenRow, ...]) -> Items:
    """What changes, before and after."""
    return [
        {"concept": sentence(row.concept), "before": sentence(row.before), "after": sentence(row.after)} for row in rows
    ]


@register.filter
def answer_rows(page: CasePage) -> Items:
    """What was asked for, as it was signed."""
    return [{"key": sentence(row.label), "value": sentence(row.answer)} for row in page.answers]


@register.filter
def answered_rows(answers: tuple[Answered, ...]) -> Items:
    """Pairs of what was asked or looked at, and what was said or found."""
    return [{"key": sentence(row.label), "value": sentence(row.answer) or gettext("Sin respuesta")} for row in answers]


@register.filter
def review_errors(page: DecidirPage) -> Items:
    """What is missing from an official's act, each leading to its field."""
    order = (("otro", "#otro"), ("razones", "#razones"), ("hasta", "#hasta-dia"))
    return [{"text": sentence(page.errors[name]), "href": href} for name, href in order if name in page.errors]


@register.filter
def revoke_errors(page: DocumentosPage) -> Items:
    """What is wrong with a revocation, each leading to its field."""
    order = ("folio", "motivo", "reemplazo")
    return [{"text": sentence(page.errors[name]), "href": f"#{name}"} for name in order if name in page.errors]


@register.filter
def until_items(page: DecidirPage) -> Items:
    """The last day to answer: day, month and year."""
    fields = (("dia", gettext("Día"), 2), ("mes", gettext("Mes"), 2), ("anio", gettext("Año"), 4))
    return [
        {
            "name": name,
            "label": label,
            "value": page.typed.get(f"hasta-{name}", ""),
            "error": "hasta" in page.errors,
            "classes": f"govuk-input--width-{width}",
        }
        for name, label, width in fields
    ]


@register.filter
def verify_errors(page: VerificarPage) -> Items:
    """What is wrong with the folio, its code or the file."""
    found = (("#folio", page.folio_error), ("#codigo", page.code_error), ("#documento", page.file_error))
    return [{"text": sentence(error), "href": href} for href, error in found if error]


@register.filter
def change_errors(page: RepresentantesPage) -> Items:
    """The summary's one line, leading to the reason that is missing, or to the list."""
    wrong = [one.field for one in page.changes if one.error] + [one.field for one in page.conflicts if one.error]
    field = wrong[0] if wrong else "cambios"
    return [{"text": sentence(page.error), "href": f"#{field}"}]


@register.filter
def sign_up_errors(page: Any) -> Items:
    """What is wrong with a page of the sign-up, each leading to its field."""
    found = (
        ("#curp", "error", AltaPage),
        ("#correo", "email_error", AltaFirmaPage | AltaCorreoPage),
        ("#contrasena", "password_error", AltaCorreoPage),
        ("#acepto", "accept_error", AltaCorreoPage),
        ("#firma-cer", "why_not", AltaFirmaPage),
        ("#seguir", "error", AvisoPage),
        ("#recibo", "error", ReciboPage),
    )
    wrong = [(getattr(page, name), href) for href, name, kind in found if isinstance(page, kind)]
    if isinstance(page, PreguntasPage):
        wrong.append((page.error, f"#{page.missing[0] if page.missing else page.questions[0].name}"))
    if isinstance(page, IdentidadPage):
        wrong.append((page.error, "#codigo" if page.sent_to else "#contacto" if page.contacts else "#contenido"))
    return [{"text": sentence(error), "href": href} for error, href in wrong if error]


@register.filter
def notice_errors(page: AvisosPage) -> Items:
    """Why a device was not added."""
    return [{"text": sentence(page.error), "href": "#dispositivos"}]


@register.filter
def accept_items(page: AltaCorreoPage | MostradorPage) -> Items:
    """The one answer with which an account is opened."""
    return [{"value": "1", "text": gettext("Los leí y los acepto")}]


@register.filter
def contact_items(page: IdentidadPage) -> Items:
    """The contacts on record, as much of them as may be shown."""
    return [{"value": one.value, "text": sentence(one.text)} for one in page.contacts]


@register.filter
def recovery_errors(page: MostradorPage | RecuperacionNuevaPage | RecuperacionPage | RecuperarCodigoPage) -> Items:
    """What is wrong with a page of coming back, each leading to its field."""
    match page:
        case RecuperacionNuevaPage():
            found = [(error, "vigencia-dia" if name == "vigencia" else name) for name, error in page.errors.items()]
        case RecuperacionPage():
            found = [(page.error, "estado"), (page.reason_error, "motivo")]
        case RecuperarCodigoPage():
            found = [(page.error, "curp"), (page.password_error, "nueva")]
        case MostradorPage():
            found = [(page.error, "nueva"), (page.accept_error, "acepto")]
    return [{"text": sentence(error), "href": f"#{field}"} for error, field in found if error]


@register.filter
def family_errors(page: FamiliaPage | ParentescosPage) -> Items:
    """What is wrong with a page of families, each leading to its field."""
    if isinstance(page, ParentescosPage):
        found: tuple[tuple[Sentence, str], ...] = ((page.error, f"#{page.field}"),)
    else:
        found = ((page.error, "#familia"), (page.curp_error, "#curp"), (page.kinship_error, "#parentesco"))
    return [{"text": sentence(error), "href": href} for error, href in found if error]


@register.filter
def number_errors(page: NumbersPage | ComparePage | ProposalPage) -> Items:
    """What is wrong with a page of numbers, each leading to its field."""
    match page:
        case NumbersPage():
            found: tuple[tuple[Sentence, str], ...] = ((page.error, f"#{page.field}"),)
        case ComparePage():
            found = ((page.error, "#registros"), (page.choice_error, "#propone"), (page.reasons_error, "#motivos"))
        case ProposalPage():
            found = ((page.error, "#propuesta"), (page.reasons_error, "#motivos"))
    return [{"text": sentence(error), "href": href} for error, href in found if error]


@register.filter
def number_choices(page: ComparePage) -> Items:
    """What may be proposed."""
    return [
        {"value": one.value, "text": sentence(one.text), "checked": one.value == page.chosen} for one in page.choices
    ]
