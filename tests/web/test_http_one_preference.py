"""One preference of being told, of every kind and in every way; and who had chosen otherwise before keeps it."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import pytest
from django.db import connection

from tests.web.notices import told
from tests.web.office import Office, drawn, text
from tests.web.test_http_profile import account, change, mails
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.demo.api import correos
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.inbox.models import NoticeChoice
from ventanilla.domain.accounts.notices import ALWAYS_WRITTEN, Channel, Topic

NOTICES: Final = "/cuenta/avisos"
KEEP: Final = import_module("ventanilla.apps.inbox.migrations.0040_one_preference").KEEP


def of_tramites() -> int:
    return len([one for one in correos() if "aviso nuevo" in one.subject])


def test_whoever_wants_no_mail_of_tramites_gets_none_and_still_of_security(office: Office) -> None:
    owner = office.browser("trabajadora")
    owner.get(NOTICES)
    owner.post(NOTICES, {Topic.TRAMITES.value: "buzon"})
    owner.filed(office.mint.identity())
    office.print()
    office.run("cases.tell_applicant")
    assert of_tramites() == 0
    change(owner)
    office.run("accounts.tell_replaced")
    assert mails(account().email)


def test_whoever_chose_nothing_is_written_to(office: Office) -> None:
    owner = office.browser("trabajadora")
    owner.filed(office.mint.identity())
    office.print()
    office.run("cases.tell_applicant")
    assert of_tramites() > 0


def test_each_topic_is_apart(office: Office) -> None:
    """No mail of employment is no less mail of trámites."""
    owner = office.browser("trabajadora")
    owner.get(NOTICES)
    owner.post(NOTICES, {Topic.EMPLEO.value: "buzon"})
    told(drawn().named("trabajadora").subject)
    office.run("inbox.tell_owner")
    assert of_tramites() == 0
    owner.filed(office.mint.identity())
    office.print()
    office.run("cases.tell_applicant")
    assert of_tramites() > 0


@pytest.mark.parametrize("topic", [Topic.SEGURIDAD, Topic.DINERO])
def test_what_is_mandatory_cannot_be_turned_off_and_the_page_says_so(office: Office, topic: Topic) -> None:
    owner = office.browser("trabajadora")
    page = owner.get(NOTICES)
    assert text(page).count("No se puede apagar") == len(ALWAYS_WRITTEN)
    body = page.content.decode()
    assert f'name="{topic.value}" type="radio" value="buzon"' not in body.replace("\n", "")
    owner.post(NOTICES, {topic.value: "buzon"})  # no form of the page sends it
    after = owner.get(NOTICES).content.decode().replace("\n", "")
    assert f'name="{topic.value}" type="radio" value="correo" checked' in after


def test_the_page_of_how_pages_look_asks_nothing_of_notices(office: Office) -> None:
    page = office.browser("trabajadora").get("/cuenta/preferencias")
    assert "novedades" not in text(page)
    assert 'href="/cuenta/avisos"' in page.content.decode()


def test_what_was_chosen_before_is_kept(office: Office) -> None:
    """The migration, on the table as it was: who wanted no e-mail wants none; what they chose since then stands."""
    for slug in ("trabajadora", "contador"):
        office.browser(slug)
    owner, other = (Account.objects.get(curp=drawn().named(slug).curp) for slug in ("trabajadora", "contador"))
    with scope(None), connection.cursor() as cursor:
        NoticeChoice.objects.create(account=owner, topic="empleo", channel="correo", wanted=True)
        cursor.execute("CREATE TEMP TABLE accounts_preferences (account_id uuid, notices text) ON COMMIT DROP")
        rows = [(owner.id, "oficina"), (other.id, "correo")]
        cursor.executemany("INSERT INTO pg_temp.accounts_preferences VALUES (%s, %s)", rows)
        cursor.execute(KEEP)
        kept = set(NoticeChoice.objects.values_list("account", "topic", "channel", "wanted"))
        cursor.execute("DROP TABLE pg_temp.accounts_preferences")
    assert kept == {(owner.id, "empleo", Channel.MAIL.value, True)} | {
        (owner.id, topic.value, Channel.MAIL.value, False)
        for topic in Topic
        if topic not in ALWAYS_WRITTEN | {Topic.EMPLEO}
    }
