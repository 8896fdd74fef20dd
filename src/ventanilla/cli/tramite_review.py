"""Reading a trámite's folder, so that the kit can say what it lacks."""

from __future__ import annotations

import gettext
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import ventanilla
from ventanilla.adapters.typeset.local import TypstTypesetter
from ventanilla.adapters.typeset.port import BadSheet
from ventanilla.adapters.typeset.sample import sample_sheet
from ventanilla.domain.documents import IssueDocument
from ventanilla.kernel.text import Text
from ventanilla.kit.casos import BadCase, all_builders, documents_of, read_cases
from ventanilla.kit.tramite import AnyTramite, Tramite
from ventanilla.law.strict_yaml import read_yaml

from .tramite_lacks import Folder, review

HERE: Final = Path(ventanilla.__file__).resolve().parent
LOCALE: Final = HERE / "web" / "locale"


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
    decision = (folder / "decision.py").read_text(encoding="utf-8")
    read = Folder(doc, cases, templates, english() if ours else lambda _said: True, decision)
    found = review(tramite, read, builders)
    if isinstance(tramite, Tramite):
        issued = {
            order.template: order for order in documents_of(tramite, cases, builders) if order.template in templates
        }
        found += tuple(_unprintable(tramite, folder, issued))
    return found


UNSAID: Final = "\0"  # what no sentence is


def package_of(tramite: AnyTramite) -> str:
    """The dotted name of a trámite's folder: where its form is written."""
    return tramite.form.__module__.rpartition(".")[0]


def english() -> Callable[[str], bool]:
    """Whether a sentence is in the English of the web."""
    spoken = gettext.translation("django", LOCALE, languages=["en"])
    spoken.add_fallback(_Unsaid())
    return lambda said: spoken.gettext(said) != UNSAID


class _Unsaid(gettext.NullTranslations):
    """What has no translation; a sentence that is the same in both languages («No») has one."""

    def gettext(self, message: str) -> str:
        return UNSAID


def _unprintable(tramite: AnyTramite, folder: Path, issued: dict[str, IssueDocument]) -> list[Text]:
    typesetter = TypstTypesetter((folder.parent,))
    found = []
    for name, order in issued.items():
        try:
            typesetter.print(sample_sheet(tramite, order, "Institución de ejemplo", "https://oficina.example"))
        except BadSheet as wrong:
            found.append(
                Text("NO_IMPRIME", "documents/{nombre} no se puede imprimir: {causa}", nombre=name, causa=str(wrong))
            )
    return found
