"""What somebody asked before proving who they are is theirs after: its answer reaches them, and nobody else."""

from __future__ import annotations

import html
from uuid import UUID, uuid4

from django.conf import settings

from tests.web.office import Browser, Office, drawn, text
from tests.web.questions import WORDS, asker
from tests.web.staff_files import give_roles
from tests.web.test_http_consultas import ANSWER, asked, only
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.cases.api import consulta_answer
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Role

SLUG = "un_apellido"


def unproved(curp: str) -> Account:
    now = settings.VENTANILLA_CLOCK.now()
    return Account.objects.create(curp=curp, subject=uuid4(), name="x", opened_at=now, proven=1)


def proves(account: UUID) -> Browser:
    """They prove it by a code, as ``identity`` does: from then on the account is of whom the register knows."""
    Account.objects.filter(id=account).update(proven=2, subject=drawn().named(SLUG).subject)
    browser = Browser()
    browser.enter(account)
    return browser


def test_it_is_still_in_the_list_and_the_answer_is_in_the_inbox(office: Office) -> None:
    office.browser("personal")
    give_roles("personal", {Role.REVISION})
    account = unproved(drawn().named(SLUG).curp)
    before = Browser()
    before.enter(account.id)
    asked(before, enviar="1")
    row = only()
    owner = proves(account.id)
    assert WORDS[:30] in html.unescape(text(owner.get("/consultas")))
    consulta_answer(row.id, answer=ANSWER, by=asker("personal"), now=settings.VENTANILLA_CLOCK.now())
    assert ANSWER in html.unescape(text(owner.get(f"/consultas/{row.id}")))
    assert ANSWER in html.unescape(text(owner.get("/buzon")))
    begun = owner.post(f"/consultas/{row.id}/tramite", {"tramite": "aclaracion"})
    assert begun.status_code == 302
    assert only().became == "aclaracion"


def test_it_is_nobody_elses_and_not_of_whom_they_act_for(office: Office) -> None:
    account = unproved("REPN800101MNEGRV06")
    before = Browser()
    before.enter(account.id)
    asked(before, enviar="1")
    other = office.browser("patron")
    assert other.get(f"/consultas/{only().id}").status_code == 404
    assert WORDS[:30] not in html.unescape(text(other.get("/consultas")))
    from dataclasses import replace

    from ventanilla.apps.cases.api import consulta_for
    from ventanilla.domain.authority import Actor, Assurance, Via
    from ventanilla.kernel.acts import SubjectId

    own = Actor(account.id, SubjectId(uuid4()), Assurance.N2, Via.PASSWORD)
    with scope(None):
        assert consulta_for(own, only().id) is not None
    assert consulta_for(replace(own, acts_for=SubjectId(uuid4()), kin=True), only().id) is None
