"""Every page of the face, with invented people: what the tests render, and what the screenshots show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tests.web.account_samples import application_pages, own_account_pages, password_and_session_pages, security_pages
from tests.web.attachment_samples import attachment_pages
from tests.web.audit_samples import audit_pages
from tests.web.card_counter_samples import card_counter_pages
from tests.web.card_samples import card_pages
from tests.web.case_samples import life_pages
from tests.web.catalogue_samples import catalogue_pages
from tests.web.cedula_samples import cedula_pages
from tests.web.consulta_samples import consulta_pages
from tests.web.dispute_samples import dispute_pages
from tests.web.employer_samples import employer_pages
from tests.web.family_samples import family_pages
from tests.web.identity_samples import identity_pages
from tests.web.inbox_samples import inbox_pages
from tests.web.mandate_samples import mandate_pages
from tests.web.number_samples import number_pages
from tests.web.office_samples import case_pages, office_pages
from tests.web.payment_samples import payment_pages
from tests.web.portal_samples import other_pages, public_pages, verification_pages
from tests.web.program_samples import program_pages
from tests.web.recovery_samples import recovery_pages
from tests.web.refund_samples import refund_pages
from tests.web.review_samples import review_pages
from tests.web.revoke_samples import revoke_pages
from tests.web.rights_samples import rights_pages
from tests.web.sample_frame import ANONYMOUS, IN_OFFICE, SIGNED_IN
from tests.web.staff_samples import staff_pages
from tests.web.verify_samples import verify_pages
from tests.web.way_in_samples import sign_up_pages, way_in_pages

PAGES: Final[dict[str, tuple[str, dict[str, Any]]]] = {}
"""Name of the sample -> (template, context)."""


def add(name: str, template: str, page: Any, frame: Mapping[str, Any] = ANONYMOUS) -> None:
    PAGES[name] = (template, {**frame, "page": page})


public_pages(add)
catalogue_pages(add, SIGNED_IN)
cedula_pages(add, ANONYMOUS)
recovery_pages(add)
way_in_pages(add)
sign_up_pages(add)
office_pages(add)
case_pages(add)
verification_pages(add)
other_pages(add)
own_account_pages(add)
password_and_session_pages(add)
application_pages(add)
security_pages(add)
staff_pages(add, SIGNED_IN)
audit_pages(add, SIGNED_IN)
review_pages(add, SIGNED_IN)
revoke_pages(add, SIGNED_IN)
verify_pages(add, SIGNED_IN)
dispute_pages(add, SIGNED_IN)
program_pages(add, SIGNED_IN)
attachment_pages(add, SIGNED_IN)
employer_pages(add)
family_pages(add)
consulta_pages(add)
mandate_pages(add)
rights_pages(add)
identity_pages(add)
inbox_pages(add)
payment_pages(add)
refund_pages(add)
number_pages(add)
life_pages(add, IN_OFFICE)
card_pages(add)
card_counter_pages(add)
