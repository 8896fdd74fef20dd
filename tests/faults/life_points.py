"""One process that does one thing in the life of a case, killed at a point: ``python -m tests.faults.life_points``."""

from __future__ import annotations

import json
import sys
import uuid
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from unittest import mock

from tests.faults.kill_points import die, dies_after, work

LATER = timedelta(days=12)  # after the last day of what is asked
MODULES = {
    "file": "services",
    "resolve": "runner",
    "answer": "answering",
    "silence": "answering",
    "withdraw": "leaving",
}


def act(order: dict[str, str]) -> None:
    """Do it, dying before its commit or after it."""
    from django.conf import settings

    from ventanilla.apps.cases import answering, leaving, runner, sending, services
    from ventanilla.domain.authority import Actor, Assurance, Via
    from ventanilla.kernel.acts import SubjectId

    case, now = uuid.UUID(order["case"]), settings.VENTANILLA_CLOCK.now()
    actor = Actor(uuid.UUID(order["account"]), SubjectId(uuid.UUID(order["subject"])), Assurance.N3, Via.EFIRMA)
    module: Any = {"services": services, "runner": runner, "answering": answering, "leaving": leaving}[
        MODULES[order["do"]]
    ]
    before = mock.patch.object(module, "events_append", dies_after(module.events_append))
    with before if order["point"] == "before the commit" else mock.patch.object(module, "__doc__", module.__doc__):
        match order["do"]:
            case "file":
                content = services.content_digest(services.draft_request(actor, case, on=now.date()))
                signed = sending.SignedRequest(uuid.uuid5(case, "signature"), True, False)
                services.case_file(actor, case, content, signed, now=now)
            case "resolve":
                runner.case_resolve(case)
            case "answer":
                employer = SubjectId(uuid.UUID(order["employer"]))
                other: Any = SimpleNamespace(
                    actor=Actor(actor.account, SubjectId(uuid.uuid5(case, "x")), Assurance.N3, Via.EFIRMA, employer),
                    acting_for="Empresa de prueba",
                )
                ask = uuid.UUID(order["ask"])
                with suppress(answering.AskClosed):  # the second time its page says that it was answered
                    answering.ask_draft_save(other.actor, ask, {"acepta": "si"}, now=now)
                content = services.content_digest(answering.answer_act(other, ask, on=now.date()))
                answering.ask_answer(other, ask, content, signature=uuid.uuid5(ask, "signature"), now=now)
            case "silence":
                answering.ask_silence(uuid.UUID(order["ask"]), now=now + LATER)
            case "withdraw":
                leaving.case_withdraw(actor, case, now=now)
    if order["point"] == "after the commit":
        die()


def main() -> None:
    """What standard input says."""
    import django

    order = json.load(sys.stdin)
    django.setup()
    if order["do"] == "work":
        work(order["point"], int(order["signer"]))
    else:
        act(order)


if __name__ == "__main__":
    main()
