"""The door of staff's identity."""

from ventanilla.domain.authority.events import EVENTS

from .bootstrap import AdministratorsExist, Named, TooFewNamed, administrators_name, unit_name
from .grants import (
    GrantNotFound,
    GrantRefused,
    NotAdministrator,
    Proposal,
    grant_approve,
    grant_invite_again,
    grant_propose,
    grant_refuse,
    grant_revoke,
)
from .invitations import (
    Begun,
    FactorsMissing,
    InvitationDead,
    Invited,
    InvitedAnother,
    activation_begin,
    activation_finish,
    activation_goes_on,
    invitation_accept,
    invitation_for,
    invitation_is_for,
)
from .kept import KEEPS
from .outbound import use_mailer
from .selectors import (
    GrantView,
    UnitView,
    grant_for,
    grants_all,
    grants_of,
    official_place,
    official_post,
    official_roles,
    post_invited,
    units,
)
from .units import Appointed, officials_load, unit_declare

__all__ = [
    "EVENTS",
    "KEEPS",
    "AdministratorsExist",
    "Appointed",
    "Begun",
    "FactorsMissing",
    "GrantNotFound",
    "GrantRefused",
    "GrantView",
    "InvitationDead",
    "Invited",
    "InvitedAnother",
    "Named",
    "NotAdministrator",
    "Proposal",
    "TooFewNamed",
    "UnitView",
    "activation_begin",
    "activation_finish",
    "activation_goes_on",
    "administrators_name",
    "grant_approve",
    "grant_for",
    "grant_invite_again",
    "grant_propose",
    "grant_refuse",
    "grant_revoke",
    "grants_all",
    "grants_of",
    "invitation_accept",
    "invitation_for",
    "invitation_is_for",
    "official_place",
    "official_post",
    "official_roles",
    "officials_load",
    "post_invited",
    "unit_declare",
    "unit_name",
    "units",
    "use_mailer",
]
