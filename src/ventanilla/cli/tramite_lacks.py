"""What a trámite lacks, said to its author in plain sentences. Pure: whoever calls it reads the folder."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ventanilla.kernel.text import Text
from ventanilla.kit import Refer, Reject
from ventanilla.kit.casos import BadCase, Builders, Case, decide_case, documents_of, run_case
from ventanilla.kit.form import Asked
from ventanilla.kit.tramite import AnyTramite, Tramite

MIN_PHRASES: Final = 3
MIN_CASES: Final = 8
MAX_LABEL: Final = 80  # characters of a question or a title
MAX_SENTENCE: Final = 20  # words
UNCONFIRMED: Final = "Fundamento por confirmar"
EVERYBODY_KNOWS: Final = frozenset({"CURP", "RFC", "PDF", "QR", "NO"})
_ACRONYM: Final = re.compile(r"\b(?![IVX]+\b)[A-ZÁÉÍÓÚÑ]{2,}\b")  # a Roman number (class III) is none
_SENTENCE_END: Final = re.compile(r"(?<=[.?:;])\s+")


@dataclasses.dataclass(frozen=True)
class Folder:
    """What was read beside the definition: ``cases``, the text of each template by name, and the English there is.

    ``decision`` is the text of ``decision.py``: what it could refuse for is read from it.
    """

    doc: str
    cases: tuple[Case, ...]
    templates: Mapping[str, str]
    english: Callable[[str], bool]
    decision: str = ""


def review(tramite: AnyTramite, folder: Folder, builders: Builders) -> tuple[Text, ...]:
    """Everything that ``tramite`` lacks, in the order an author would mend it; () if nothing."""
    found = [*_described(tramite, folder), *_cases(folder.cases)]
    if isinstance(tramite, Tramite):
        found += [*_run(tramite, folder.cases, builders), *_documents(tramite, folder, builders)]
        found += [*_conditions(tramite, folder.cases), *_refusals(tramite, folder, builders)]
    spoken = words(tramite)
    found += [*_plain(spoken), *_english((*spoken, *tramite.phrases), folder.english)]
    return tuple(found)


def words(tramite: AnyTramite) -> tuple[str, ...]:
    """All that a person reads of it before asking, in the order in which they read it."""
    said = [tramite.title, tramite.obtains, *tramite.needs, *tramite.steps, tramite.cost]
    for asked in tramite.form.asked():
        said += [asked.label, asked.help, *asked.choices.values(), *asked.hints.values(), *asked.more]
    for before in tramite.eligibility:
        said += [before.question, before.help, *before.choices.values()]
        said += [each for stop in before.stops.values() for each in (stop.text.template, stop.link_text)]
    return tuple(dict.fromkeys(each for each in said if each))


def _described(tramite: AnyTramite, folder: Folder) -> Iterator[Text]:
    if not folder.doc.strip():
        yield Text("SIN_PROPOSITO", "Falta decir en __init__.py, en una oración, qué obtiene la persona.")
    if len(tramite.phrases) < MIN_PHRASES:
        yield Text(
            "POCAS_FRASES",
            "Frases con que la gente lo buscaría: hay {hay} y hacen falta {minimo} o más, en «phrases».",
            hay=len(tramite.phrases),
            minimo=MIN_PHRASES,
        )
    if not tramite.for_whom:
        yield Text("SIN_PUBLICO", "Falta decir para quién es, en «for_whom».")
    if not tramite.cite or UNCONFIRMED in tramite.cite:
        yield Text("SIN_FUNDAMENTO", "Falta citar la ley: escriba el artículo en «cite».")


def _cases(cases: tuple[Case, ...]) -> Iterator[Text]:
    if len(cases) < MIN_CASES:
        yield Text(
            "POCOS_CASOS",
            "Casos de casos.yaml: hay {hay} y hacen falta {minimo} o más.",
            hay=len(cases),
            minimo=MIN_CASES,
        )
    kinds = {kind for case in cases for kind in _kinds(case.then)}
    for code, missing, kind in (("SIN_CASO_SI", "conceda", "si"), ("SIN_CASO_NO", "niegue", "no")):
        if kind not in kinds:
            yield Text(code, "En casos.yaml falta un caso que {verbo} lo que se pide.", verbo=missing)
    if "duda" not in kinds:
        yield Text("SIN_CASO_DUDA", "En casos.yaml falta un caso de duda, que una persona deba ver o preguntar.")
    for case in cases:
        if not case.cite or UNCONFIRMED in case.cite:
            yield Text("CASO_SIN_CITA", "Al caso «{caso}» le falta citar la ley en que se apoya.", caso=case.name)


def _kinds(then: Any) -> Iterator[str]:
    """Whether a case says yes, no or doubt. A statement that something is *not* so is a no too: ``vigente: false``."""
    if isinstance(then, Mapping):
        decision = then.get("decision")
        if decision in {"Approve", "Reject", "Refer", "Ask"}:
            yield {"Approve": "si", "Reject": "no"}.get(str(decision), "duda")
        for value in then.values():
            yield from _kinds(value)
    elif isinstance(then, list):
        for value in then:
            yield from _kinds(value)
    elif then is False:
        yield "no"


def _run(tramite: Tramite[Any, Any, Any], cases: tuple[Case, ...], builders: Builders) -> Iterator[Text]:
    for case in cases:
        try:
            run_case(tramite, case, builders)
        except (BadCase, ValueError) as wrong:
            yield Text("CASO_FALLA", "El caso «{caso}» no sale como dice: {causa}", caso=case.name, causa=str(wrong))


def _conditions(tramite: Tramite[Any, Any, Any], cases: tuple[Case, ...]) -> Iterator[Text]:
    """What is asked only after certain answers: somebody can give them, and a case does."""
    asked = {each.name: each for each in tramite.form.asked()}
    for question in asked.values():
        if any(_never(asked[name], values) for name, values in question.when.items()):
            yield Text(
                "CONDICION_IMPOSIBLE",
                "La pregunta «{pregunta}» nunca se hace: nadie puede dar la respuesta de la que depende.",
                pregunta=question.label,
            )
        elif question.when and all(question.name in tramite.form.unasked(case.given["solicitud"]) for case in cases):
            yield Text(
                "CONDICION_SIN_CASO",
                "La pregunta «{pregunta}» depende de otra respuesta, y ningún caso de casos.yaml llega a ella.",
                pregunta=question.label,
            )


def _never(question: Asked, values: tuple[str, ...]) -> bool:
    return bool(question.choices) and question.choices.keys().isdisjoint(values)


def _refusals(tramite: Tramite[Any, Any, Any], folder: Folder, builders: Builders) -> Iterator[Text]:
    """Each reason to refuse has its case; each refusal of a case, its article and what may be done against it."""
    met: set[str] = set()
    uncited: set[str] = set()
    remedies = True
    for case in folder.cases:
        for refusal in _refused(tramite, case, builders):
            said = {each.code if isinstance(each, Text) else each for each in refusal.why}
            met |= said
            uncited |= set() if refusal.cite and all(refusal.cite) else said
            remedy = tramite.remedy(case.when)
            remedies &= bool(remedy.name and remedy.cite and (remedy.until is None or remedy.until >= case.when))
    for reason in sorted(_reasons(folder.decision) - met):
        yield Text("NEGATIVA_SIN_CASO", "Ningún caso de casos.yaml llega a negar por «{motivo}».", motivo=reason)
    for reason in sorted(uncited):
        yield Text("NEGATIVA_SIN_CITA", "Al negar por «{motivo}» falta citar la ley, en «cite».", motivo=reason)
    if not remedies:
        yield Text("NEGATIVA_SIN_RECURSO", "Falta decir qué puede hacer la persona contra una negativa, en «remedy».")


def _refused(tramite: Tramite[Any, Any, Any], case: Case, builders: Builders) -> Iterator[Reject]:
    try:
        decision = decide_case(tramite, case, builders)
    except (BadCase, ValueError):
        return  # it was already said that the case does not come out
    granted = decision.proposal if isinstance(decision, Refer) else decision
    if isinstance(granted, Reject):
        yield granted


def _reasons(source: str) -> set[str]:
    """Every reason that ``decision.py`` writes in a ``Reject``: the code of its ``Text``, or its literal.

    One that comes from elsewhere (the doubts of a register) cannot be told, and is none.

    >>> sorted(_reasons("NO = Text('UNO', 'Uno.')\\nReject(why=(NO, 'Dos.'), cite=C)"))
    ['Dos.', 'UNO']
    """
    tree = ast.parse(source)
    named = {
        target.id: code
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and (code := _code(node.value))
    }
    whys = [_why(node) for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) == "Reject"]
    written = (each for why in whys if isinstance(why, ast.Tuple) for each in why.elts)
    return {said for each in written if (said := named.get(getattr(each, "id", "")) or _code(each))}


def _why(call: ast.Call) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == "why"), call.args[0] if call.args else None)


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _code(node: ast.expr | None) -> str:
    """The code of a ``Text`` that is written there, or the literal itself; "" of anything else."""
    if isinstance(node, ast.Call) and _called(node) == "Text" and node.args:
        node = node.args[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _documents(tramite: Tramite[Any, Any, Any], folder: Folder, builders: Builders) -> Iterator[Text]:
    seen: set[str] = set()
    for order in documents_of(tramite, folder.cases, builders):
        if order.template in seen:
            continue
        seen.add(order.template)
        source = folder.templates.get(order.template)
        if source is None:
            yield Text("SIN_PLANTILLA", "Falta la plantilla documents/{nombre}.", nombre=order.template)
            continue
        for name in _fields(order.content):
            if not re.search(rf"content\.{name}\b", source):
                yield Text(
                    "DOCUMENTO_INCOMPLETO",
                    "documents/{nombre} no imprime «{campo}», que es parte de lo que se decidió.",
                    nombre=order.template,
                    campo=name,
                )


def _fields(content: object) -> tuple[str, ...]:
    if dataclasses.is_dataclass(content):
        return tuple(field.name for field in dataclasses.fields(content))
    return ()


def _plain(spoken: tuple[str, ...]) -> Iterator[Text]:
    explained = set(EVERYBODY_KNOWS)
    for said in spoken:
        if "¡" in said or "!" in said:
            yield Text("EXCLAMACION", "Quite los signos de exclamación: «{dicho}»", dicho=said)
        if said.startswith("¿") and len(said) > MAX_LABEL:
            yield Text(
                "ETIQUETA_LARGA",
                "Esta pregunta pasa de {maximo} caracteres: «{dicho}»",
                maximo=MAX_LABEL,
                dicho=said,
            )
        for sentence in _SENTENCE_END.split(said):
            if len(sentence.split()) > MAX_SENTENCE:
                yield Text(
                    "ORACION_LARGA",
                    "Esta oración pasa de {maximo} palabras: «{dicho}»",
                    maximo=MAX_SENTENCE,
                    dicho=sentence,
                )
        for acronym in _ACRONYM.findall(said):
            if acronym not in explained and f"({acronym})" not in said:
                yield Text(
                    "SIGLA",
                    "Explique {sigla} la primera vez: el nombre completo y después ({sigla}).",
                    sigla=acronym,
                )
            explained.add(acronym)


def _english(spoken: tuple[str, ...], english: Callable[[str], bool]) -> Iterator[Text]:
    for said in spoken:
        if not english(said):
            yield Text("SIN_INGLES", "Falta en inglés: «{dicho}»", dicho=said)
