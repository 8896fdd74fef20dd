"""Revoking and sending at the same instant: one order, and no third outcome."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Final

from django.db import connection

from tests.web.mandates import HERE, accountant_of, drafted
from tests.web.office import Browser, Office, drawn
from ventanilla.apps.cases.models import Case
from ventanilla.apps.eventlog.api import chain_verify, scope
from ventanilla.apps.mandates.models import MandateRow

ROUNDS: Final = 6
NOBODY: Final = "PUEA850101MDFRJN02"


def test_revoked_and_sent_at_once_is_one_order(committing_office: Office) -> None:
    office = committing_office
    who = office.mint.identity("contador")
    company = office.browser("empresa")
    outcomes = set()
    for _ in range(ROUNDS):
        accountant, mandate = accountant_of(office, company, alcance="todo", delega="si")
        draft = drafted(accountant, NOBODY)
        signed = accountant.sign(accountant.get(f"/solicitudes/{draft}/revisar"), who)
        company.get(f"{HERE}/{mandate}")
        together = Barrier(2)

        def at_once(browser: Browser, path: str, fields: dict[str, str], together: Barrier = together) -> int:
            together.wait()
            try:
                return browser.post(path, fields).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            sending = pool.submit(at_once, accountant, signed.action, signed.fields)
            ending = pool.submit(at_once, company, f"{HERE}/{mandate}/terminar", {})
            answer = sending.result()
            assert ending.result() == 302
        with scope(None):
            row, case = MandateRow.objects.get(id=mandate), Case.objects.get(id=draft)
            assert row.state == "revocada"
            assert row.revoked_at is not None
            if case.state == "borrador":
                assert answer in {403, 404}
                assert case.mandate == mandate
                assert case.filed_at is None
                case.delete()
            else:
                assert answer == 302
                assert case.mandate == mandate
            outcomes.add(case.state == "borrador")
            assert chain_verify(row.grantor) is None
    with scope(None):
        given = MandateRow.objects.filter(parent__isnull=False).count()
        filed = Case.objects.filter(tramite="autorizacion", account__curp=drawn().named("contador").curp)
        approved = filed.filter(state="aprobado").count()
    assert given == approved
