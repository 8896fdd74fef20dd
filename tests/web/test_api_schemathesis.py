"""The whole OpenAPI, asked by ``schemathesis`` of an office over HTTP: what is described is what happens.

Nothing is left out: every phase and every check that it has, on every operation, with a key of everything. Two settings
are not its own: a request that fits its schema may still be refused by a rule of the office (422: a day too far, a
challenge that nobody gave; 412: another version), and whoever forgets ``If-Match`` is told so (428). A longer run:
``VENTANILLA_API_EXAMPLES``.
"""

from __future__ import annotations

import logging
import os
import random
from dataclasses import dataclass
from typing import Any, Final

import pytest
import schemathesis
from schemathesis.engine import events, from_schema

from tests.adapters.hostile_files import png
from tests.web import attaching
from tests.web.office import TRAMITE, Office
from tests.web.programs import Program, body, made, signature
from tests.web.referred import OFFICIAL, enter, filed, person_asked, reviewing
from tests.web.served import served
from ventanilla.apps.accounts.limits import LIMITS, LimitedAct, Limits, Window
from ventanilla.web.api.openapi import document

logger = logging.getLogger(__name__)
EXAMPLES: Final = int(os.environ.get("VENTANILLA_API_EXAMPLES", "3"))
REFUSED_BY_A_RULE: Final = ["2xx", "304", "400", "401", "403", "404", "409", "412", "422"]
FORGOTTEN: Final = ["400", "401", "403", "404", "406", "409", "412", "422", "428"]
CHECKED: Final = 300  # requests at the least: fewer, and it did not run


def config(key: str, address: str) -> schemathesis.Config:
    """One worker, a fixed seed, no network."""
    return schemathesis.Config.from_dict(
        {
            "seed": 4,
            "base-url": address,
            "workers": 1,
            "headers": {"Authorization": f"Bearer {key}"},
            "generation": {"max-examples": EXAMPLES, "database": "none"},
            "checks": {
                "positive_data_acceptance": {"expected-statuses": REFUSED_BY_A_RULE},
                "missing_required_header": {"expected-statuses": FORGOTTEN},
            },
        }
    )


@dataclass(frozen=True)
class Known:
    """What there is to see: the names of theirs, and those of what only some operations are asked about."""

    program: Program
    names: dict[str, str]
    special: dict[str, dict[str, str]]  # by operation

    def of(self, operation: str) -> dict[str, str]:
        """The names that an operation is asked about."""
        return self.names | self.special.get(operation, {})


def with_something_to_see(office: Office) -> Known:
    """Somebody who has drafts, files, cases, a sealed document and something to answer."""
    enter(office, OFFICIAL)
    reviewing(OFFICIAL)
    office.browser("trabajadora")
    program = Program(made("trabajadora").written)
    to_sign = body(program.post(f"/api/v1/tramites/{TRAMITE}/solicitudes", {"para": "titular"}), 201)
    sent = program.post(f"/api/v1/solicitudes/{to_sign['id']}/firma", signature(to_sign, office.mint.identity()))
    folio = body(sent, 201)["folio"]
    office.print()
    issued = body(program.get(f"/api/v1/expedientes/{folio}/documentos"))["documentos"][0]["folio"]
    asked, withdrawn = filed(), filed()
    person_asked(asked, "¿Cómo dice su acta?")
    ask = body(program.get(f"/api/v1/expedientes/{asked}"))["por_contestar"]
    proving = begun(program, attaching.TRAMITE)
    attached, removed = (attached_to(program, proving, png((60, side))) for side in (40, 50))
    names = {
        "case_id": begun(program, TRAMITE),
        "folio": folio,
        "code": "CAMPO",
        "key": TRAMITE,
        "ask_id": ask,
        "attachment": attached,
    }
    special = {
        "documento": {"folio": issued},
        "documento_pdf": {"folio": issued},
        "archivos": {"case_id": proving},
        "adjuntar": {"case_id": proving},
        "quitar_archivo": {"case_id": proving, "attachment": removed},
        "descartar": {"case_id": begun(program, "derechos_arco")},
        "desistir": {"folio": withdrawn},
    }
    return Known(program, names, special)


def begun(program: Program, key: str) -> str:
    """A draft of theirs; its id."""
    return str(body(program.post("/api/v1/solicitudes", {"tramite": key}), 201)["id"])


def attached_to(program: Program, draft: str, data: bytes) -> str:
    """A file of a draft; its id."""
    path = f"/api/v1/solicitudes/{draft}/archivos?campo=prueba"
    return str(body(program.ask("POST", path, data, content_type="application/octet-stream"), 201)["id"])


def faults_of(schema: Any) -> tuple[list[str], int]:
    """Everything that is not as it is described, and how many requests were made."""
    asked, faults = 0, []
    for event in from_schema(schema).execute():
        match event:
            case events.ScenarioFinished():
                asked += len(event.recorder.interactions)
                failures = [node.failure_info for nodes in event.recorder.checks.values() for node in nodes]
                faults += [f"{event.label}: {one.failure}\n{one.code_sample}" for one in failures if one is not None]
            case events.NonFatalError():
                faults.append(f"{event.label}: {event.info.format()}")
            case events.FatalError():
                raise event.exception
            case _:
                continue
    return list(dict.fromkeys(faults)), asked


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # of hypothesis, about what it made itself
def test_what_is_described_is_what_happens(committing_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    # No limit is what is tested here, and all would stop the test.
    monkeypatch.setitem(LIMITS, LimitedAct.API, Limits(account=(Window(10**7, 86400),), address=()))
    monkeypatch.setitem(LIMITS, LimitedAct.CALCULATION, Limits(account=(), address=(Window(10**7, 86400),)))
    monkeypatch.setattr("ventanilla.apps.signatures.services.MAX_OPEN_CHALLENGES", 10**6)
    known = with_something_to_see(committing_office)
    with served() as address:
        schema = schemathesis.openapi.from_dict(document(), config=config(known.program.key, address))
        chance = random.Random(4)

        @schema.hook
        def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
            """Half of the names are of things that there are."""
            if not path_parameters or chance.random() < 0.5:
                return path_parameters
            own = known.of(context.operation.definition.raw["operationId"])
            return {name: own.get(name, value) for name, value in path_parameters.items()}

        @schema.hook
        def map_headers(context: Any, headers: dict[str, Any] | None) -> dict[str, Any] | None:
            """Half of the conditions are met: whatever it holds."""
            if headers and "If-Match" in headers and chance.random() < 0.5:
                return headers | {"If-Match": "*"}
            return headers

        faults, asked = faults_of(schema)
    logger.info("%s requests", asked)
    assert not faults, "\n\n".join(faults)
    assert asked > CHECKED
