"""``ventanilla ley``: what was in force on a day, by which article, who says so, and how it changed."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from ventanilla import law
from ventanilla.kernel.clock import Clock
from ventanilla.kernel.text import Text, long_date

NOT_FOUND: Final = 1  # exit code
LAW_FOLDER: Final = "VENTANILLA_LEY"
CONFIDENCE: Final = {
    law.Confidence.HIGH: "texto oficial o dos fuentes",
    law.Confidence.MEDIUM: "una buena fuente",
    law.Confidence.LOW: "por confirmar",
}
SIN_CARPETA: Final = Text(
    "LEY_SIN_CARPETA",
    "No se sabe en qué carpeta guardar lo que carga. Créela y dígala así: export VENTANILLA_LEY=/ruta/de/su/carpeta",
)
_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Responde en JSON.")

COMMAND = click.Group(
    "ley",
    help="Consulta los valores de la ley por fecha, con su fundamento, y carga los que faltan.",
    epilog="Ejemplo: ventanilla ley ver uma.diaria --fecha 2026-02-01",
)


def _refused(reason: Text, as_json: bool) -> NoReturn:
    """End with the sentence that says what is missing and what to load."""
    if as_json:
        click.echo(json.dumps({"codigo": reason.code, "motivo": str(reason)}, ensure_ascii=False))
    else:
        click.echo(str(reason), err=True)
    raise SystemExit(NOT_FOUND)


def _today() -> date:
    return Clock.parse(os.environ.get("VENTANILLA_CLOCK", "")).today()


def _said(one: law.Row | law.Version, until: date | None) -> dict[str, Any]:
    """A row of the history for a program."""
    what: dict[str, Any] = (
        {"valor": str(one.value)}
        if isinstance(one, law.Row)
        else {"renglones": {label: str(number) for label, number in one.rows.items()}}
    )
    return {
        **what,
        "desde": one.since.isoformat(),
        "hasta": until.isoformat() if until else None,
        "fundamento": one.cite,
        "fuente": one.source,
        "confianza": one.confidence.value,
        "revisado": one.checked_on.isoformat(),
        "fe_de_erratas": one.erratum,
    }


def _term(since: date, until: date | None) -> str:
    return f"desde el {long_date(since)}" + (f" hasta el {long_date(until)}" if until else "")


def _backed(one: law.Row | law.Version) -> str:
    return f"{one.cite} ({one.source}; {CONFIDENCE[one.confidence]})"


@COMMAND.command(
    "ver",
    help="Dice el valor o la tabla de CLAVE que rige en una fecha, y su historia. Termina con 1 si no lo hay.",
    epilog="Ejemplo: ventanilla ley ver ceav.patron --fecha 2026-06-30",
)
@click.argument("clave")
@click.option("--fecha", type=click.DateTime(["%Y-%m-%d"]), help="Día del hecho; si falta, hoy.")
@_JSON
def ver(clave: str, fecha: datetime | None, as_json: bool) -> None:
    """Show one value or one table, with how it changed."""
    on = fecha.date() if fecha else _today()
    try:
        if clave in law.table_keys():
            table = law.table(clave)
            version = law.version(clave, on)
            _show(
                table, version, table.until(version), [(one, table.until(one)) for one in table.versions], on, as_json
            )
        else:
            row = law.row(clave, on)
            known = law.parameter(clave)
            _show(known, row, known.until(row), [(one, known.until(one)) for one in known.rows], on, as_json)
    except law.LawError as error:
        _refused(error.reason, as_json)


def _show(
    known: law.Parameter | law.Table,
    found: law.Row | law.Version,
    until: date | None,
    through: list[tuple[law.Row, date | None]] | list[tuple[law.Version, date | None]],
    on: date,
    as_json: bool,
) -> None:
    if as_json:
        answer = {
            "clave": known.key,
            "titulo": known.title,
            "unidad": known.unit,
            "nota": known.note,
            "renueva": known.renews.value,
            "fecha": on.isoformat(),
            **_said(found, until),
            "historia": [_said(one, last) for one, last in through],
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(known.title)
    for line in _lines(found, known.unit, until):
        click.echo(line)
    if known.note:
        click.echo(known.note)
    click.echo("Historia:")
    for one, last in through:
        told = f"{one.value}  " if isinstance(one, law.Row) else ""
        click.echo(f"  {told}{_term(one.since, last)}  {_backed(one)}{'; ' + one.erratum if one.erratum else ''}")


def _lines(found: law.Row | law.Version, unit: str, until: date | None) -> Iterator[str]:
    if isinstance(found, law.Row):
        yield f"{found.value} {unit}, {_term(found.since, until)}"
    else:
        yield f"En {unit}, {_term(found.since, until)}"
        width = max(map(len, found.rows))
        yield from (f"  {label.ljust(width)}  {number}" for label, number in found.rows.items())
    yield _backed(found)


def plain(text: str) -> str:
    """A text as it is searched: small letters, no accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


@COMMAND.command(
    "listar",
    help="Lista las claves que hay, o solo las que tienen todas las palabras de BUSCA en la clave o en su título.",
    epilog="Ejemplo: ventanilla ley listar salario minimo",
)
@click.argument("busca", nargs=-1)
@_JSON
def listar(busca: tuple[str, ...], as_json: bool) -> None:
    """Every key with its title."""
    named: list[tuple[str, str, str]] = [("valor", key, law.parameter(key).title) for key in law.known_keys()]
    named += [("tabla", key, law.table(key).title) for key in law.table_keys()]
    words = [plain(word) for word in busca]
    found = [
        one for one in sorted(named, key=lambda one: one[1]) if all(w in plain(f"{one[1]} {one[2]}") for w in words)
    ]
    if as_json:
        rows = [{"clave": key, "titulo": title, "tipo": kind} for kind, key, title in found]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for kind, key, title in found:
        click.echo(f"{key}  {title}{' (tabla)' if kind == 'tabla' else ''}")
    if not found:
        click.echo(f"Ninguna clave tiene: {' '.join(busca)}. Vea todas con: ventanilla ley listar", err=True)
        raise SystemExit(NOT_FOUND)


def _policy_json(found: law.Policy) -> dict[str, Any]:
    return {
        "clave": found.key,
        "titulo": found.title,
        "pregunta": found.question,
        "valor": found.value,
        "alternativas": dict(found.values),
        "desde": found.since.isoformat(),
        "fundamento": found.cite,
        "fuente": found.source,
        "confianza": found.confidence.value,
        "revisado": found.checked_on.isoformat(),
    }


@COMMAND.command(
    "politicas",
    help="Lista las preguntas que la ley deja abiertas, y lo que se hace en cada una.",
    epilog="Ejemplo: ventanilla ley politicas --json",
)
@_JSON
def politicas(as_json: bool) -> None:
    """Every policy with its value."""
    found = [law.policy(key) for key in law.policy_keys()]
    if as_json:
        click.echo(json.dumps([_policy_json(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one.key} = {one.value}  {one.title}")


@COMMAND.command(
    "politica",
    help="Dice una pregunta abierta, lo que se hace, por qué, y las alternativas.",
    epilog="Ejemplo: ventanilla ley politica ceav_huecos",
)
@click.argument("clave")
@_JSON
def politica(clave: str, as_json: bool) -> None:
    """Show one policy."""
    try:
        found = law.policy(clave)
    except law.LawError as error:
        _refused(error.reason, as_json)
    if as_json:
        click.echo(json.dumps(_policy_json(found), ensure_ascii=False))
        return
    click.echo(found.title)
    click.echo(found.question)
    for name, words in found.values.items():
        click.echo(f"  {'*' if name == found.value else ' '} {name}: {words}")
    click.echo(f"{found.cite} ({found.source}; {CONFIDENCE[found.confidence]}), desde el {long_date(found.since)}")


@COMMAND.command(
    "perfil",
    help="Dice lo que un perfil elige en cada pregunta abierta; sin CLAVE, lista los perfiles.",
    epilog="Ejemplo: ventanilla ley perfil corte",
)
@click.argument("clave", required=False)
@_JSON
def perfil(clave: str | None, as_json: bool) -> None:
    """Show one profile, or name them all."""
    if clave is None:
        every = [law.profile(key) for key in law.profile_keys()]
        if as_json:
            rows = [{"clave": one.key, "titulo": one.title, "proposito": one.purpose} for one in every]
            click.echo(json.dumps(rows, ensure_ascii=False))
            return
        for one in every:
            click.echo(f"{one.key}  {one.title}. {one.purpose}")
        return
    try:
        found = law.profile(clave)
    except law.LawError as error:
        _refused(error.reason, as_json)
    if as_json:
        click.echo(json.dumps(_profile_json(found), ensure_ascii=False))
        return
    click.echo(f"{found.title}. {found.purpose}")
    for key, choice in found.choices.items():
        shown = law.policy(key)
        click.echo(f"  {key} = {choice.value}: {shown.values[choice.value]} ({CONFIDENCE[choice.confidence]})")
    click.echo(f"Lo que no está aquí conserva el valor de cada política. Fuente: {found.source}.")


def _profile_json(found: law.Profile) -> Mapping[str, Any]:
    return {
        "clave": found.key,
        "titulo": found.title,
        "proposito": found.purpose,
        "fuente": found.source,
        "revisado": found.checked_on.isoformat(),
        "valores": {
            key: {"valor": choice.value, "confianza": choice.confidence.value} for key, choice in found.choices.items()
        },
    }


def _of_rows(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say where the rows of a CSV come from."""
    for option in (
        click.option("--fuente", default="", help="De dónde salen, si el archivo no tiene la columna fuente."),
        click.option("--fundamento", default="", help="Su artículo; si falta, el de lo que ya se conoce."),
        click.option(
            "--confianza", type=click.Choice([one.value for one in law.Confidence]), default="M", show_default=True,
            help="H: texto oficial o dos fuentes; M: una buena fuente; L: por confirmar.",
        ),
        click.option("--titulo", default="", help="Solo para una clave nueva."),
        click.option("--unidad", default="", help="Solo para una clave nueva."),
    ):  # fmt: skip
        command = option(command)
    return command


@COMMAND.command(
    "cargar",
    help="Carga los renglones de ARCHIVO en la carpeta de VENTANILLA_LEY: fecha,valor[,fuente] para un valor, y "
    "fecha,renglon,valor[,fuente] para una tabla. Lo que la versión instalada ya dice no cambia.",
    epilog="Ejemplo: ventanilla ley cargar inpc.mensual inpc.csv --fuente 'INEGI, consulta del 10 de enero de 2027'",
)
@click.argument("clave")
@click.argument("archivo", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_of_rows
@_JSON
def cargar(
    clave: str, archivo: Path, fuente: str, fundamento: str, confianza: str, titulo: str, unidad: str, as_json: bool
) -> None:
    """Check the rows against all that is known, and write them into the operator's folder."""
    from ventanilla.adapters.law_folder import enter_rows

    folder = Path(os.environ.get(LAW_FOLDER, ""))
    if not os.environ.get(LAW_FOLDER) or not folder.is_dir():
        _refused(SIN_CARPETA, as_json)
    origin = law.Origin(fuente, _today(), fundamento, law.Confidence(confianza), titulo, unidad)
    try:
        path, fresh = enter_rows(folder, clave, _text(archivo), origin)
    except law.BadAddition as error:
        _refused(error.reason, as_json)
    if as_json:
        click.echo(json.dumps({"clave": clave, "agregados": fresh, "archivo": path}, ensure_ascii=False))
    elif fresh:
        click.echo(f"Se agregaron {fresh} renglones de {clave} a {path}.")
    else:
        click.echo(f"Nada que agregar: la ley ya dice lo mismo de {clave}.")


def _text(path: Path) -> str:
    """The CSV, in UTF-8 or as spreadsheets still write it here."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


@COMMAND.command(
    "referencia",
    help="Escribe las páginas de referencia de la ley en la carpeta DESTINO.",
    epilog="Ejemplo: ventanilla ley referencia docs/reference/ley",
)
@click.argument("destino", type=click.Path(file_okay=False, path_type=Path), default="docs/reference/ley")
def referencia(destino: Path) -> None:
    """Write every page and every chart that is not up to date."""
    from .ley_reference import write

    changed = write(destino)
    click.echo(f"Se escribieron {len(changed)} archivos en {destino}." if changed else "Todo está al día.")
