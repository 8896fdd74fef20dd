"""An office that is opened for a test: its register sown, and what it reaches outside standing in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from django.conf import settings

from tests.web.office import Mint, Office, drawn
from ventanilla.adapters.cleaning.local import ProcessCleaner
from ventanilla.adapters.pki.cfdi_chain import cfdi_chain
from ventanilla.adapters.pki.local import LocalRevocation
from ventanilla.adapters.pki.service import Verifier
from ventanilla.adapters.push.local import KeptPush
from ventanilla.adapters.push.sealing import Vapid
from ventanilla.adapters.registry.local import LocalRegistry
from ventanilla.adapters.scan.local import NoScanner
from ventanilla.adapters.storage.local import LocalStorage
from ventanilla.adapters.storage.sealed import SealedStorage
from ventanilla.adapters.tokens.local import LocalTokenSigner
from ventanilla.apps.affiliation.api import use_receipt_seals
from ventanilla.apps.attachments.api import Receiving
from ventanilla.apps.cases.api import payment_taken, use_mailer
from ventanilla.apps.demo.api import seed_register, use_demonstration_bank
from ventanilla.apps.documents.api import use_archive
from ventanilla.apps.signatures.api import use_verifier
from ventanilla.config.demo_bank import accounts_open, demonstration_bank
from ventanilla.config.demo_mail import DemonstrationMailer, keep_push
from ventanilla.config.registers import career, family, invented_parents, invented_person, on_record


@contextmanager
def opened(mint: Mint, folder: Path) -> Iterator[Office]:
    """An office with the people of ``drawn`` in its register, that believes ``mint``'s authority."""
    from ventanilla.apps.accounts import outbound as accounts
    from ventanilla.apps.attachments import outbound as attachments
    from ventanilla.apps.cards import outbound as cards
    from ventanilla.apps.cases import outbound as cases
    from ventanilla.apps.documents import outbound as documents
    from ventanilla.apps.inbox import outbound as inbox
    from ventanilla.apps.oidc import outbound as oidc
    from ventanilla.apps.payments import outbound as payments
    from ventanilla.apps.programs import outbound as programs
    from ventanilla.apps.signatures import outbound as signatures
    from ventanilla.apps.staff import outbound as staff

    connected_apps = (
        accounts,
        attachments,
        cards,
        cases,
        documents,
        inbox,
        oidc,
        payments,
        programs,
        signatures,
        staff,
    )
    before = [(module, dict(module._connected)) for module in connected_apps]
    pki = folder / "pki"
    pki.mkdir(parents=True)
    (folder / "keys").symlink_to(mint.keys, target_is_directory=True)
    use_verifier(Verifier(mint.trust(), LocalRevocation(pki, mint.authority)))
    use_mailer(DemonstrationMailer())
    accounts.use_mailer(DemonstrationMailer())
    documents.use_mailer(DemonstrationMailer())
    use_archive(LocalStorage.open(folder / "archivo"))
    oidc.use_mailer(DemonstrationMailer())
    inbox.use_mailer(DemonstrationMailer())
    cards.use_mailer(DemonstrationMailer())
    inbox.use_pusher(KeptPush(Vapid.of_secret(b"7" * 32, "mailto:x@ejemplo.mx"), keep_push))
    programs.use_mailer(DemonstrationMailer())
    payments.use_mailer(DemonstrationMailer())
    bank = demonstration_bank(folder)
    accounts_open(bank, drawn())
    payments.use_bank(bank)
    payments.use_taker(payment_taken)
    use_demonstration_bank(bank)
    oidc.use_token_signer(LocalTokenSigner.open(mint.keys))
    staff.use_mailer(DemonstrationMailer())
    attachments.use_receiving(
        Receiving(
            SealedStorage(LocalStorage.open(folder / "archivo"), bytes(32)),
            ProcessCleaner(),
            NoScanner(),
            settings.VENTANILLA_ATTACHMENT_BYTES,
            cfdi_chain(mint.trust()),
        )
    )
    accounts.use_register(on_record)
    accounts.use_careers(career)
    accounts.use_receipts(cfdi_chain(mint.trust()))
    use_receipt_seals(cfdi_chain(mint.trust()))
    accounts.use_family(family())
    accounts.use_registry(LocalRegistry(invented_person, invented_parents))
    seed_register(drawn(), settings.VENTANILLA_CLOCK.now())
    try:
        yield Office(mint, pki, folder)
    finally:
        for module, connected in before:
            cast("dict[str, Any]", module._connected).clear()
            cast("dict[str, Any]", module._connected).update(connected)
