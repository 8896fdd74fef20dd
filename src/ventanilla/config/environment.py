"""The settings an operator gives, read once and named; nothing else reads the environment."""

from __future__ import annotations

import importlib.util
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ventanilla.adapters.law_folder import SETTING, load_folder
from ventanilla.kernel.clock import Clock
from ventanilla.law import BadAddition

_CHECKOUT = Path(__file__).resolve().parents[3]
# A checkout keeps its installation in itself; an installed package, in the directory it is started from.
ROOT = _CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() else Path.cwd()

FILES_KEY = "archivos"  # the name of the secret that seals what is kept
PUSH_KEY = "dispositivos"  # of the secret that says to the services of browsers who tells their devices
OWN_LAW = "ley"  # the folder of the installation in which a demonstration has its own rows of the law
MOST_PROXIES = 5
MOST_ATTACHMENT = 100  # MB: cleaning holds a file and its copy in memory
# What a demonstration prints where an institution says which of its units resolves, and by what article: nobody's.
DEMONSTRATION_SAYS = {
    "VENTANILLA_UNIDAD_RESPONSABLE": "Unidad responsable de trámites en línea (dato de demostración)",
    "VENTANILLA_COMPETENCIA": "Artículo que da competencia a la unidad (dato de demostración)",
    "VENTANILLA_COMPETENCIA_REVISION": "Artículo que da competencia a quien revisa (dato de demostración)",
}
# Every page asks in the same statements: PostgreSQL reads and plans one of them once in each connection.
PREPARE_AFTER = 5  # times that a statement is asked before it is prepared
DEFAULT_PORTS = {"http": 80, "https": 443}  # browsers leave them out


class Mode(Enum):
    """A demonstration may shift its clock and trust test certificates; production may do neither."""

    DEMONSTRATION = "demostracion"
    PRODUCTION = "produccion"


class SealKind(Enum):
    """Who holds the institution's keys."""

    FILES = "archivo"
    HSM = "pkcs11"
    KMS = "kms"


@dataclass(frozen=True)
class SealSetting:
    """``where``: the HSM's library or the key service's address; ``options``: its keys, and files beside them."""

    kind: SealKind
    where: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


FILES = SealSetting(SealKind.FILES)
# What must follow the address: names of keys, and files that hold what is not a secret of the environment.
SEAL_OPTIONS = {
    SealKind.HSM: {"token", "sello", "qr", "certificado", "pin"},
    SealKind.KMS: {"sello", "qr", "certificado", "llave_qr", "credencial"},
}
SEAL_FILES = ("certificado", "llave_qr", "pin", "credencial")


@dataclass(frozen=True)
class BucketSetting:
    """Files in a bucket of an S3-compatible server; ``authorities`` are believed instead of the machine's own."""

    host: str
    port: int
    name: str
    region: str
    credential: Path
    authorities: Path | None = None


ARCHIVE_OPTIONS = {"region", "credencial"}
BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")  # as AWS lets one be named


class BadEnvironment(SystemExit):
    """A setting that cannot be obeyed; the message says which, why, and what to do."""


@dataclass(frozen=True)
class Environment:
    """One installation, as its operator described it."""

    mode: Mode
    origin: str
    var: Path
    clock: Clock
    test_anchors: Path | None
    production_anchors: Path | None
    ocsp: Path | None
    crl: Path | None
    tsa: str
    time_anchors: Path | None
    smtp: str
    process: str
    proxies: int  # of our own, in front of the web: so many last entries of X-Forwarded-For are ours

    @property
    def timestamps(self) -> bool:
        """Signatures get a timestamp: from the authority that was given, or a demonstration's own."""
        return bool(self.tsa) or self.mode is Mode.DEMONSTRATION

    registry: str
    attachment_bytes: int  # the largest file that a person may attach
    scanner: Path | tuple[str, int] | None  # clamd: its socket, or host and port of this machine
    unit: str  # that answers for what the rules resolve by themselves
    competence: str  # the article that lets that unit resolve
    competence_staff: str  # the article that lets those who review resolve
    tramites: tuple[str, ...]  # packages of trámites besides our own
    seal: SealSetting = FILES
    bucket: BucketSetting | None = None  # None: files are kept in ``var``
    bank: Path | None = None  # the folder shared with whatever speaks to the institution's bank
    law: Path | None = None  # what the operator adds to the law


def read(env: dict[str, str] | None = None) -> Environment:
    """Read and check the environment; BadEnvironment says in words what is wrong."""
    source = dict(os.environ) if env is None else env
    try:
        mode = Mode(source.get("VENTANILLA_MODE", "demostracion"))
    except ValueError:
        raise BadEnvironment("VENTANILLA_MODE solo puede ser «demostracion» o «produccion».") from None
    found = Environment(
        mode=mode,
        origin=_origin(source.get("VENTANILLA_ORIGIN", "http://localhost:8000")),
        var=Path(source.get("VENTANILLA_VAR", ROOT / "var")),
        clock=_clock(source.get("VENTANILLA_CLOCK", "")),
        test_anchors=_directory(source, "VENTANILLA_ANCLAS"),
        production_anchors=_directory(source, "VENTANILLA_ANCLAS_PRODUCCION"),
        ocsp=_file(source, "VENTANILLA_OCSP"),
        crl=_file(source, "VENTANILLA_CRL"),
        tsa=source.get("VENTANILLA_TSA", ""),
        time_anchors=_directory(source, "VENTANILLA_ANCLAS_TIEMPO"),
        smtp=source.get("VENTANILLA_SMTP", ""),
        process=source.get("VENTANILLA_PROCESS", "web"),
        proxies=_proxies(source.get("VENTANILLA_PROXIES", "0")),
        registry=_https(source, "VENTANILLA_REGISTRO"),
        attachment_bytes=_mebibytes(source, "VENTANILLA_ADJUNTO_MB", MOST_ATTACHMENT, 50),
        scanner=_scanner(source.get("VENTANILLA_ANTIVIRUS", "")),
        unit=_declared(source, "VENTANILLA_UNIDAD_RESPONSABLE", mode),
        competence=_declared(source, "VENTANILLA_COMPETENCIA", mode),
        competence_staff=_declared(source, "VENTANILLA_COMPETENCIA_REVISION", mode),
        tramites=_packages(source, "VENTANILLA_TRAMITES"),
        bank=_directory(source, "VENTANILLA_BANCO"),
        bucket=_bucket(source.get("VENTANILLA_ARCHIVO", "archivo")),
        law=_law(source, mode),
        seal=_seal(source.get("VENTANILLA_SELLO", SealKind.FILES.value)),
    )
    _check_timestamps(found)
    if mode is Mode.PRODUCTION:
        _check_production(found)
    return found


def use_law(found: Environment) -> None:
    """Add to the law what the operator's folder holds; nothing starts with half of it."""
    if found.law is not None:
        try:
            load_folder(found.law)
        except BadAddition as error:
            raise BadEnvironment(str(error)) from None


def _declared(source: dict[str, str], name: str, mode: Mode) -> str:
    """What only the institution can say; a resolution that lacks it is not issued, so production does not start."""
    said = source.get(name, "").strip()
    if said:
        return said
    if mode is Mode.PRODUCTION:
        raise BadEnvironment(
            f"En producción hace falta {name}: cada resolución imprime qué unidad la emite y con qué artículo."
        )
    return DEMONSTRATION_SAYS[name]


def _origin(said: str) -> str:
    """An origin exactly as browsers write it: it is compared with what they send, and signed."""
    try:
        parts = urlsplit(said.rstrip("/"))
        port = "" if parts.port in (None, DEFAULT_PORTS.get(parts.scheme)) else f":{parts.port}"
    except ValueError:
        parts, port = urlsplit(""), ""
    extra = parts.path or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or extra:
        raise BadEnvironment(f"VENTANILLA_ORIGIN debe ser una dirección como https://oficina.example; es {said!r}.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{port}"


def _clock(said: str) -> Clock:
    try:
        return Clock.parse(said)
    except ValueError:
        raise BadEnvironment(
            "VENTANILLA_CLOCK debe ser una fecha como 2021-06-01, un instante como 2021-06-01T09:00 "
            f"o segundos como +3600; es «{said}»."
        ) from None


def _proxies(said: str) -> int:
    if not said.isdecimal() or int(said) > MOST_PROXIES:
        raise BadEnvironment(
            f"VENTANILLA_PROXIES es cuántos servidores propios hay delante de la oficina, de 0 a {MOST_PROXIES}; "
            f"es «{said}»."
        )
    return int(said)


def _mebibytes(source: dict[str, str], name: str, most: int, default: int) -> int:
    said = source.get(name, str(default))
    if not said.isdecimal() or not 1 <= int(said) <= most:
        raise BadEnvironment(f"{name} es un número de MB de 1 a {most}; es «{said}».")
    return int(said) << 20


def _scanner(said: str) -> Path | tuple[str, int] | None:
    """The scanner's socket is of this machine: a file that a person sent does not travel in the clear."""
    if not said:
        return None
    if said.startswith("/"):
        return Path(said)
    host, _, port = said.rpartition(":")
    if host not in {"127.0.0.1", "localhost"} or not port.isdecimal():
        raise BadEnvironment(
            f"VENTANILLA_ANTIVIRUS es el socket de clamd (/run/clamav/clamd.ctl) o 127.0.0.1:3310; es «{said}»."
        )
    return host, int(port)


def _law(source: dict[str, str], mode: Mode) -> Path | None:
    """The operator's folder of the law; a demonstration has its own where nobody says another."""
    given = _directory(source, SETTING)
    own = Path(source.get("VENTANILLA_VAR", ROOT / "var")) / OWN_LAW
    if given is not None or mode is Mode.PRODUCTION or not own.is_dir():
        return given
    return own


def _directory(source: dict[str, str], name: str) -> Path | None:
    value = source.get(name, "")
    if not value:
        return None
    path = Path(value)
    if not path.is_dir():
        raise BadEnvironment(f"{name} señala un directorio que no existe: {value}")
    return path


def _file(source: dict[str, str], name: str) -> Path | None:
    value = source.get(name, "")
    if value and not Path(value).is_file():
        raise BadEnvironment(f"{name} señala un archivo que no existe: {value}")
    return Path(value) if value else None


def _check_timestamps(found: Environment) -> None:
    if found.tsa and not found.tsa.startswith("https://"):
        raise BadEnvironment(f"VENTANILLA_TSA debe empezar por https://; es «{found.tsa}».")
    if found.tsa and found.time_anchors is None:
        raise BadEnvironment(
            "Con VENTANILLA_TSA hace falta VENTANILLA_ANCLAS_TIEMPO: las autoridades a las que se cree la hora."
        )


def _packages(source: dict[str, str], name: str) -> tuple[str, ...]:
    """Names of packages that can be imported, separated by commas; an institution keeps its own trámites in one."""
    said = tuple(part.strip() for part in source.get(name, "").split(",") if part.strip())
    for package in said:
        if not all(part.isidentifier() for part in package.split(".")):
            raise BadEnvironment(
                f"{name} lleva nombres de paquetes de Python separados por comas; «{package}» no lo es."
            )
        try:
            found = importlib.util.find_spec(package)
        except ModuleNotFoundError:
            found = None
        if found is None or found.submodule_search_locations is None:
            raise BadEnvironment(f"{name} nombra un paquete que no está instalado aquí: {package}")
    return said


def _https(source: dict[str, str], name: str) -> str:
    value = source.get(name, "")
    if value and not value.startswith("https://"):
        raise BadEnvironment(f"{name} debe ser una dirección https://; es {value!r}.")
    return value


def _seal(said: str) -> SealSetting:
    """``archivo``, or ``pkcs11:LIBRERIA?token=…`` or ``kms:https://…?sello=…``, with every option and no other."""
    kind, _, rest = said.partition(":")
    if said == SealKind.FILES.value:
        return FILES
    try:
        chosen = SealKind(kind)
        wanted = SEAL_OPTIONS[chosen]
    except (ValueError, KeyError):
        raise BadEnvironment(f"VENTANILLA_SELLO es «archivo», «pkcs11:…» o «kms:…»; es «{said}».") from None
    where, _, query = rest.partition("?")
    options = dict(parse_qsl(query))
    if set(options) != wanted:
        raise BadEnvironment(f"VENTANILLA_SELLO={kind}:… lleva después de ? {', '.join(sorted(wanted))}, y nada más.")
    if chosen is SealKind.KMS and not where.startswith("https://"):
        raise BadEnvironment("En VENTANILLA_SELLO=kms:… la dirección empieza por https://.")
    if chosen is SealKind.HSM and not Path(where).is_file():
        raise BadEnvironment(f"En VENTANILLA_SELLO=pkcs11:… la biblioteca no existe: {where}")
    for name in (each for each in SEAL_FILES if each in options):
        if not Path(options[name]).is_file():
            raise BadEnvironment(f"En VENTANILLA_SELLO, «{name}» señala un archivo que no existe: {options[name]}")
    return SealSetting(chosen, where, options)


def _bucket(said: str) -> BucketSetting | None:
    """``archivo``, or ``s3:https://HOST/BUCKET?region=…&credencial=ARCHIVO``, with ``autoridades=ARCHIVO`` or not."""
    if said == "archivo":
        return None
    kind, _, address = said.partition(":")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or DEFAULT_PORTS["https"]
    except ValueError:
        kind, parts, host, port = "", urlsplit(""), "", 0
    name = parts.path.strip("/")
    if kind != "s3" or parts.scheme != "https" or not host or "@" in parts.netloc or not BUCKET_NAME.fullmatch(name):
        raise BadEnvironment(
            "VENTANILLA_ARCHIVO es «archivo», o s3:https://SERVIDOR/DEPÓSITO?region=REGIÓN&credencial=ARCHIVO."
        )
    options = dict(parse_qsl(parts.query))
    if set(options) - {"autoridades"} != ARCHIVE_OPTIONS:
        raise BadEnvironment(
            "VENTANILLA_ARCHIVO=s3:… lleva después de ? region y credencial, autoridades si hace falta, y nada más."
        )
    for each in ("credencial", "autoridades"):
        if each in options and not Path(options[each]).is_file():
            raise BadEnvironment(f"En VENTANILLA_ARCHIVO, «{each}» señala un archivo que no existe: {options[each]}")
    authorities = Path(options["autoridades"]) if "autoridades" in options else None
    return BucketSetting(host, port, name, options["region"], Path(options["credencial"]), authorities)


def _check_production(found: Environment) -> None:
    if found.clock.shift_seconds:
        raise BadEnvironment("VENTANILLA_CLOCK solo sirve en demostración: en producción el reloj no se mueve.")
    if found.test_anchors is not None:
        raise BadEnvironment(
            "VENTANILLA_ANCLAS son autoridades de prueba: en producción use VENTANILLA_ANCLAS_PRODUCCION."
        )
    if found.production_anchors is None:
        raise BadEnvironment(
            "En producción hace falta VENTANILLA_ANCLAS_PRODUCCION: las autoridades que emiten la e.firma."
        )
    if not found.origin.startswith("https://"):
        raise BadEnvironment("En producción VENTANILLA_ORIGIN empieza por https://.")
    if (found.var / "pki" / "autoridad").exists():
        raise BadEnvironment(
            f"{found.var} es de una demostración: guarda su autoridad de prueba. En producción use otro directorio "
            "en VENTANILLA_VAR."
        )
    if found.ocsp is None:
        raise BadEnvironment(
            "En producción hace falta VENTANILLA_OCSP: el archivo que dice a quién preguntar si una e.firma se revocó."
        )
    if not found.smtp:
        raise BadEnvironment("En producción hace falta VENTANILLA_SMTP: el servidor que entrega el correo.")


def secret(var: Path, name: str, size: int = 32) -> bytes:
    """A secret of this installation, drawn once and kept in ``var/keys`` readable by its owner only."""
    path = var / "keys" / f"{name}.secret"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(size))
        try:
            os.link(draft, path)  # only the first of two processes that start together creates it
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return bytes.fromhex(path.read_text())


def retired(var: Path, name: str) -> tuple[bytes, ...]:
    """Secrets that were replaced and still open what they sealed: ``NAME.*.secret`` beside the one in use."""
    return tuple(bytes.fromhex(path.read_text()) for path in retired_files(var, name))


def retired_files(var: Path, name: str) -> list[Path]:
    """Where they are. What a rotation that was interrupted left, which is still the one in use, is not among them."""
    current = (var / "keys" / f"{name}.secret").read_text()
    return [path for path in sorted((var / "keys").glob(f"{name}.*.secret")) if path.read_text() != current]


def replace_secret(var: Path, name: str, known_as: str, size: int = 32) -> None:
    """Draw another secret; the one in use stays as ``NAME.KNOWN_AS.secret``.

    A kill at any step leaves the one in use in its place, or the new one with the old one beside it.
    """
    path = var / "keys" / f"{name}.secret"
    kept, draft = path.with_name(f"{name}.{known_as}.secret"), path.with_name(f"{name}.new")
    if not kept.exists():
        os.link(path, kept)
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(size))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def database(url: str) -> dict[str, Any]:
    """A libpq URL as Django's settings; an empty URL means that this process may not use a database."""
    if not url:
        return {"ENGINE": "django.db.backends.dummy"}
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(parts.pop("dbname", "ventanilla")),
        "USER": str(parts.pop("user", "")),
        "PASSWORD": str(parts.pop("password", "")),
        "HOST": str(parts.pop("host", "")),
        "PORT": str(parts.pop("port", "")),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parts, "server_side_binding": True, "prepare_threshold": PREPARE_AFTER},
    }
