"""Whatever the register knows of a stranger, the answer is the same until an official saw the papers."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.affiliation import FamiliarConocido, Padecimiento, ParentescoFamilia
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Ask
from ventanilla.kit.casos import all_builders, documents_of, read_cases
from ventanilla.kit.files import FileRef
from ventanilla.law.strict_yaml import read_yaml
from ventanilla.tramites.seguro_salud_familia.decision import PAPERS, Constancia, decide
from ventanilla.tramites.seguro_salud_familia.definition import TRAMITE
from ventanilla.tramites.seguro_salud_familia.facts import Hechos, in_words
from ventanilla.tramites.seguro_salud_familia.form import Solicitud

DAY = date(2025, 6, 1)
SELF = FamiliarConocido(SubjectId(UUID(int=1)), "ANA", asegurado=False, suyo=True)
STRANGERS = st.none() | st.builds(
    FamiliarConocido,
    subject=st.uuids().map(SubjectId),
    nombre=st.text(min_size=1, max_size=20).map("QX".__add__),
    asegurado=st.booleans(),
    suyo=st.just(False),
    unidad=st.sampled_from(["", "99021"]),
)


def request() -> Solicitud:
    """Hers and another's."""
    file = FileRef(id="a", name="acta.pdf", kind="pdf", bytes=1000, sha256="abc")
    return Solicitud.model_construct(miembros=(), padecimientos="no", cuales=None, documentos=(file,))


def known(other: FamiliarConocido | None) -> Hechos:
    """The facts of a request for herself and ``other``."""
    listed = (Padecimiento("Uno", "Regla", None),)
    return Hechos(SELF.subject, "ANA", DAY, (SELF, other), (40, 35), (), listed, None, None, None, None)


@given(STRANGERS)
def test_a_stranger_is_no_different_from_nobody(other: FamiliarConocido | None) -> None:
    found, nobody = decide(request(), known(other), DAY), decide(request(), known(None), DAY)
    assert isinstance(found, Ask)
    assert found.why is PAPERS
    assert found == nobody
    assert in_words(known(other)) == in_words(known(None))


def test_the_contract_says_who_each_is_in_words() -> None:
    """The papers of its own examples, never by the code that is kept."""
    cases = files("ventanilla.tramites.seguro_salud_familia").joinpath("casos.yaml").read_text(encoding="utf-8")
    papers = documents_of(TRAMITE, read_cases(read_yaml(cases)), all_builders())
    contracts = [paper.content for paper in papers if isinstance(paper.content, Constancia)]
    printed = {member.parentesco for contract in contracts for member in contract.miembros}
    assert "Quien contrata" in printed
    assert printed <= {one.words for one in ParentescoFamilia}
