"""``ventanilla firma``: is this signature good, and was it on the day it was made? No office and no network."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.text import long_date

from .efirma import shown

if TYPE_CHECKING:
    from ventanilla.adapters.evidence.verify import Finding, StampFinding
    from ventanilla.adapters.pki.certificate import Certificate
    from ventanilla.adapters.pki.trust import TrustStore

NOT_VALID: Final = 1  # exit status
_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_DIRECTORY: Final = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("firma")
def COMMAND() -> None:  # noqa: N802  the name under which every command module is found
    """Verificar una firma y su evidencia, sin la oficina y sin red."""


@COMMAND.command("verificar")
@click.argument("paquete", type=_FILE)
@click.option(
    "--anclas", type=_DIRECTORY, envvar="VENTANILLA_ANCLAS", help="Directorio de autoridades de PRUEBA (.cer, .pem)."
)
@click.option(
    "--anclas-produccion",
    type=_DIRECTORY,
    envvar="VENTANILLA_ANCLAS_PRODUCCION",
    help="Directorio de autoridades de producción (.cer, .pem).",
)
@click.option(
    "--anclas-tiempo",
    type=_DIRECTORY,
    envvar="VENTANILLA_ANCLAS_TIEMPO",
    help="Directorio de autoridades de sellado de tiempo (.cer, .pem).",
)
@click.option("--json", "as_json", is_flag=True, help="Escribir el resultado en JSON.")
@click.pass_context
def verify(
    context: click.Context,
    paquete: Path,
    anclas: Path | None,
    anclas_produccion: Path | None,
    anclas_tiempo: Path | None,
    as_json: bool,
) -> None:
    """Decir si la firma de un PAQUETE es válida: quién firmó, qué, cuándo y con qué respaldo.

    El certificado se juzga en el instante de la firma: que haya vencido después no importa. Termina con 0 si la firma
    es válida y con 1 si no.
    """
    from ventanilla.adapters.evidence.verify import verify_package

    found = verify_package(_read(paquete), *_anchors(anclas, anclas_produccion, anclas_tiempo))
    click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2) if as_json else _in_lines(found))
    context.exit(0 if found.valid else NOT_VALID)


@COMMAND.command("extraer")
@click.argument("paquete", type=_FILE)
@click.option(
    "--en",
    "directory",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Directorio donde se escriben los archivos; se crea si falta.",
)
def extract(paquete: Path, directory: Path) -> None:
    """Sacar de un PAQUETE los archivos que leen otros programas. No dice si la firma es válida.

    Escribe texto.json, firma.p7s, certificado.cer, cadena-N.cer, y si los hay respuesta-N.ocsp, sello-N.tst y
    firma-con-sello-N.p7s.
    """
    from ventanilla.domain.signing.evidence import BadEvidence, read_evidence

    try:
        evidence = read_evidence(_read(paquete))
    except BadEvidence as error:
        raise click.ClickException(f"{error.text} [{error.text.code}]") from error
    files = {"texto.json": evidence.payload, "firma.p7s": evidence.cms, "certificado.cer": evidence.certificate}
    files |= {f"cadena-{number}.cer": each for number, each in enumerate(evidence.chain, 1)}
    files |= {f"respuesta-{number}.ocsp": each.raw for number, each in enumerate(evidence.answers, 1)}
    files |= {f"sello-{number}.tst": each.token for number, each in enumerate(evidence.stamps, 1)}
    files |= {f"firma-con-sello-{number}.p7s": each.cades_t for number, each in enumerate(evidence.stamps, 1)}
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (directory / name).write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"No se pudo escribir en {directory}. Revise que exista y sea suyo.") from error
    click.echo(f"Se escribieron {len(files)} archivos en {directory}.")


def _anchors(test: Path | None, production: Path | None, time: Path | None) -> tuple[TrustStore, TrustStore]:
    """Who is believed about people and about time; a demonstration's own authority answers for both."""
    from ventanilla.adapters.pki.local import demo_trust
    from ventanilla.adapters.pki.trust import BadAnchors, TrustStore
    from ventanilla.domain.signing.certificate import TrustClass

    pki = Path(os.environ.get("VENTANILLA_VAR", "var")) / "pki"
    demo = pki / "autoridad"
    given = {TrustClass.PRODUCCION: production, TrustClass.PRUEBA: test}
    stamping = {TrustClass.PRODUCCION: time, TrustClass.PRUEBA: test}
    if demo.is_dir():
        stamping[TrustClass.DEMOSTRACION] = demo
    try:
        if (demo / "ocsp.cer").is_file():
            people = demo_trust(pki, test, production, skip_unreadable=True)
        else:
            people = TrustStore.load(_present(given), skip_unreadable=True)
        return people, TrustStore.load(_present(stamping), skip_unreadable=True)
    except BadAnchors as error:
        raise click.ClickException(str(error)) from error


def _present(directories: dict[Any, Path | None]) -> dict[Any, Path]:
    return {trust: directory for trust, directory in directories.items() if directory is not None}


def _as_json(found: Finding) -> dict[str, Any]:
    facts, evidence, payload = found.facts, found.evidence, found.payload
    person = facts.representative if facts else None
    proven = evidence is not None and facts is not None
    return {
        "valido": found.valid,
        "codigo": found.text.code,
        "mensaje": str(found.text),
        "rfc": facts.rfc if facts else None,
        "curp": facts.curp if facts else None,
        "nombre": facts.name if facts else None,
        "representante": {"rfc": person.rfc, "curp": person.curp} if person else None,
        "numero_serie": facts.serial if facts else None,
        "vigente_desde": _iso(facts.not_before) if facts else None,
        "vigente_hasta": _iso(facts.not_after) if facts else None,
        "confianza": found.trust.value if found.trust else None,
        "acto": payload.act.TYP if payload else None,
        "palabras": [str(line) for line in found.words],
        "palabras_iguales": found.same_words if proven else None,
        "fecha": _iso(evidence.at) if proven and evidence else None,
        "cadena": [_authority(each) for each in found.line],
        "revocacion": _revocation(found),
        "sellos_de_tiempo": [_stamp(each) for each in found.stamps],
    }


def _authority(certificate: Certificate) -> dict[str, Any]:
    facts = certificate.facts
    return {
        "nombre": facts.name,
        "sha256": facts.sha256,
        "vigente_desde": _iso(facts.not_before),
        "vigente_hasta": _iso(facts.not_after),
    }


def _revocation(found: Finding) -> dict[str, Any] | None:
    answer = found.in_force
    if answer is None:
        return None
    return {
        "al_firmar": "vigente",
        "respondio": _iso(answer.this_update) if answer.this_update else None,
        "consultada": _iso(answer.checked_at),
        "revocado_despues": _iso(answer.revoked_at) if answer.revoked_at else None,
    }


def _stamp(found: StampFinding) -> dict[str, Any]:
    stamp = found.stamp
    return {
        "estado": "valido" if stamp else "autoridad_desconocida",
        "fecha": _iso(stamp.at) if stamp else None,
        "autoridad": stamp.authority if stamp else None,
        "numero": str(stamp.serial) if stamp else None,
    }


def _in_lines(found: Finding) -> str:
    value = _as_json(found)
    lines = [f"{value['mensaje']} [{value['codigo']}]"]
    if found.facts is not None and found.evidence is not None:
        lines += [f"Firmó: {shown(value['nombre'])}, RFC {value['rfc']}, CURP {value['curp'] or 'sin dato'}"]
        if person := value["representante"]:
            lines.append(f"Representante: RFC {person['rfc']}, CURP {person['curp'] or 'sin dato'}")
        lines += [f"Cuándo: {_spoken(found.evidence.at)}", f"Confianza: {value['confianza']}", "Qué firmó:"]
        lines += [f"  {shown(line)}" for line in value["palabras"]]
        if not found.same_words:
            lines.append("  Aviso: el paquete lo cuenta con otras palabras; valen estas, que salen del texto firmado.")
        lines += [f"Autoridad: {shown(each['nombre'])}, hasta {each['vigente_hasta'][:10]}" for each in value["cadena"]]
    if found.in_force is not None:
        lines.append(f"Revocación: vigente al firmar; se preguntó el {_spoken(found.in_force.checked_at)}")
        if found.in_force.revoked_at is not None:
            lines.append(f"  Se revocó después, el {_spoken(found.in_force.revoked_at)}")
    for each in found.stamps:
        stamp = each.stamp
        told = f"{_spoken(stamp.at)}, {shown(stamp.authority)}" if stamp else "no se conoce a su autoridad"
        lines.append(f"Sello de tiempo: {told}")
    return "\n".join(lines)


def _spoken(instant: datetime) -> str:
    local = instant.astimezone(CIVIL_ZONE)
    return f"{long_date(local.date())}, {local:%H:%M:%S} (Ciudad de México)"


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(path: Path) -> bytes:
    """At most a byte more than the limit: what is too large is told by whoever reads it."""
    from ventanilla.domain.signing.evidence import MAX_PACKAGE_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MAX_PACKAGE_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"No se pudo leer {path}. Revise que el archivo exista y sea suyo.") from error
