"""Whose the certificate of a seal is: the chain to the anchors, on the day of the receipt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ventanilla.adapters.pki.certificate import read_certificate
from ventanilla.adapters.pki.cfdi_chain import cfdi_chain
from ventanilla.adapters.pki.demo_authority import create_authority
from ventanilla.adapters.pki.demo_identities import Variant
from ventanilla.adapters.pki.trust import Authority, TrustStore
from ventanilla.domain.signing.certificate import TrustClass

if TYPE_CHECKING:
    from tests.adapters.pki.conftest import World


@pytest.mark.parametrize("variant", [Variant.CSD, Variant.OK])
def test_a_csd_and_an_efirma_of_a_configured_authority_reach_it(world: World, variant: Variant) -> None:
    assert cfdi_chain(world.trust)(world.issue(variant), world.at) is None


def test_each_reason_why_it_does_not(world: World) -> None:
    csd = world.issue(Variant.CSD)
    other, _ = create_authority(2048)
    impostor = TrustStore(Authority(read_certificate(der), TrustClass.PRUEBA) for der in (other.root, other.ca))
    cases = {
        "CSD_AUTORIDAD_DESCONOCIDA": (TrustStore(), csd, world.at),
        "CSD_FALSO": (impostor, csd, world.at),
        "CSD_AUTORIDAD_VENCIDA": (world.trust, csd, datetime(2060, 1, 1, tzinfo=UTC)),
        "CSD_DE_OTRO_TIPO": (world.trust, world.authority.responder, world.at),
        "CSD_ILEGIBLE": (world.trust, csd[:-1], world.at),
    }
    for code, (store, der, on) in cases.items():
        why = cfdi_chain(store)(der, on)
        assert why is not None
        assert why.code == code
        assert str(why)


def test_the_day_of_the_receipt_is_what_counts(world: World) -> None:
    """The leaf's own dates are told by whoever reads the receipt, with its numbers."""
    expired = world.issue(Variant.VENCIDA)
    assert cfdi_chain(world.trust)(expired, world.at) is None
    assert cfdi_chain(world.trust)(expired, world.at - timedelta(days=400)) is None
