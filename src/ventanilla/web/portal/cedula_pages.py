"""What was worked out, as the shapes of the page: sections, chart, workers, findings, and the tree of one figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from ventanilla import law
from ventanilla.domain.contributions import Bill, TipoAviso, explicar
from ventanilla.domain.contributions.comparison import Discrepancia
from ventanilla.domain.contributions.determination import Parte
from ventanilla.domain.contributions.due_date import explicar_fecha
from ventanilla.domain.identifiers import nss, registro_patronal
from ventanilla.formats.finding import Finding, Place, Severity
from ventanilla.formats.month import Liquidacion, explicar_concepto, explicar_liquidacion, retenido
from ventanilla.formats.planilla import Conflicto, Dato, Persona, Planilla
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text
from ventanilla.web.design import cedula_shapes as shapes
from ventanilla.web.design.explained import MAX_NODES, shown
from ventanilla.web.design.shapes import Sentence

from .cedula_asking import Asked
from .cedula_words import PROFILES, SHORT, TITLES
from .cedula_work import Employer, Worked, bill_words, faced, found_in, listed, under_other_profiles

PAGE: Final = 50  # workers shown at once
MAX_SHOWN: Final = 100  # findings of one weight; the file has all
MAX_CONFLICTS: Final = 50
MAX_DIFFERENT: Final = 20  # workers
MAX_MOVEMENTS: Final = 60  # of one worker
KINDS: Final = (("xlsx", "Excel"), ("pdf", "PDF"), ("csv", "CSV"), ("json", "JSON"))
ALL: Final = "todo"  # what a button sends to have a whole bill explained
_PITCH: Final = 48  # pixels from a bar to the next
_BASELINE: Final = 15  # of its words, from the top of its place
_GAP: Final = 8  # from the words to the bar
_CENTS_OF_PERCENT: Final = 10_000
_WEIGHTS: Final[dict[Severity, shapes.Weight]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "advertencia",
    Severity.NOTE: "nota",
}
_SHARES: Final = {Parte.PATRON: "Patrón", Parte.OBRERO: "Persona trabajadora"}
_MOVES: Final = {
    TipoAviso.ALTA: "Alta o reingreso",
    TipoAviso.MODIFICACION: "Modificación de salario",
    TipoAviso.BAJA: "Baja",
}
_DATA: Final = {
    "nombre": "Nombre",
    "curp": "CURP",
    "rfc": "RFC",
    "fecha_alta": "Fecha de alta",
    "fecha_baja": "Fecha de baja",
    "sbc": "Salario base",
    "jornada": "Jornada",
    "tipo_trabajador": "Tipo de trabajador",
    "incapacidad": "Incapacidad",
}
_OTHER_DATUM: Final = "Otro dato"


def result_page(worked: Worked, asked: Asked, state: str, pages: Mapping[int, int]) -> shapes.CedulaPage:
    """The whole result; ``pages`` says which page of workers is shown of each section, by its place."""
    employers = tuple(
        _employer(worked, one, index, pages.get(index, 1))
        for index, one in enumerate(worked.employers)
        if one.problem is not None or one.people
    )
    planilla = worked.planilla
    return shapes.CedulaPage(
        worked.given.month.first,
        state,
        asked.fields,
        employers,
        str(Money.total(one.total for one in worked.employers)),
        sum(len(one.people) for one in worked.employers),
        KINDS,
        _groups(found_in(worked)),
        tuple(_conflict(planilla, one) for one in planilla.conflictos[:MAX_CONFLICTS]),
        len(planilla.conflictos),
    )


def _employer(worked: Worked, one: Employer, index: int, page: int) -> shapes.EmployerPart:
    registro = registro_patronal.format(one.registro)
    if one.problem is not None:
        return shapes.EmployerPart(index, one.registro, registro, problem=one.problem)
    given, due = worked.given, one.liquidaciones[0].vence
    profiles = tuple(_profile(key, total, one.total) for key, total in under_other_profiles(one, given))
    patronal = worked.planilla.patronales[one.registro]
    credits = [retenido(patronal, bill) for bill in one.liquidaciones]
    known = [amount for amount in credits if amount is not None]
    withheld = Money.total(known)
    return shapes.EmployerPart(
        index,
        one.registro,
        registro,
        f"{one.registro}/{ALL}/{ALL}",
        total=str(one.total),
        employer=str(Money.total(bill.patron for bill in one.liquidaciones)),
        worker=str(Money.total(bill.obrero for bill in one.liquidaciones)),
        withheld=str(withheld) if withheld else "",
        withheld_unknown=len(known) < len(credits),
        due=due.fecha if due else None,
        due_complete=due is None or due.completa,
        due_why=shown(explicar_fecha(due)) if due else None,
        missing=one.missing,
        bills=tuple(_bill(bill, one.registro, index) for bill in one.liquidaciones if bill.conceptos),
        people=_people(one, page),
        profile=PROFILES[given.perfil],
        profiles=profiles,
        differences=_differences(worked, one),
    )


def _profile(key: str, total: Money, ours: Money) -> shapes.ProfileRow:
    more = total - ours
    return shapes.ProfileRow(PROFILES[key], str(total), _signed(more) if more else "")


def _bill(one: Liquidacion, registro: str, index: int) -> shapes.BillPart:
    key = bill_words(one.bill)
    return shapes.BillPart(
        f"{registro}/{key}/{ALL}",
        one.bill is Bill.MONTHLY,
        one.periodo.first,
        one.periodo.last,
        str(one.patron),
        str(one.obrero),
        str(one.total),
        tuple(
            shapes.ConceptRow(
                f"{registro}/{key}/{each.ramo}",
                each.titulo,
                each.personas,
                str(each.patron),
                str(each.obrero),
                str(each.total),
            )
            for each in one.conceptos
        ),
        _chart(one, f"grafica-{index}-{key}"),
    )


def _chart(one: Liquidacion, name: str) -> shapes.Chart:
    largest = max(one.conceptos, key=lambda each: each.total.centavos)
    most = max(largest.total.centavos, 1)
    bars = tuple(
        shapes.Bar(
            SHORT[each.ramo],
            str(each.total),
            _percent(each.patron, most),
            _percent(each.obrero, most),
            number * _PITCH + _BASELINE,
            number * _PITCH + _BASELINE + _GAP,
        )
        for number, each in enumerate(one.conceptos)
    )
    about = Text(
        "GRAFICA_COSTO",
        "Una barra por concepto. La más larga es {mayor}, {monto}, de un total de {total}.",
        mayor=SHORT[largest.ramo],
        monto=str(largest.total),
        total=str(one.total),
    )
    return shapes.Chart(name, "Costo por concepto", about, len(bars) * _PITCH, bars)


def _percent(part: Money, most: int) -> str:
    """Of the longest bar; exact to the hundredth, which is less than a pixel."""
    whole, cents = divmod(part.centavos * _CENTS_OF_PERCENT // most, 100)
    return f"{whole}.{cents:02d}%"


# -- people


def _people(one: Employer, page: int) -> shapes.People:
    people = one.people
    pages = max(1, -(-len(people) // PAGE))
    page = min(max(page, 1), pages)
    first = (page - 1) * PAGE
    rows = tuple(_person(one, persona) for persona in people[first : first + PAGE])
    return shapes.People(rows, len(people), first + 1, first + len(rows), page, pages)


def _person(one: Employer, persona: Persona) -> shapes.PersonRow:
    owed = one.debidos(persona.clave)
    worker = owed[-1][0].determinada.trabajadores[persona.clave]
    days = []
    for bill in one.liquidaciones:
        insured = bill.determinada.trabajadores.get(persona.clave)
        days.append(str(sum(tramo.periodo.days for tramo in insured.tramos)) if insured else "0")
    by_bill = {bill.bill: debido.patron + debido.obrero for bill, debido in owed}
    patron, obrero = (Money.total(getattr(debido, side) for _, debido in owed) for side in ("patron", "obrero"))
    return shapes.PersonRow(
        f"{one.registro}/{persona.clave}",
        listed(persona),
        nss.format(persona.nss) if persona.nss else "",
        " / ".join(days),
        str(worker.tramos[-1].sbc),
        tuple(str(by_bill.get(bill.bill, Money.of_centavos(0))) for bill in one.liquidaciones),
        str(patron),
        str(obrero),
        str(patron + obrero),
    )


# -- what is odd


def _differences(worked: Worked, one: Employer) -> shapes.Differences | None:
    against = faced(worked, one)
    if against is None:
        return None
    by_person: dict[str, list[Discrepancia]] = {}
    for each in against.found:
        by_person.setdefault(each.clave, []).append(each)
    people = [(_gap(found), key, found) for key, found in by_person.items()]
    people.sort(key=lambda person: (-abs(person[0].centavos), person[1]))
    return shapes.Differences(
        str(against.ours),
        str(against.theirs),
        len(against.found),
        len(people),
        tuple(_different(one, key, gap, found) for gap, key, found in people[:MAX_DIFFERENT]),
    )


def _gap(found: Iterable[Discrepancia]) -> Money:
    """How much more our files say."""
    nothing = Money.of_centavos(0)
    return Money.total((one.importes[0] or nothing) - (one.importes[1] or nothing) for one in found)


def _different(one: Employer, clave: str, gap: Money, found: Sequence[Discrepancia]) -> shapes.DifferentPerson:
    persona = one.patronal.personas.get(clave)
    return shapes.DifferentPerson(
        listed(persona) if persona else "",
        nss.format(clave) if nss.is_valid(clave) else clave,
        _signed(gap),
        tuple(dict.fromkeys(each.motivo for each in found)),
        tuple(map(_difference, found)),
    )


def _difference(found: Discrepancia) -> shapes.DifferenceRow:
    ours, theirs = ("" if amount is None else str(amount) for amount in found.importes)
    reasons = tuple(reason for reasons in found.razones for reason in reasons)
    return shapes.DifferenceRow(TITLES[found.ramo], _SHARES[found.parte], ours, theirs, reasons)


def _signed(amount: Money) -> str:
    return f"{'+' if amount.centavos > 0 else ''}{amount}"


def _groups(found: Sequence[Finding]) -> tuple[shapes.FindingGroup, ...]:
    """By weight; what many lines say alike is one row with how many there are."""
    groups = []
    for severity, weight in _WEIGHTS.items():
        alike: dict[tuple[str, str, str], list[Finding]] = {}
        for one in found:
            if one.severity is severity:
                alike.setdefault((one.field, str(one.cause), str(one.fix)), []).append(one)
        rows = tuple(_finding(same) for same in list(alike.values())[:MAX_SHOWN])
        if rows:
            groups.append(shapes.FindingGroup(weight, sum(map(len, alike.values())), len(alike), rows))
    return tuple(groups)


def _finding(same: Sequence[Finding]) -> shapes.FindingRow:
    one, place = same[0], same[0].place
    return shapes.FindingRow(
        place.file, place.sheet, place.line, place.column, one.field, one.cause, one.fix, len(same) - 1
    )


def _conflict(planilla: Planilla, one: Conflicto) -> shapes.ConflictRow:
    patronal = planilla.patronales.get(one.registro)
    persona = patronal.personas.get(one.clave) if patronal else None
    return shapes.ConflictRow(
        listed(persona) if persona else one.clave,
        _DATA.get(one.campo.partition(" ")[0], _OTHER_DATUM),
        _said(one.usado),
        tuple(_said(dato) for dato in one.datos if dato != one.usado),
        one.porque,
    )


def _said(dato: Dato) -> shapes.SaidRow:
    value: Sentence = Text("DIA", "{dia}", dia=dato.valor) if isinstance(dato.valor, date) else str(dato.valor)
    return shapes.SaidRow(value, str(dato.place))


# -- why


def person_page(worked: Worked, asked: Asked, state: str, registro: str, clave: str) -> shapes.CedulaExplainPage | None:
    """Why a worker costs what they cost; None if there is no such account."""
    one = worked.employer(registro)
    owed = one.debidos(clave) if one else ()
    if one is None or not owed:
        return None
    persona = one.patronal.personas[clave]
    return shapes.CedulaExplainPage(
        persona.nombre,
        True,
        nss.format(persona.nss) if persona.nss else "",
        registro_patronal.format(registro),
        worked.given.month.first,
        state,
        (*asked.fields, ("persona", f"{registro}/{clave}")),
        tuple(_tree(bill, explicar(debido), len(owed)) for bill, debido in owed),
        tuple(_movements(persona))[:MAX_MOVEMENTS],
    )


def _movements(persona: Persona) -> Iterable[shapes.MovementRow]:
    for one in persona.movimientos:
        amount = str(one.sbc) if one.sbc is not None else ""
        yield shapes.MovementRow(_MOVES[one.tipo], one.fecha, None, amount, str(one.place))
    for absence in persona.ausentismos:
        yield _stretch("Ausencias", absence.desde, absence.dias, absence.place)
    for certificate in persona.incapacidades:
        yield _stretch("Incapacidad", certificate.desde, certificate.dias, certificate.place)


def _stretch(what: str, since: date, days: int, place: Place) -> shapes.MovementRow:
    until = date.fromordinal(min(since.toordinal() + max(days, 1) - 1, date.max.toordinal()))
    return shapes.MovementRow(what, since, until, "", str(place))


def total_page(
    worked: Worked, asked: Asked, state: str, registro: str, bill: str, ramo: str
) -> shapes.CedulaExplainPage | None:
    """Why a branch, a whole bill or all of them (``ALL``) add up to what they do; None if there is no such figure."""
    one = worked.employer(registro)
    if one is None:
        return None
    names = {key: persona.nombre for key, persona in one.patronal.personas.items()}
    trees = []
    for each in one.liquidaciones:
        if bill in {bill_words(each.bill), ALL}:
            tree = explicar_liquidacion(each) if ramo == ALL else explicar_concepto(each, ramo, names)
            trees += [] if tree is None else [_tree(each, tree, len(one.liquidaciones))]
    if not trees:
        return None
    title: Sentence = TITLES[ramo] if ramo != ALL else "Total"
    fields = (*asked.fields, ("concepto", f"{registro}/{bill}/{ramo}"))
    written = registro_patronal.format(registro)
    return shapes.CedulaExplainPage(title, False, "", written, worked.given.month.first, state, fields, tuple(trees))


def _tree(bill: Liquidacion, tree: law.Explained, beside: int) -> shapes.ExplainedBill:
    """One of the ``beside`` trees of a page, which is as long with all of them as with one."""
    explained = shown(tree, most=MAX_NODES // beside)
    return shapes.ExplainedBill(bill.bill is Bill.MONTHLY, bill.periodo.first, bill.periodo.last, explained)
