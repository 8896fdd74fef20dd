"""Everybody who may come, and what there is to see: walked over every route."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.urls import URLPattern

from tests.adapters.hostile_files import pdf
from tests.web import aclaracion
from tests.web.applications import allowed
from tests.web.attaching import attach, kept
from tests.web.attaching import draft as proof_draft
from tests.web.cards import carded
from tests.web.device import Device
from tests.web.mandates import offered
from tests.web.notices import told
from tests.web.office import TRAMITE, Browser, Identity, Office, drawn
from tests.web.programs import made
from tests.web.questions import question_of
from tests.web.routes import Route
from tests.web.staff_files import give_roles
from ventanilla.apps.accounts.models import OpenSession
from ventanilla.apps.affiliation.models import Movimiento
from ventanilla.apps.demo.api import correo_record, correos
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Role
from ventanilla.web.guards import Guard


@dataclass
class Walk:
    """Everybody who may come, and what there is to see."""

    people: dict[str, Browser]
    things: dict[str, str]

    def go(self, route: Route, who: str, **other: str) -> HttpResponse:
        browser, path = self.people[who], route.path.format(**(self.things | other))
        if not browser.token:
            browser.get("/")
        if route.json:
            return browser.send_json(path, {}, route.method)
        return browser.get(path) if route.method == "GET" else browser.post(path)


def question_to_the_company(owner: Browser, who: Identity) -> UUID:
    """What the company of the walk is asked by a case of the owner."""
    aclaracion.filed(owner, who)
    return aclaracion.asked().id


@pytest.fixture
def walk(office: Office) -> Walk:
    owner = office.browser("trabajadora")
    folio = owner.filed(office.mint.identity())
    owner.post("/cuenta/datos/copia")
    draft = owner.ready()
    proving = proof_draft(owner)
    attach(owner, proving, pdf())
    office.print()
    with scope(None):
        document, copy = (Document.objects.get(kind=kind).folio for kind in (TRAMITE, "copia_datos"))
    correo_record(key="k", to="nadie@ejemplo.mx", subject="Aviso", body="Aviso")
    identities = office.var / "pki" / "identidades"
    identities.mkdir()
    (identities / "trabajadora.cer").write_bytes(office.mint.identity().certificate)
    entry = {"slug": "trabajadora", "titulo": "x", "contrasena": "x", "variante": "ok", "muestra": "x", "nombre": "x"}
    (identities / "manifest.json").write_text(json.dumps([entry | {"empresa": None}]))
    people = {
        "anonymous": office.browser(),
        "owner": owner,
        "citizen": office.browser("patron"),
        "company": office.browser("empresa"),
        "official": office.browser("personal"),
        "expired": office.browser("contador"),  # an official whose roles all ended
        "elsewhere": office.browser("supervision"),  # one who has another role
    }
    give_roles("personal", set(Role) - {Role.REVISION})
    give_roles("contador", Role, days=29, began=30)
    things = {"draft": draft, "folio": folio, "document": document, "copy": copy, "mail": str(correos()[0].number)}
    with scope(None):
        other = OpenSession.objects.get(account__curp=drawn().named("trabajadora").curp)
        other.pk = uuid4()  # the owner's own, on another device
        other.save(force_insert=True)
    things |= {"ask": str(question_to_the_company(owner, office.mint.identity()))}
    things |= {"session": str(other.pk), "key": Device().register(owner), "consent": str(allowed("trabajadora"))}
    things |= {"proving": proving, "attachment": str(kept()[0].id)}
    things["notice"] = str(told(drawn().named("trabajadora").subject).seq)
    things["program_key"] = str(made("trabajadora").id)
    things["mandate"] = str(offered("trabajadora"))
    things["card"] = str(carded("trabajadora"))
    things["question"] = str(question_of("trabajadora"))
    with scope(None):
        things["movement"] = str(
            Movimiento.objects.filter(persona=drawn().named("trabajadora").subject).order_by("recorded_at")[0].id
        )
    return Walk(people, things)


def guard_of(pattern: URLPattern) -> Guard | None:
    found = getattr(pattern.callback, "guard", None)
    return found if isinstance(found, Guard) else None
