"""What a transaction of accounts leaves to be done after its commit, by the name of each job (``jobs`` runs them)."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from ventanilla.apps.eventlog.api import ToLog, events_append
from ventanilla.domain.authority import Actor
from ventanilla.kernel.acts import Event, SubjectId


def person_of(by: Actor) -> SubjectId:
    """The human of an act. LookupError for a job of the office, which is none."""
    if by.person is None:
        raise LookupError("a job of the office is nobody")
    return by.person


def owner_told(event: Event, *, by: Actor, now: datetime) -> None:
    """Append ``event`` to the chain of the account's owner, and have them told by e-mail after the commit."""
    events_append([ToLog(event, person_of(by), by)], now=now)
    tell_account(by.owner)


def tell_account(account: UUID) -> None:
    """Tell the owner of an account, after the commit, that something changed in how it is entered."""
    job = app.configure_task("accounts.tell_owner", allow_unknown=False)
    job.defer(account_id=str(account), key=f"cuenta.{uuid.uuid4()}")


def tell_of_certificate(certificate: UUID, notice: str) -> None:
    """Tell the owner of a certificate that there is a notice about it; once for each ``notice``."""
    app.configure_task("accounts.tell_of_certificate", allow_unknown=False).defer(
        certificate_id=str(certificate), notice=notice
    )


def tell_device_later(link: UUID) -> None:
    """Tell the owner that their account was used from a new device."""
    app.configure_task("accounts.tell_device", allow_unknown=False).defer(link_id=str(link))


def tell_password_later(link: UUID) -> None:
    """Tell the owner that their account has a new password."""
    app.configure_task("accounts.tell_password", allow_unknown=False).defer(link_id=str(link))


def send_recovery_later(link: UUID) -> None:
    """Send the link of a recovery, if it is anybody's."""
    app.configure_task("accounts.send_recovery", allow_unknown=False).defer(link_id=str(link))


def send_counter_link_later(recovery: UUID) -> None:
    """Send the link of a recovery in person to the e-mail that the person gave."""
    app.configure_task("accounts.send_counter_link", allow_unknown=False).defer(recovery_id=str(recovery))


def tell_recovery_later(recovery: UUID, moment: str) -> None:
    """Tell everybody on record where a recovery in person is; ``moment`` is the state it came to."""
    app.configure_task("accounts.tell_recovery", allow_unknown=False).defer(recovery_id=str(recovery), moment=moment)


def tell_sign_up_later(sign_up: UUID) -> None:
    """Mail the address of a sign-up: its link, or why there is none."""
    app.configure_task("accounts.tell_sign_up", allow_unknown=False).defer(sign_up_id=str(sign_up))


def tell_contacts_later(sign_up: UUID) -> None:
    """Tell every contact on record that an account was opened."""
    app.configure_task("accounts.tell_contacts", allow_unknown=False).defer(sign_up_id=str(sign_up))


def tell_identity_changed(subject: UUID) -> None:
    """Tell every contact that the office has of somebody that a datum of who they are changed."""
    job = app.configure_task("accounts.tell_identity_changed", allow_unknown=False)
    job.defer(subject=str(subject), key=f"identidad.{uuid.uuid4()}")


def send_code_later(code: UUID) -> None:
    """Send a code to the contact it is for."""
    app.configure_task("accounts.send_code", allow_unknown=False).defer(code_id=str(code))


def tell_receipt_later(proof: UUID, moment: str) -> None:
    """Tell every contact on record of a payroll receipt that was shown; ``moment`` is the state it came to."""
    app.configure_task("accounts.tell_receipt", allow_unknown=False).defer(proof_id=str(proof), moment=moment)


def tell_replaced_later(sign_up: UUID) -> None:
    """Tell the address that another would replace."""
    app.configure_task("accounts.tell_replaced", allow_unknown=False).defer(sign_up_id=str(sign_up))


def ask_kinship_later(dependency: UUID) -> None:
    """Ask the population registry about a request to act for somebody."""
    app.configure_task("accounts.ask_kinship", allow_unknown=False).defer(dependency_id=str(dependency))


def tell_family_later(dependency: UUID, what: str) -> None:
    """Tell whoever acts, and whoever may object, that something was decided of a tie; once for each ``what``."""
    job = app.configure_task("accounts.tell_family", allow_unknown=False)
    job.defer(dependency_id=str(dependency), key=f"familia.{what}.{uuid.uuid4()}")
