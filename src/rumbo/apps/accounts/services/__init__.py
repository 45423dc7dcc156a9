"""Everything that writes into the register of people, one module a use case."""

from rumbo.apps.accounts.services.entities import Registration, register_entities
from rumbo.apps.accounts.services.invitations import (
    accept,
    accept_verified,
    invitation_of,
    invite,
    send_again,
    withdraw,
)
from rumbo.apps.accounts.services.people import deactivate, describe, reactivate, remove_second_factor, system_person
from rumbo.apps.accounts.services.roles import RoleIn, change_roles, grant
from rumbo.apps.accounts.services.sign_ins import forget_old_sign_ins, record_sign_in
from rumbo.apps.accounts.services.tokens import IssuedToken, issue_token, revoke_token, token_of

__all__ = [
    "IssuedToken",
    "Registration",
    "RoleIn",
    "accept",
    "accept_verified",
    "change_roles",
    "deactivate",
    "describe",
    "forget_old_sign_ins",
    "grant",
    "invitation_of",
    "invite",
    "issue_token",
    "reactivate",
    "record_sign_in",
    "register_entities",
    "remove_second_factor",
    "revoke_token",
    "send_again",
    "system_person",
    "token_of",
    "withdraw",
]
