"""What the registers know of a Form's fields when its draft is opened, kept in the draft beside the answers.

``nss`` is the answer, which the person may change; ``_registro.nss`` what the register said, which nobody can; and
``_fuente.nss`` where it comes from, a ``Text`` as JSON, so that it is said in the reader's language. Of what is only a
start (``Prefilled.start``) there is the answer alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Actor
from ventanilla.kernel.acts import NoAnswer
from ventanilla.kernel.text import Text
from ventanilla.kit.form import REGISTERED, SOURCE, text_of
from ventanilla.kit.known import Prefilled, nothing_known
from ventanilla.kit.tramite import AnyTramite

from .registers import AskingRegisters


def known_of(tramite: AnyTramite, actor: Actor, on: date) -> dict[str, str]:
    """What a draft that ``actor`` opens on ``on`` starts with, because the office knows it; {} if no register does.

    LookupError if the trámite fills in what its Form does not ask.
    """
    if tramite.prefill is nothing_known:
        return {}
    try:
        with scope(None):
            known = tramite.prefill(actor, AskingRegisters(), on)
    except NoAnswer:
        return {}
    draft: dict[str, str] = {}
    for name, each in known.items():
        for key, value in _parts(name, each):
            if not tramite.form.accepts(key):
                raise LookupError(f"{tramite.key} fills in {key}, which its Form does not ask")
            draft[key] = value
            if not each.start:
                draft[f"{REGISTERED}.{key}"] = value
        if not each.start:
            draft[f"{SOURCE}.{name}"] = _written(each.source)
    return draft


def source_of(draft: Mapping[str, str], name: str) -> Text | None:
    """Where what the register says of ``name`` comes from; None if the field was not filled in."""
    kept = draft.get(f"{SOURCE}.{name}")
    if kept is None:
        return None
    said = json.loads(kept)
    dates = {key: date.fromisoformat(value) for key, value in said["dates"].items()}
    return Text(said["code"], said["template"], **said["values"], **dates)


def _parts(name: str, known: Prefilled) -> list[tuple[str, str]]:
    if isinstance(known.value, Mapping):
        return [(f"{name}.{part}", text_of(value)) for part, value in known.value.items()]
    return [(name, text_of(known.value))]


def _written(source: Text) -> str:
    dates = {key: value.isoformat() for key, value in source.values.items() if isinstance(value, date)}
    values = {key: value for key, value in source.values.items() if key not in dates}
    return json.dumps({"code": source.code, "template": source.template, "values": values, "dates": dates})
