"""«No es correcto» stands at every movement in force of one's own history, and each one opens."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse

from tests.web.office import DAY, Office, drawn
from ventanilla.apps.affiliation.models import Movimiento
from ventanilla.apps.eventlog.api import scope

MANY = 230  # more than a list once offered: a wage with variable parts moves six times a year


def links(page: HttpResponse) -> set[str]:
    return set(re.findall(r'class="v-dense__act" href="/aclarar/([0-9a-f-]+)"', page.content.decode()))


def test_each_movement_in_force_is_disputed_in_one_tap(office: Office) -> None:
    browser = office.browser("trabajadora")
    with scope(None):
        rows = Movimiento.objects.filter(persona=drawn().named("trabajadora").subject).select_related("persona")
        last = rows.latest("recorded_at")
        number = last.persona.nss or ""
        common = {"persona": last.persona, "nss": number, "registro": last.registro, "tipo": "07"}
        for n in range(MANY):
            Movimiento.objects.create(
                **common, fecha=DAY - timedelta(days=n), recorded_at=last.recorded_at + timedelta(seconds=n + 1),
                sbc_centavos=50_000 + n,
            )  # fmt: skip
        Movimiento.objects.create(
            **common, fecha=DAY, recorded_at=last.recorded_at + timedelta(days=3), sbc_centavos=71_000,
            supersedes=Movimiento.objects.get(sbc_centavos=50_000),
        )  # fmt: skip
        every = set(rows.values_list("id", flat=True))
        corrected = set(rows.exclude(supersedes=None).values_list("supersedes", flat=True))
    shown = links(browser.get("/historia"))
    assert shown == {str(one) for one in every - corrected}
    oldest = min(rows_of(every - corrected), key=lambda one: one.fecha)
    assert browser.get(f"/aclarar/{oldest.id}").status_code == 200
    assert browser.get(f"/aclarar/{next(iter(corrected))}").status_code == 404


def rows_of(ids: set[UUID]) -> list[Movimiento]:
    with scope(None):
        return list(Movimiento.objects.filter(id__in=ids))
