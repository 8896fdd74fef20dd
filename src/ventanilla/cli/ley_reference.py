"""The reference pages of the law, written from the law itself: what is read there is what computes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from ventanilla import law
from ventanilla.domain.contributions.branches import OWN_PREMIUM, RAMOS, Base, Bill, DayRule
from ventanilla.kernel.text import long_date
from ventanilla.law.workdays import holiday_tables

from .ley_chart import chart, described

CHARTS: Final = "graficas"
_HEAD: Final = "Escrito por `ventanilla ley referencia` a partir de la ley que calcula: no se edita a mano.\n"
_SURE: Final = {
    law.Confidence.HIGH: "alta: texto oficial o dos fuentes",
    law.Confidence.MEDIUM: "media: una buena fuente",
    law.Confidence.LOW: "baja: por confirmar",
}
_RENEWS: Final = {
    law.Renews.NEVER: "",
    law.Renews.YEARLY: "La ley lo fija cada año: sin el valor nuevo, no se calcula.",
    law.Renews.MONTHLY: "Cada valor es de su mes: sin él, no se calcula.",
}
_BASES: Final = {
    Base.UMA: "UMA de cada día",
    Base.SBC: "salario base de cotización",
    Base.SBC_OVER_3_UMA: "lo que el salario base pasa de tres UMA",
}
_BILLS: Final = {Bill.MONTHLY: "cada mes", Bill.BIMONTHLY: "cada bimestre"}


def pages() -> dict[str, str]:
    """Every file by its path inside ``docs/reference/ley``."""
    found = {
        "README.md": _index(),
        "parametros.md": _parameters(),
        "tablas.md": _tables(),
        "ramos.md": _branches(),
        "politicas.md": _policies(),
        "perfiles.md": _profiles(),
        "dias-inhabiles.md": _holidays(),
    }
    for key in law.known_keys():
        if law.history(key):
            found[f"{CHARTS}/{key}.svg"] = chart(law.parameter(key))
    return found


def write(folder: Path) -> list[str]:
    """Write what is not yet so and remove the charts of keys that are no more; what changed, by its path."""
    changed: list[str] = []
    found = pages()
    for name, text in found.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    for path in sorted((folder / CHARTS).glob("*.svg")):
        if f"{CHARTS}/{path.name}" not in found:
            path.unlink()
            changed.append(f"{CHARTS}/{path.name}")
    return changed


def _page(title: str, *parts: Iterable[str]) -> str:
    return "\n".join([f"# {title}\n", _HEAD, *(line for part in parts for line in part)]).rstrip("\n") + "\n"


def _index() -> str:
    counts = (
        ("parametros.md", "Valores por fecha, con su historia", len(law.known_keys())),
        ("tablas.md", "Tablas por fecha, literales", len(law.table_keys())),
        ("ramos.md", "Ramos del seguro", len(RAMOS)),
        ("politicas.md", "Preguntas que la ley deja abiertas", len(law.policy_keys())),
        ("perfiles.md", "Perfiles: políticas que se eligen juntas", len(law.profile_keys())),
        ("dias-inhabiles.md", "Días inhábiles por año", len(holiday_tables())),
    )
    rows = [f"| [{title}]({name}) | {count} |" for name, title, count in counts]
    return _page(
        "La ley como datos",
        ["| | cuántos |\n|---|---|", *rows, ""],
        [
            "Cada valor dice desde cuándo rige, su artículo, su fuente, cuándo se revisó y qué tan segura es: "
            + "; ".join(_SURE.values())
            + ".\n",
            "Lo que no se conoce no se calcula. Para agregar lo que falta, sin cambiar lo que ya se dice:\n",
            "```sh\nexport VENTANILLA_LEY=/ruta/de/su/carpeta\n"
            "ventanilla ley cargar inpc.mensual inpc.csv --fuente 'INEGI'\n```\n",
            "Esa carpeta lleva `data/` (valores), `tables/` (tablas), `policies/` (lo que se decide en una pregunta "
            "abierta: `default`, `source` y `checked_on`), `catalogues/padecimientos_familia.yaml` (lo que no cubre el "
            "Seguro de Salud para la Familia) y `dias_inhabiles/AÑO.yaml`, con la forma de los de "
            "`src/ventanilla/law`. La leen la línea de órdenes y la oficina. Todo lo que sale de ella dice en su "
            "fuente que lo agregó quien opera la oficina.\n",
        ],
    )


def _parameters() -> str:
    return _page(
        "Valores de la ley por fecha",
        (line for key in law.known_keys() for line in _parameter(law.parameter(key))),
    )


def _parameter(one: law.Parameter) -> Iterator[str]:
    yield f"## `{one.key}`\n"
    yield f"{one.title}. Unidad: {one.unit}.\n"
    for words in (one.note, _RENEWS[one.renews]):
        if words:
            yield f"{words}\n"
    if not one.rows:
        yield f"No hay ningún valor ({one.cite}): lo carga quien opera la oficina.\n"
        return
    yield f"![{_alt(described(one))}]({CHARTS}/{one.key}.svg)\n"
    yield "| desde | hasta | valor | fundamento | fuente | seguridad | revisado |\n|---|---|---|---|---|---|---|"
    for row in one.rows:
        yield _row(*_term(row.since, one.until(row)), str(row.value), *_backing(row))
    yield ""


def _tables() -> str:
    return _page("Tablas de la ley por fecha", (line for key in law.table_keys() for line in _table(law.table(key))))


def _table(one: law.Table) -> Iterator[str]:
    yield f"## `{one.key}`\n"
    yield f"{one.title}. Unidad: {one.unit}.\n"
    for words in (one.note, _RENEWS[one.renews]):
        if words:
            yield f"{words}\n"
    labels = list(dict.fromkeys(label for version in one.versions for label in version.rows))
    labels.sort(
        key=lambda label: max(list(version.rows).index(label) for version in one.versions if label in version.rows)
    )
    yield "| renglón | " + " | ".join(f"desde {version.since}" for version in one.versions) + " |"
    yield "|---" * (len(one.versions) + 1) + "|"
    for label in labels:
        yield _row(label, *(str(version.rows.get(label, "no hay")) for version in one.versions))
    yield ""
    yield "| desde | hasta | fundamento | fuente | seguridad | revisado |\n|---|---|---|---|---|---|"
    for version in one.versions:
        yield _row(*_term(version.since, one.until(version)), *_backing(version))
    yield ""


def _branches() -> str:
    def lines() -> Iterator[str]:
        yield "La prima de riesgos de trabajo es de cada patrón: no es un valor de la ley.\n"
        for ramo in RAMOS:
            yield f"## `{ramo.key}`\n"
            yield f"{ramo.title} ({ramo.cite}).\n"
            yield "| | |\n|---|---|"
            yield _row("Base", _BASES[ramo.base])
            yield _row("Se paga", _BILLS[ramo.period])
            yield _row("Días", _days(ramo.days))
            yield _row("Patrón", _rate(ramo.employer))
            yield _row("Persona trabajadora", _rate(ramo.worker))
            yield ""

    return _page("Ramos del seguro", lines())


def _days(rule: DayRule) -> str:
    absence = "se descuentan las ausencias" if rule.drops_absence else "no se descuentan las ausencias"
    if rule.policy:
        absence += f" (política [`{rule.policy}`](politicas.md#{rule.policy}))"
    return f"{'se descuenta' if rule.drops_incapacity else 'no se descuenta'} la incapacidad; {absence}"


def _rate(key: str | None) -> str:
    if key is None:
        return "no paga"
    if key == OWN_PREMIUM:
        return "su prima propia"
    page = "tablas" if key in law.table_keys() else "parametros"
    return f"[`{key}`]({page}.md#{key.replace('.', '')})"


def _policies() -> str:
    def lines() -> Iterator[str]:
        for policy in (law.policy(key) for key in law.policy_keys()):
            yield f"## `{policy.key}`\n"
            yield f"{policy.title}. {policy.question}\n"
            yield "| valor | qué hace |\n|---|---|"
            for name, words in policy.values.items():
                yield _row(f"**`{name}`** (se usa)" if name == policy.value else f"`{name}`", words)
            yield ""
            yield (
                f"Desde el {long_date(policy.since)}. {policy.cite}. Fuente: {policy.source}. "
                f"Seguridad {_SURE[policy.confidence]}. Revisada el {long_date(policy.checked_on)}.\n"
            )

    return _page("Preguntas que la ley deja abiertas", lines())


def _profiles() -> str:
    def lines() -> Iterator[str]:
        yield "Una política que se da a mano prevalece sobre el perfil. Lo que un perfil no elige conserva su valor.\n"
        for profile in (law.profile(key) for key in law.profile_keys()):
            yield f"## `{profile.key}`\n"
            yield f"{profile.title}. {profile.purpose} Fuente: {profile.source}.\n"
            yield "| política | elige | qué hace | seguridad |\n|---|---|---|---|"
            for key, choice in profile.choices.items():
                words = law.policy(key).values[choice.value]
                yield _row(f"[`{key}`](politicas.md#{key})", f"`{choice.value}`", words, _SURE[choice.confidence])
            yield ""

    return _page("Perfiles", lines())


def _holidays() -> str:
    def lines() -> Iterator[str]:
        yield "Un año sin tabla no se calcula. Los sábados y los domingos tampoco son hábiles.\n"
        for year, table in sorted(holiday_tables().items()):
            yield f"## {year}\n"
            yield f"{table.name}. {'Completa.' if table.complete else 'Incompleta: faltan los días propios.'}\n"
            yield "| día | |\n|---|---|"
            yield from (_row(long_date(day), name) for day, name in sorted(table.days.items()))
            yield ""

    return _page("Días inhábiles", lines())


def _term(since: date, until: date | None) -> tuple[str, str]:
    return str(since), str(until) if until else "sin fin conocido"


def _backing(one: law.Row | law.Version) -> tuple[str, ...]:
    cite = f"{one.cite}. {one.erratum}" if one.erratum else one.cite
    return cite, one.source, _SURE[one.confidence].split(":", maxsplit=1)[0], str(one.checked_on)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _alt(text: str) -> str:
    return text.replace("[", "(").replace("]", ")")
