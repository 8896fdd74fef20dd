"""Reading a trámite's folder, so that the kit can say what it lacks."""

from __future__ import annotations

import gettext
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import ventanilla
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.adapters.typeset.port import BadSheet, Sheet
from ventanilla.domain.documents import IssueDocument, jsonable
from ventanilla.kernel.text import Text
from ventanilla.kit.casos import BadCase, all_builders, read_cases
from ventanilla.kit.tramite import AnyTramite, Tramite
from ventanilla.law.strict_yaml import read_yaml

from .tramite_lacks import Folder, orders, review

HERE: Final = Path(ventanilla.__file__).resolve().parent
LOCALE: Final = HERE / "web" / "locale"
_PRINTED_AT: Final = datetime(2026, 11, 22, 18, tzinfo=UTC)


def findings(tramite: AnyTramite, folder: Path) -> tuple[Text, ...]:
    """What the trámite of ``folder`` lacks; its documents are printed once, with what its own cases give."""
    builders = all_builders()
    try:
        cases = read_cases(read_yaml((folder / "casos.yaml").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return (Text("SIN_CASOS", "Falta casos.yaml: los ejemplos con que se prueba el trámite."),)
    except (BadCase, ValueError) as wrong:
        return (Text("CASOS_ILEGIBLES", "casos.yaml no se puede leer: {causa}", causa=str(wrong)),)
    templates = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("documents/*.typ"))}
    doc = sys.modules[package_of(tramite)].__doc__ or ""
    ours = folder.is_relative_to(HERE)  # whoever keeps trámites elsewhere keeps their English there too
    read = Folder(doc, cases, templates, english() if ours else lambda _said: True)
    found = review(tramite, read, builders)
    if isinstance(tramite, Tramite):
        issued = {order.template: order for order in orders(tramite, cases, builders) if order.template in templates}
        found += tuple(_unprintable(tramite, folder, issued))
    return found


def package_of(tramite: AnyTramite) -> str:
    """The dotted name of a trámite's folder: where its form is written."""
    return tramite.form.__module__.rpartition(".")[0]


def english() -> Callable[[str], bool]:
    """Whether a sentence is in the English of the web."""
    spoken = gettext.translation("django", LOCALE, languages=["en"])
    return lambda said: spoken.gettext(said) != said


def _unprintable(tramite: AnyTramite, folder: Path, issued: dict[str, IssueDocument]) -> list[Text]:
    typesetter = TypstTypesetter((folder.parent,))
    found = []
    for name, order in issued.items():
        try:
            typesetter.print(sample_sheet(tramite, order))
        except BadSheet as wrong:
            found.append(
                Text("NO_IMPRIME", "documents/{nombre} no se puede imprimir: {causa}", nombre=name, causa=str(wrong))
            )
    return found


def sample_sheet(tramite: AnyTramite, order: IssueDocument) -> Sheet:
    """A sheet that says it is an example; its folio and seal are of nothing."""
    return Sheet(
        template=f"/tramites/{tramite.key}/documents/{order.template}",
        title=tramite.title,
        institution="Ejemplo",
        folio="0" * 12,
        issued_at=_PRINTED_AT,
        expires_on=date(2026, 12, 22),
        cadena="||EJEMPLO||",
        sello="EJEMPLO",
        serial="0",
        link="https://oficina.example/verificar/000000000000#0",
        content=jsonable(order.content),
        notice="Ejemplo: sus datos son inventados.",
    )
