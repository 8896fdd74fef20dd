"""From what was read to what is owed: each registro determined, faced with the emission, and what is odd in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from ventanilla import law
from ventanilla.domain.contributions import Bill, Determinacion, Patron, Trabajador, determinar
from ventanilla.domain.contributions.comparison import Alternativa, Cuenta, Discrepancia, Lado, Probar, enfrentar
from ventanilla.domain.identifiers.names import plain
from ventanilla.formats.accounts import Contexto, cuentas, de_cobros, otras_politicas
from ventanilla.formats.finding import Finding, Severity
from ventanilla.formats.joining import join
from ventanilla.formats.month import Liquidacion, con_perfil, liquidar
from ventanilla.formats.planilla import Patronal, Persona, Planilla
from ventanilla.formats.records import Nombre
from ventanilla.formats.review import review
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

from .cedula_asking import Given, longest
from .cedula_reading import COMMAND, NotRead, Reading
from .cedula_words import PROFILES

MAX_PEOPLE: Final = 1_000  # of all the registros together
MAX_TRIED: Final = 100  # workers whose difference is tried with every other policy
CONFLICT: Final = "NO_COINCIDE"  # the page shows those in a table of their own
OURS: Final = "Sus archivos"
THEIRS: Final = "La emisión"
_OF_A_MONTH: Final = frozenset({"LEY_SIN_VALOR", "LEY_SIN_RENOVAR"})
TOO_MANY: Final = "HERRAMIENTA_MUCHAS_PERSONAS"
PROBE: Final = Money("1000.00")  # a wage that any month admits
NO_DATES: Final = Text(
    "CEDULA_FECHA_SIN_LEY",
    "Un movimiento de este registro trae una fecha de un año cuya ley no tenemos, así que no se calculó. Corríjala.",
)
NO_BRANCHES: Final = Text(
    "CEDULA_SIN_MODALIDAD",
    "No sabemos qué se paga en la modalidad de este registro, así que no se calculó. Hoy se calcula la 10.",
)
# What a reader says to whoever reads at a terminal, and may run an office, said to whoever reads a page.
FIXES: Final = {
    "TOPE_SIN_REVISAR": Text("TOPE_SIN_REVISAR_EN_PAGINA", "Revíselo usted: el tope es de 25 veces la UMA de ese día."),
    "SIN_REGISTRO": Text("SIN_REGISTRO_EN_PAGINA", "Escríbalo en el formulario: «Cambiar los datos»."),
    "SIN_REGISTRO_SUPUESTO": Text(
        "SIN_REGISTRO_SUPUESTO_EN_PAGINA", "Si es otro, escríbalo en el formulario: «Cambiar los datos»."
    ),
}
NO_CALENDAR: Final = "CALENDARIO_SIN_ANIO"
UNTOLD: Final = Text(
    "CEDULA_PERSONA_SIN_LEY", "No se calculó a {clave}: trae un aviso de un año cuyos días hábiles no tenemos."
)


class NoLaw(Exception):
    """The month is beyond the law that is loaded."""


@dataclass(frozen=True, slots=True)
class Employer:
    """One registro with what it owes; ``problem`` says why nothing could be computed."""

    patronal: Patronal
    contexto: Contexto
    liquidaciones: tuple[Liquidacion, ...] = ()
    problem: Text | None = None

    @property
    def registro(self) -> str:
        """Its number, compact."""
        return self.patronal.registro

    @property
    def people(self) -> tuple[Persona, ...]:
        """Who was insured some day, by name as people sort it: ñ after n, accents not heard."""
        keys = dict.fromkeys(key for one in self.liquidaciones for key in one.determinada.debidos)
        return tuple(sorted((self.patronal.personas[key] for key in keys), key=_by_name))

    @property
    def missing(self) -> int:
        """How many people could not be determined, or have no alta: the total lacks them."""
        unsaid = {str(key) for key, one in self.patronal.personas.items() if not one.movimientos}
        told = {
            str(found.cause.values.get("clave", found.place))
            for one in self.liquidaciones
            for found in one.determinada.hallazgos
            if found.severity is Severity.ERROR
        }
        return len(unsaid | told)

    @property
    def total(self) -> Money:
        """All its bills."""
        return Money.total(one.total for one in self.liquidaciones)

    def debidos(self, key: str) -> tuple[tuple[Liquidacion, Determinacion], ...]:
        """The accounts of one worker, bill by bill; none where they were not insured."""
        return tuple(
            (one, one.determinada.debidos[key]) for one in self.liquidaciones if key in one.determinada.debidos
        )


@dataclass(frozen=True, slots=True)
class Worked:
    """All of it, under the profile that was chosen."""

    given: Given
    planilla: Planilla
    employers: tuple[Employer, ...]

    @property
    def nobody(self) -> bool:
        """Whether not one person was insured in the month, and nothing else is wrong."""
        return not any(one.problem or one.missing or one.people for one in self.employers)

    def employer(self, registro: str) -> Employer | None:
        """The one of that registro."""
        return next((one for one in self.employers if one.registro == registro), None)


def listed(one: Persona) -> str:
    """The name as a payroll lists it, surnames first, where the files say which they are."""
    said = one.datos.get("nombre")
    if said is None or not isinstance(said.valor, Nombre):
        return one.nombre
    surnames = " ".join(filter(None, (said.valor.primer_apellido, said.valor.segundo_apellido)))
    return ", ".join(filter(None, (surnames, said.valor.nombres)))


def _by_name(one: Persona) -> tuple[str, str]:
    return plain(listed(one)).replace("Ñ", "N\uffff"), one.clave


def joined(reading: Reading, registro: str) -> Planilla:
    """One planilla of what was read. NotRead where it has more people than a page works for."""
    planilla = join((*reading.records, *reading.findings), registro)
    number = sum(1 for _ in planilla.personas())
    if number > MAX_PEOPLE:
        raise NotRead(
            Text(
                TOO_MANY,
                "Sus archivos traen {personas} personas, y esta página calcula hasta {maximo}. Para más, use la línea "
                "de órdenes: {orden}.",
                personas=number,
                maximo=MAX_PEOPLE,
                orden=COMMAND,
            )
        )
    return planilla


def work(planilla: Planilla, given: Given) -> Worked:
    """What each registro owes with the month. NoLaw where the month is beyond the law that is loaded."""
    with law.choosing(law.profile(given.perfil).values):
        return Worked(given, planilla, tuple(_employer(planilla.patronales[one], given) for one in planilla.registros))


def _employer(patronal: Patronal, given: Given) -> Employer:
    days = longest(given.month)
    try:
        contexto = given.contexto(patronal.registro)
        determinar(Trabajador.fijo(PROBE, days), days, contexto.patron)  # what the month itself lacks is told of it
    except law.LawError as error:
        if error.reason.code in _OF_A_MONTH:
            raise NoLaw(error.reason.code) from error
        return Employer(patronal, Contexto(Patron(())), problem=NO_BRANCHES)
    try:
        return Employer(patronal, contexto, liquidar(patronal, given.month, contexto))
    except (law.LawError, MissingYear):
        return Employer(patronal, contexto, problem=NO_DATES)


def found_in(worked: Worked) -> tuple[Finding, ...]:
    """All that is wrong or odd, once each; a conflict is told apart."""
    days = longest(worked.given.month)
    with law.choosing(law.profile(worked.given.perfil).values):
        try:
            reviewed = review(worked.planilla, days)
        except (law.LawError, MissingYear):  # a date of some movement, of which its registro tells
            reviewed = worked.planilla.hallazgos
    determined = (
        found for one in worked.employers for bill in one.liquidaciones for found in bill.determinada.hallazgos
    )
    return tuple(dict.fromkeys(_said_here(one) for one in (*reviewed, *determined) if one.code != CONFLICT))


def _said_here(one: Finding) -> Finding:
    cause, fix = one.cause, FIXES.get(one.code, one.fix)
    if one.code == NO_CALENDAR:
        cause = Text(UNTOLD.code, UNTOLD.template, clave=cause.values["clave"])
    return replace(one, cause=cause, fix=fix)


# -- against others


def under_other_profiles(employer: Employer, given: Given) -> Iterator[tuple[str, Money]]:
    """The total of each other profile."""
    for key in PROFILES:
        if key != given.perfil:
            totals = (con_perfil(one, employer.contexto, key) for one in employer.liquidaciones)
            yield key, Money.total(totals)


@dataclass(frozen=True, slots=True)
class Faced:
    """Our accounts and an emission's, and each share in which they are not the same."""

    ours: Money
    theirs: Money
    found: tuple[Discrepancia, ...]


def faced(worked: Worked, employer: Employer) -> Faced | None:
    """What an emission among the files says otherwise of the month; None where there is none."""
    found: list[Discrepancia] = []
    ours = theirs = Money.of_centavos(0)
    told = False
    with law.choosing(law.profile(worked.given.perfil).values):
        for one in employer.liquidaciones:
            rows = [
                cobro
                for cobro in worked.planilla.cobros
                if cobro.registro in {employer.registro, ""} and cobro.mes in one.periodo and cobro.bill is one.bill
            ]
            if not rows:
                continue
            told = True
            sides = _sides(employer, one, de_cobros(rows, one.bill))
            found += enfrentar(sides)
            ours, theirs = ours + sides[0].total, theirs + sides[1].total
    return Faced(ours, theirs, tuple(found)) if told else None


def _sides(employer: Employer, one: Liquidacion, emission: dict[str, Cuenta]) -> tuple[Lado, Lado]:
    tried = _few(otras_politicas(employer.patronal, one.determinada, employer.contexto))
    return Lado(OURS, cuentas(employer.patronal, one.determinada), tried), Lado(THEIRS, emission)


def _few(probar: Probar) -> Probar:
    """To try every policy of a worker costs as much as determining ten: it is done for the first who differ."""
    left = [MAX_TRIED]

    def tried(clave: str) -> Iterable[Alternativa]:
        left[0] -= 1
        return probar(clave) if left[0] >= 0 else ()

    return tried


def bill_words(bill: Bill) -> str:
    """How an address or a button calls a bill."""
    return "mes" if bill is Bill.MONTHLY else "bimestre"
