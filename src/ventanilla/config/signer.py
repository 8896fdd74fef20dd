"""The signer's process: which keys it opens, and how it is ended. It has no Django, no database and no page."""

from __future__ import annotations

import json
import logging
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, assert_never

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from ventanilla.adapters.seal.cose import QrKey
from ventanilla.adapters.seal.keys import QR_FILE, SEAL_FILE, read_seal
from ventanilla.adapters.seal.kms import KmsKeys, kms_poster
from ventanilla.adapters.seal.local import LocalKeys
from ventanilla.adapters.seal.port import BadSeal, KeyHolder
from ventanilla.adapters.seal.process import Desk, serve
from ventanilla.adapters.seal.rotation import publish_holder

from .environment import Environment, SealKind, read

TOLD: Final = ("purpose", "sha256", "why", "serial")  # what a line may say beside its message


class JsonLine(logging.Formatter):
    """One JSON object a line: the instant, what happened, and of a signature its purpose and digest."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {"at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")}
        line |= {"level": record.levelname, "said": record.getMessage()}
        line |= {name: value for name in TOLD if (value := getattr(record, name, ""))}
        return json.dumps(line, ensure_ascii=False)


def open_keys(environment: Environment) -> KeyHolder:
    """The keys that this installation signs with, published. BadSeal where they are not of their certificate."""
    setting, options = environment.seal, environment.seal.options
    keys: KeyHolder
    match setting.kind:
        case SealKind.FILES:
            keys = LocalKeys.open(environment.var / "keys")
        case SealKind.HSM:
            from ventanilla.adapters.seal.pkcs11 import HsmAddress, HsmKeys  # an extra, which few installations need

            address = HsmAddress(Path(setting.where), options["token"], options["sello"], options["qr"])
            keys = HsmKeys(address, _secret(options["pin"]), read_seal(Path(options["certificado"])))
        case SealKind.KMS:
            seal, qr = read_seal(Path(options["certificado"])), _qr_key(Path(options["llave_qr"]))
            poster = kms_poster(_secret(options["credencial"]))
            keys = KmsKeys(setting.where, options["sello"], options["qr"], seal, qr, poster)
        case _:
            assert_never(setting.kind)
    publish_holder(environment.var / "keys", keys)
    return keys


def _secret(path: str) -> str:
    """A secret in a file of its own. BadSeal if others may read it."""
    file = Path(path)
    if file.stat().st_mode & 0o077:
        raise BadSeal(f"{file.name} can be read by others: its permissions must be 0600")
    return file.read_text("utf-8").strip()


def _qr_key(path: Path) -> QrKey:
    key = load_pem_public_key(path.read_bytes())
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise BadSeal(f"{path.name} is not a P-256 public key")
    return QrKey(key)


def keys_version(keys: Path) -> tuple[tuple[int, int], ...]:
    """What changes when the keys of ``keys/`` are rotated: both files are replaced whole, never written over.

    Keys elsewhere have no such files: they are rotated by naming others, and a new start.
    """
    stats = [(keys / name).stat() for name in (SEAL_FILE, QR_FILE) if (keys / name).is_file()]
    return tuple((each.st_ino, each.st_mtime_ns) for each in stats)


def serve_signer() -> None:
    """Sign until SIGTERM."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    environment = read()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    keys = environment.var / "keys"
    serve(environment.var, Desk(lambda: open_keys(environment), lambda: keys_version(keys)), stop)
