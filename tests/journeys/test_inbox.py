"""What an employer records is in the worker's inbox at once, and one press away from being disputed."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Office
from tests.journeys.inside import run_inside
from tests.journeys.steps import looks_right, sign_in, watch_policy
from ventanilla.adapters.pki.demo_identities import read_manifest

WORKERS = {360: "trabajadora", 1280: "enie"}  # one inbox for each size
RECORD = """
from datetime import date
from uuid import uuid4
from django.conf import settings
from django.db import transaction
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.domain.affiliation import MovimientoRegistrado
from ventanilla.domain.authority import SYSTEM
name = "Comercializadora de Ñandúes y Piñones del Bajío y Anexas, SA de CV"
with scope(None), transaction.atomic():
    who = Account.objects.get(curp=CURP).subject
    for tipo, sbc in (("08", 136189), ("07", 150000), ("02", None)):
        told = MovimientoRegistrado(uuid4(), name, "Z9912345105", tipo, date(2026, 11, 20), None, sbc, False)
        events_append([ToLog(told, who, SYSTEM)], now=settings.VENTANILLA_CLOCK.now())
"""


def test_a_movement_is_told_and_may_be_disputed(office: Office, page: Page) -> None:
    errors = watch_policy(page)
    width = page.viewport_size["width"] if page.viewport_size else 0
    sign_in(page, office, WORKERS[width])
    page.goto(f"{office.origin}/buzon")
    expect(page.get_by_role("heading", name="No hay avisos")).to_be_visible()
    looks_right(page, "buzon-vacio")
    curp = next(one["curp"] for one in read_manifest(office.var / "pki") if one["slug"] == WORKERS[width])
    run_inside(office, RECORD.replace("CURP", repr(curp)))
    page.goto(f"{office.origin}/oficina")
    page.get_by_role("link", name="Buzón (3) sin leer").click()
    expect(page.get_by_text("Sin leer", exact=True)).to_have_count(3)
    looks_right(page, "buzon", picture=True)
    page.get_by_role("link", name=re.compile("presentó su baja")).click()
    expect(page.get_by_text("La oficina", exact=True)).to_be_visible()
    looks_right(page, "buzon-aviso", picture=True)
    page.get_by_role("link", name="Buzón (2) sin leer").click()
    page.get_by_role("link", name=re.compile("lo registró como su trabajador")).click()
    page.get_by_role("button", name="Decir que no es correcto").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("¿Qué no es correcto?")
    assert errors == []
