"""What would follow from a request, before it is signed: the registers asked as the office, nothing carried out.

What is foreseen is among the lines that are signed, so that the signature proves that it was shown; if the registers
say something else when it is sent, it is another request, and it is read again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from ventanilla.apps.eventlog.api import scope
from ventanilla.kernel.acts import NoAnswer
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.text import Text
from ventanilla.kit import Filed, Form, Previewed, Refer, Reject, Tramite
from ventanilla.kit.tramite import AnyTramite, no_preview
from ventanilla.kit.unloaded import without_law
from ventanilla.law import LawError

from .models import Case
from .registers import AskingRegisters
from .runner import actor_of

FOLLOWS: Final = Text("SIGUE_CONSECUENCIA", "Lo que pasará")
REFUSED: Final = Text("SIGUE_NEGATIVA", "Con los datos de hoy se negaría")
REVIEWED: Final = Text("SIGUE_REVISION", "Una persona lo revisará")


def foreseen(tramite: AnyTramite, case: Case, solicitud: Form, on: date) -> Previewed | None:
    """What ``case`` would bring if it were filed on ``on``; None where its trámite foresees nothing."""
    if not isinstance(tramite, Tramite) or tramite.preview is no_preview:
        return None
    # Without locks: what changes meanwhile is found again when the case is decided.
    with scope(None):
        ask = AskingRegisters(filed=Filed(on, case.applicant, case.acting_for))
        try:
            hechos = tramite.facts(solicitud, actor_of(case), ask)
            decision = tramite.decide(solicitud, hechos, on)
            shown = tramite.preview(solicitud, hechos, on) or Previewed()
        except NoAnswer as unknown:
            return Previewed(warns=True, refused=(unknown.reason,))
        except (LawError, MissingYear) as unknown:
            return Previewed(warns=True, reviewed=without_law(unknown))
    match decision:
        case Reject(why=why):
            return replace(shown, warns=True, refused=why)
        case Refer(why=why):
            return replace(shown, warns=True, reviewed=why)
    return shown


def foreseen_lines(shown: Previewed | None) -> tuple[tuple[str, str], ...]:
    """The same, as lines of what is signed."""
    if shown is None:
        return ()
    groups = ((REFUSED, shown.refused), (REVIEWED, shown.reviewed), (FOLLOWS, shown.said))
    return tuple((str(label), str(each)) for label, said in groups for each in said)
