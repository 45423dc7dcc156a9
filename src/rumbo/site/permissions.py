"""Who may open which route: the one table. A route that is not here is refused, and the server does not start.

The table says which roles open a page at all; what a person may do with one value, in which entity, is decided by the
services that the page calls, so that no road around a page leads past them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rumbo.apps.accounts.models import Role


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a route.

    Attributes:
        everyone: anybody, signed in or not.
        roles: any of these roles, held in the policy of the site; empty with ``everyone`` false asks only to sign in.
    """

    everyone: bool = False
    roles: frozenset[Role] = frozenset()

    def allows(self, held: Iterable[Role], *, signed_in: bool) -> bool:
        """Whether a person with these roles may enter."""
        if self.everyone:
            return True
        return signed_in and (not self.roles or not self.roles.isdisjoint(held))


EVERYONE = Access(everyone=True)
SIGNED_IN = Access()
REPORTERS = Access(roles=frozenset({Role.ENTITY_REPORTER, Role.ENTITY_HEAD, Role.LEAD}))
REVIEWERS = Access(roles=frozenset({Role.LEAD, Role.PLANNING}))
READERS = Access(roles=frozenset({Role.LEAD, Role.PLANNING, Role.AUDITOR, Role.ADMINISTRATOR}))
"""Those who read everything; the pages of review show it, their forms are for the reviewers."""
FOLLOWERS = Access(
    roles=frozenset(
        {Role.ENTITY_REPORTER, Role.ENTITY_HEAD, Role.LEAD, Role.PLANNING, Role.AUDITOR, Role.ADMINISTRATOR}
    )
)
PLANNERS = Access(roles=frozenset({Role.PLANNING}))
AUDITORS = Access(roles=frozenset({Role.AUDITOR, Role.LEAD, Role.PLANNING}))
ADMINISTRATORS = Access(roles=frozenset({Role.ADMINISTRATOR}))

_PUBLIC: Mapping[str, Access] = dict.fromkeys(
    (
        "public:home",
        "public:objectives",
        "public:objective",
        "public:guideline",
        "public:service",
        "public:indicators",
        "public:indicator",
        "public:explanation",
        "public:search",
        "public:methodology",
        "public:reports",
        "public:report",
        "public:report_file",
        "public:differences",
        "public:alerts",
        "public:entities",
        "public:entity",
    ),
    EVERYONE,
)

_OPERATION: Mapping[str, Access] = {
    "operation:healthz": EVERYONE,
    "operation:favicon": EVERYONE,
    "operation:robots": EVERYONE,
    "operation:tokens": EVERYONE,
}

_ACCOUNT: Mapping[str, Access] = {
    **dict.fromkeys(
        (
            "account_login",
            "account_logout",
            "account_inactive",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "mfa_authenticate",
            "openid_connect_login",
            "openid_connect_callback",
            "socialaccount_login_cancelled",
            "people:join",
        ),
        EVERYONE,
    ),
    **dict.fromkeys(
        (
            "account_change_password",
            "account_reauthenticate",
            "account_set_password",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_generate_recovery_codes",
            "mfa_view_recovery_codes",
            "mfa_reauthenticate",
            "people:self",
            "people:end_session",
            "people:end_sessions",
            "people:new_token",
            "people:revoke_token",
        ),
        SIGNED_IN,
    ),
}

_WORK: Mapping[str, Access] = {
    "work:home": REPORTERS,
    "work:workbook": REPORTERS,
    "work:template": REPORTERS,
    "work:workbook_check": REPORTERS,
    "work:value": REPORTERS,
    "work:judge": REPORTERS,
    "work:presence": REPORTERS,
    "work:hand_back": REPORTERS,
    "work:evidence": FOLLOWERS,
}

_REVIEW: Mapping[str, Access] = {
    "review:queue": READERS,
    "review:campaign": READERS,
    "review:open_campaign": REVIEWERS,
    "review:move_due": REVIEWERS,
    "review:remind": REVIEWERS,
    "review:advance": REVIEWERS,
    "review:value": READERS,
    "review:step": REVIEWERS,
    "review:presence": READERS,
}

_FOLLOWING: Mapping[str, Access] = {
    **dict.fromkeys(
        (
            "following:home",
            "following:case",
            "following:case_evidence",
            "following:commitments",
            "following:commitments_file",
            "following:commitment",
            "following:commitment_evidence",
            "following:recommendations",
            "following:recommendation",
            "following:recommendation_evidence",
        ),
        FOLLOWERS,
    ),
    **dict.fromkeys(("following:take_up", "following:take_up_several", "following:remind"), REVIEWERS),
}

_ISSUING: Mapping[str, Access] = {
    **dict.fromkeys(("issuing:home", "issuing:year", "issuing:file"), READERS),
    **dict.fromkeys(("issuing:sign", "issuing:preview"), REVIEWERS),
    **dict.fromkeys(("issuing:issue", "issuing:publish"), PLANNERS),
}

_AUDIT: Mapping[str, Access] = dict.fromkeys(("audit:home", "audit:file", "audit:verify"), READERS)

_PEOPLE: Mapping[str, Access] = dict.fromkeys(
    (
        "people:home",
        "people:invite",
        "people:send_again",
        "people:withdraw",
        "people:person",
        "people:give_role",
        "people:take_role",
        "people:deactivate",
        "people:reactivate",
        "people:remove_second_factor",
        "people:unlock",
        "people:sign_ins",
        "people:tokens",
    ),
    ADMINISTRATORS,
)

_TRADE: Mapping[str, Access] = dict.fromkeys(("trade:explorer", "trade:statistic", "trade:file"), EVERYONE)

_DATA: Mapping[str, Access] = dict.fromkeys(
    (
        "open_data:home",
        "open_data:file",
        "open_data:indicator",
        "open_data:catalogue_json_ld",
        "open_data:catalogue_turtle",
        "open_data:reports_feed",
        "open_data:alerts_feed",
    ),
    EVERYONE,
)

#: A calendar program cannot sign in: the secret in the address tells whose dates it reads.
_CALENDARS: Mapping[str, Access] = {
    **dict.fromkeys(
        ("calendars:home", "calendars:file", "calendars:new_address", "calendars:close_address"), SIGNED_IN
    ),
    "calendars:subscription": EVERYONE,
}

_JOBS: Mapping[str, Access] = dict.fromkeys(("jobs:home", "jobs:job", "jobs:again", "jobs:file"), SIGNED_IN)

#: What programs ask for has no page to sign in on: what writes asks for a token itself, and its scope decides.
_INTERFACE: Mapping[str, Access] = dict.fromkeys(
    (
        "api_docs",
        "api:api-root",
        "api:openapi-json",
        "api:policy",
        "api:entities",
        "api:objectives",
        "api:guidelines",
        "api:services",
        "api:activities",
        "api:indicators",
        "api:indicator",
        "api:values",
        "api:status",
        "api:alerts",
        "api:reports",
        "api:statistics",
        "api:statistic",
        "api:statistic_data",
        "api:me",
    ),
    EVERYONE,
)

TABLE: Mapping[str, Access] = {
    **_PUBLIC,
    **_OPERATION,
    **_ACCOUNT,
    **_WORK,
    **_REVIEW,
    **_FOLLOWING,
    **_ISSUING,
    **_AUDIT,
    **_PEOPLE,
    **_TRADE,
    **_DATA,
    **_CALENDARS,
    **_JOBS,
    **_INTERFACE,
}
