"""Which adapter serves which port, in this installation and in this process."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings

from ventanilla.adapters.citas.local import InventedAppointments
from ventanilla.adapters.cleaning.local import ProcessCleaner
from ventanilla.adapters.cobranza.local import InventedCollection
from ventanilla.adapters.incapacidades.local import InventedCertificates
from ventanilla.adapters.mail.port import Mailer
from ventanilla.adapters.mail.real import SmtpMailer
from ventanilla.adapters.payments.port import Bank
from ventanilla.adapters.payments.real import FileExchange
from ventanilla.adapters.pensiones.local import InventedPayments
from ventanilla.adapters.pki.cfdi_chain import cfdi_chain
from ventanilla.adapters.pki.demo_authority import AUTHORITY_DIRECTORY
from ventanilla.adapters.pki.local import LocalCrls, LocalRevocation, demo_trust
from ventanilla.adapters.pki.port import CrlSource, RevocationSource, SourceByTrust
from ventanilla.adapters.pki.posting import tls
from ventanilla.adapters.pki.real import CrlOverHttp, OcspOverHttp
from ventanilla.adapters.pki.service import Verifier
from ventanilla.adapters.pki.trust import TrustStore
from ventanilla.adapters.push.local import KeptPush
from ventanilla.adapters.push.port import Pusher
from ventanilla.adapters.push.real import WebPush
from ventanilla.adapters.push.sealing import Vapid
from ventanilla.adapters.registry.local import LocalRegistry
from ventanilla.adapters.registry.port import PopulationRegistry
from ventanilla.adapters.registry.real import RegistryOverHttps
from ventanilla.adapters.scan.local import NoScanner
from ventanilla.adapters.scan.port import Scanner
from ventanilla.adapters.scan.real import Clamd
from ventanilla.adapters.seal.client import RemoteKeys
from ventanilla.adapters.seal.longterm import FileCompleter
from ventanilla.adapters.seal.signer import InstitutionSigner
from ventanilla.adapters.seal.wire import socket_path
from ventanilla.adapters.storage.local import LocalStorage
from ventanilla.adapters.storage.port import Storage
from ventanilla.adapters.storage.real import Bucket, S3Storage
from ventanilla.adapters.storage.sealed import SealedStorage
from ventanilla.adapters.storage.sigv4 import Credential
from ventanilla.adapters.tokens.local import LocalTokenSigner
from ventanilla.adapters.tsa.embedded import FileStamper
from ventanilla.adapters.tsa.local import LocalTimestamps
from ventanilla.adapters.tsa.real import TsaOverHttps
from ventanilla.apps.accounts import api as accounts
from ventanilla.apps.affiliation.api import use_certificates, use_collection, use_pensions, use_receipt_seals
from ventanilla.apps.appointments.api import use_appointments
from ventanilla.apps.attachments.api import Receiving, use_receiving
from ventanilla.apps.cards.api import CardPress, cards_withdrawn, use_card_press
from ventanilla.apps.cards.api import use_mailer as use_cards_mailer
from ventanilla.apps.cases.api import offer, payment_taken, use_mailer
from ventanilla.apps.demo.api import use_demonstration_bank
from ventanilla.apps.documents.api import Press, use_archive, use_press, use_withdrawn
from ventanilla.apps.documents.api import use_mailer as use_documents_mailer
from ventanilla.apps.inbox.api import use_mailer as use_inbox_mailer
from ventanilla.apps.inbox.api import use_pusher
from ventanilla.apps.oidc import api as oidc
from ventanilla.apps.payments import api as payments
from ventanilla.apps.programs import api as programs
from ventanilla.apps.signatures.api import use_timestamps, use_verifier
from ventanilla.apps.staff import api as staff
from ventanilla.domain.signing.certificate import TrustClass
from ventanilla.kit import discover
from ventanilla.web import logs

from .demo_bank import demonstration_bank
from .demo_mail import DemonstrationMailer, keep_push
from .environment import FILES_KEY, PUSH_KEY, BadEnvironment, Environment, Mode, retired, secret
from .packages import packages
from .print_long import bounded_typesetter
from .registers import career, family, invented_parents, invented_person, on_record


def connect() -> None:
    """Connect everything once, when Django is ready. A process without a database gets the catalogue alone."""
    environment: Environment = settings.ENVIRONMENT
    offer(discover(*packages(environment)))
    if not settings.DATABASES["default"].get("NAME"):
        return
    logs.configure()
    mailer = _mailer(environment)
    use_mailer(mailer)
    use_documents_mailer(mailer)
    accounts.use_mailer(mailer)
    oidc.use_mailer(mailer)
    use_inbox_mailer(mailer)
    use_cards_mailer(mailer)
    use_pusher(_pusher(environment))
    programs.use_mailer(mailer)
    staff.use_mailer(mailer)
    accounts.use_register(on_record)
    accounts.use_careers(career)
    accounts.use_family(family())
    accounts.use_registry(_registry(environment))
    today = settings.VENTANILLA_CLOCK.today
    use_certificates(InventedCertificates(today) if environment.mode is Mode.DEMONSTRATION else None)
    use_appointments(InventedAppointments() if environment.mode is Mode.DEMONSTRATION else None)
    payments.use_mailer(mailer)
    payments.use_taker(payment_taken)
    payments.use_bank(bank(environment))
    use_pensions(InventedPayments(today) if environment.mode is Mode.DEMONSTRATION else None)
    use_collection(InventedCollection(today) if environment.mode is Mode.DEMONSTRATION else None)
    use_archive(storage(environment))
    use_receiving(receiving(environment))
    if environment.process == "web":
        accounts.passwords_warm()
        oidc.use_token_signer(LocalTokenSigner.open(environment.var / "keys"))
    if environment.mode is Mode.PRODUCTION or (environment.var / "pki").is_dir():
        checked = verifier(environment)
        use_verifier(checked)
        seals = cfdi_chain(checked.trust)
        accounts.use_receipts(seals)
        use_receipt_seals(seals)
        use_receiving(replace(receiving(environment), seals=seals))


def storage(environment: Environment) -> SealedStorage:
    """Where whole files are kept, sealed with the installation's key for files."""
    keys = environment.var
    return SealedStorage(_below(environment), secret(keys, FILES_KEY), retired(keys, FILES_KEY))


def _below(environment: Environment) -> Storage:
    """The disk or the bucket, which see only sealed bytes."""
    bucket = environment.bucket
    if bucket is None:
        return LocalStorage.open(environment.var / "archivo")
    try:
        key_id, said = bucket.credential.read_text(encoding="ascii").split()
        authorities = tls() if bucket.authorities is None else tls(bucket.authorities)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise BadEnvironment(
            f"No se pudo usar VENTANILLA_ARCHIVO: {bucket.credential} lleva dos líneas, el nombre de la llave y su "
            "secreto; y «autoridades», certificados en PEM."
        ) from error
    at = Bucket(bucket.host, bucket.port, bucket.name, bucket.region)
    return S3Storage(at, Credential(key_id, said), authorities)


def bank(environment: Environment) -> Bank | None:
    """The bank of the institution: the folder that was given; a demonstration's own; none."""
    if environment.bank is not None:
        return FileExchange(environment.bank)
    if environment.mode is Mode.PRODUCTION:
        return None
    local = demonstration_bank(environment.var)
    use_demonstration_bank(local)
    return local


def receiving(environment: Environment) -> Receiving:
    """What it takes to receive what a person attaches."""
    scanner: Scanner = NoScanner() if environment.scanner is None else Clamd(environment.scanner)
    return Receiving(storage(environment), ProcessCleaner(), scanner, environment.attachment_bytes)


def connect_worker() -> None:
    """What the worker alone is given: the way to the signer, and what prints."""
    environment: Environment = settings.ENVIRONMENT
    demonstration = environment.mode is Mode.DEMONSTRATION
    stamping, lists = timestamps(environment), revocation_lists(environment)
    if stamping:
        use_timestamps(stamping)
    signer = InstitutionSigner(RemoteKeys(socket_path(environment.var)))
    use_card_press(CardPress(signer, settings.VENTANILLA_BRAND["institution"]))
    use_withdrawn(cards_withdrawn)
    use_press(
        Press(
            typesetter=bounded_typesetter(environment),
            signer=signer,
            institution=settings.VENTANILLA_BRAND["institution"],
            origin=environment.origin,
            notice="Documento de demostración: sus datos son inventados y no tiene validez." if demonstration else "",
            stamper=FileStamper(stamping, stamping.trust) if stamping else None,
            completer=FileCompleter(lists) if lists else None,
        )
    )


def timestamps(environment: Environment) -> LocalTimestamps | TsaOverHttps | None:
    """Whom this installation asks about time: the authority that was given, or a demonstration's own."""
    if environment.tsa and environment.time_anchors is not None:
        return TsaOverHttps(environment.tsa, TrustStore.load({TrustClass.PRODUCCION: environment.time_anchors}))
    pki = environment.var / "pki"
    local = environment.mode is Mode.DEMONSTRATION and (pki / AUTHORITY_DIRECTORY).is_dir()
    return LocalTimestamps.open(pki) if local else None


def revocation_lists(environment: Environment) -> CrlSource | None:
    """Who says what the authorities of the seal and of its time revoked: the addresses given; a demonstration's own."""
    given = environment.crl
    remote = None if given is None else CrlOverHttp(json.loads(given.read_text(encoding="utf-8")))
    pki = environment.var / "pki"
    local = environment.mode is Mode.DEMONSTRATION and (pki / AUTHORITY_DIRECTORY).is_dir()
    return LocalCrls(pki, remote) if local else remote


def verifier(environment: Environment) -> Verifier:
    """Whom this installation believes, and whom it asks about revocation."""
    addresses = json.loads(environment.ocsp.read_text(encoding="utf-8")) if environment.ocsp else {}
    remote: RevocationSource = OcspOverHttp(addresses)
    if environment.mode is Mode.PRODUCTION:
        anchors = {TrustClass.PRODUCCION: environment.production_anchors}
        trust = TrustStore.load({kind: path for kind, path in anchors.items() if path is not None})
        return Verifier(trust, SourceByTrust({TrustClass.PRODUCCION: remote}))
    pki = environment.var / "pki"
    local: RevocationSource = LocalRevocation(pki)
    trust = demo_trust(pki, environment.test_anchors, environment.production_anchors)
    sources = {TrustClass.DEMOSTRACION: local, TrustClass.PRUEBA: local, TrustClass.PRODUCCION: remote}
    return Verifier(trust, SourceByTrust(sources))


def _mailer(environment: Environment) -> Mailer:
    if environment.smtp:
        return SmtpMailer(environment.smtp, settings.VENTANILLA_BRAND["sender"])
    return DemonstrationMailer()


def _pusher(environment: Environment) -> Pusher:
    """The services of the browsers' makers; a demonstration keeps what it would send, and `/demo/correo` shows it."""
    vapid = Vapid.of_secret(secret(environment.var, PUSH_KEY), f"mailto:{settings.VENTANILLA_BRAND['sender']}")
    return KeptPush(vapid, keep_push) if environment.mode is Mode.DEMONSTRATION else WebPush(vapid, time.time)


def _registry(environment: Environment) -> PopulationRegistry:
    """The registry at the operator's address. A demonstration without one has its own; production says *no service*."""
    if environment.registry or environment.mode is Mode.PRODUCTION:
        host = urlsplit(environment.registry).hostname
        return RegistryOverHttps(environment.registry, frozenset({host} if host else ()))
    return LocalRegistry(invented_person, invented_parents)
