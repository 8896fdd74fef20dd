"""How a person is told beside their inbox: what they chose, and the browsers that they added."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac

from ventanilla.adapters.push.port import PushRefused, Subscription
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.accounts.notices import Channel, Choices, Topic
from ventanilla.domain.authority import Actor

from .models import Device, NoticeChoice
from .outbound import pusher

MAX_DEVICES: Final = 10  # of one account
MAX_NAME: Final = 80  # characters


class TooManyDevices(ValueError):
    """The account has as many as it may."""


class NoSuchDevice(LookupError):
    """It is not theirs, or it is gone."""


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A browser that is told, as its owner recognises it."""

    id: UUID
    name: str
    added_at: datetime


def choices_of(account: UUID) -> Choices:
    """What the owner of an account chose."""
    with scope(None):
        rows = list(NoticeChoice.objects.filter(account=account).values_list("topic", "channel", "wanted"))
    chosen = {(Topic(topic), Channel(channel)): wanted for topic, channel, wanted in rows}
    return Choices(chosen)


def choices_keep(chosen: Mapping[tuple[Topic, Channel], bool], *, by: Actor) -> None:
    """Keep what was chosen in the place of what was before."""
    rows = [
        NoticeChoice(account_id=by.owner, topic=topic.value, channel=channel.value, wanted=wanted)
        for (topic, channel), wanted in chosen.items()
    ]
    with scope(None), transaction.atomic():
        NoticeChoice.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["account", "topic", "channel"],
            update_fields=["wanted"],
        )


def device_key() -> str:
    """What a browser is given to subscribe."""
    return pusher().public_key


def devices_of(account: UUID) -> tuple[DeviceView, ...]:
    """The browsers that the owner of an account added, the newest first."""
    with scope(None):
        rows = Device.objects.filter(account=account).order_by("-added_at")
        return tuple(DeviceView(row.id, row.name, row.added_at) for row in rows[:MAX_DEVICES])


def device_add(endpoint: str, key: str, secret: str, *, name: str, by: Actor, now: datetime) -> None:
    """Have a browser told. One that was another account's is from now on this one's: whoever holds it is here.

    PushRefused for an address of no push service, or a key that is none; TooManyDevices.
    """
    to = Subscription(endpoint, _bytes(key), _bytes(secret))
    pusher().check(to)
    kept = {
        "account_id": by.owner,
        "endpoint": endpoint,
        "key": to.key,
        "secret": secret,
        "name": name[:MAX_NAME],
        "added_at": now,
    }
    with scope(None), transaction.atomic():
        digest = _digest(endpoint)
        others = Device.objects.filter(account=by.owner).exclude(endpoint_digest=digest)
        if others.count() >= MAX_DEVICES:
            raise TooManyDevices
        Device.objects.update_or_create(endpoint_digest=digest, defaults=kept)


def device_remove(device: UUID, *, by: Actor) -> None:
    """Tell that browser no more. NoSuchDevice."""
    with scope(None):
        deleted, _ = Device.objects.filter(id=device, account=by.owner).delete()
    if not deleted:
        raise NoSuchDevice


def subscription_of(row: Device) -> Subscription:
    """As the pusher takes it."""
    return Subscription(row.endpoint, bytes(row.key), _bytes(row.secret))


def _digest(endpoint: str) -> bytes:
    return salted_hmac("inbox.device", endpoint, algorithm="sha256").digest()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise PushRefused("not base64url") from error
