"""How a program reports what its unit answers for: with a token, checked like a form, all of it or nothing."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from http import HTTPStatus
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Schema
from pydantic import ConfigDict, Strict, StringConstraints

from rumbo.apps.accounts.models import ApiToken
from rumbo.apps.desk.checking import check_content
from rumbo.apps.desk.records import DraftContent, TypedPart
from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.records import RevisionRecord
from rumbo.apps.ledger.services import record_values
from rumbo.core.errors import InputError, Problem
from rumbo.core.intake.figures import Convention
from rumbo.core.language import _
from rumbo.core.observations import NewValue, Origin
from rumbo.core.policy.models import Policy
from rumbo.site.api import answers
from rumbo.site.api.problems import answer, documented
from rumbo.site.api.reading import router
from rumbo.site.api.tokens import UnitToken
from rumbo.site.policy_shown import policy

MOST_VALUES = 500

#: A JSON number; true and false are none.
Figure = Annotated[float, Strict()]
Typed = Annotated[str, StringConstraints(max_length=60)]
Remark = Annotated[str, StringConstraints(max_length=4000)]


class Sent(Schema):
    """What a program sends: a field that is not described is refused rather than passed over."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class PartSent(Sent):
    """One part of a value by a dimension that the sheet declares."""

    dimension: Typed
    member: Annotated[str, StringConstraints(max_length=300)]
    value: Figure | Typed | None = None
    numerator: Figure | Typed | None = None
    denominator: Figure | Typed | None = None


class ValueSent(Sent):
    """A value: of a ratio its two terms, of anything else the value; or that there is none, and why.

    Send figures as texts to keep every digit.
    """

    indicator: Typed
    year: int = Field(ge=1900, le=2200)
    value: Figure | Typed | None = None
    numerator: Figure | Typed | None = None
    denominator: Figure | Typed | None = None
    no_data_reason: Remark = ""
    """Why there is no figure for the year; only where the value and both terms are null or left out."""
    expected_on: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = Field(
        None, examples=["2027-09-30"]
    )
    """The day on which the missing figure is expected; only beside ``no_data_reason``."""
    comment: Remark = ""
    reason: Remark = ""
    """Why an earlier value is replaced; asked for when there is one."""
    parts: list[PartSent] = Field([], max_length=500)


class ValuesSent(Sent):
    """Values of one unit, recorded all together or not at all."""

    values: list[ValueSent] = Field(min_length=1, max_length=MOST_VALUES)
    dry_run: bool = False
    """Check and store nothing."""


@router.get(
    "/me",
    response=documented(answers.TokenAnswer, HTTPStatus.UNAUTHORIZED),
    auth=UnitToken(),
    url_name="me",
    summary="What a token may do",
    tags=["reporting"],
)
def me(request: HttpRequest) -> answers.TokenAnswer:
    """Whose token this is, how long it holds, and which indicators it may report."""
    token = _token(request)
    return answers.TokenAnswer(
        name=token.name,
        person=token.person.name,
        entity=token.entity.code,
        unit=token.unit.name if token.unit else None,
        scope=token.scope,
        expires_at=token.expires_at,
        indicators=[i.code for i in policy().indicators if token.reaches(policy(), i.code)],
    )


@router.post(
    "/values",
    response=documented(
        answers.RecordedAnswer,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ),
    auth=UnitToken(),
    url_name="values",
    summary="Report values",
    tags=["reporting"],
)
def report_values(request: HttpRequest, sent: ValuesSent) -> object:
    """Record values and submit them to the lead directorate; what was sent before is not written again."""
    token = _token(request)
    if refused := _refusals(token, policy(), sent.values):
        return answer(HTTPStatus.FORBIDDEN, _("The token does not reach these values."), refused)
    new, warnings = _checked(policy(), sent.values)
    if sent.dry_run:
        return answers.RecordedAnswer(recorded=[], unchanged=[], warnings=warnings)
    done = record_values(
        policy(), new, origin=Origin.REPORTED, actor=token.person, entity=token.entity.code, source_name=token.name
    )
    return answers.RecordedAnswer(
        recorded=[key.indicator for key in done.recorded],
        unchanged=[key.indicator for key in done.unchanged],
        warnings=warnings,
    )


def _token(request: HttpRequest) -> ApiToken:
    token = request.auth  # type: ignore[attr-defined] # set by ninja
    assert isinstance(token, ApiToken)  # noqa: S101 - held by the router's auth
    return token


def _refusals(token: ApiToken, of: Policy, sent: Sequence[ValueSent]) -> tuple[Problem, ...]:
    """What the token does not reach."""
    if token.scope != ApiToken.Scope.REPORT:
        mend = _("Ask for a token that may report.")
        return (Problem(_("The token “{name}” only reads.").format(name=token.name), "Authorization", mend),)
    known = {indicator.code for indicator in of.indicators}
    return tuple(
        Problem(
            _("{entity} does not report {code}.").format(entity=token.entity.code, code=value.indicator),
            f"values.{place}.indicator",
            _("Send only what the token's unit reports; “me” lists it."),
        )
        for place, value in enumerate(sent)
        if value.indicator in known and not token.reaches(of, value.indicator)
    )


def _checked(of: Policy, sent: Sequence[ValueSent]) -> tuple[list[NewValue], list[str]]:
    """The values as they will be recorded, and what a careful reader would ask about them.

    Raises:
        InputError: anything is wrong, with every problem and its place in what was sent.
    """
    known = {indicator.code for indicator in of.indicators}
    observed = selectors.observations(of.code)
    new, problems, warnings = [], [], []
    for place, value in enumerate(sent):
        if value.indicator not in known:
            what = _("The policy has no indicator “{code}”.").format(code=value.indicator)
            problems.append(Problem(what, f"values.{place}.indicator", _("Take a code from the list of indicators.")))
            continue
        past = selectors.history(of.code, value.indicator, value.year)
        checked = check_content(
            of,
            value.indicator,
            value.year,
            _content(value),
            observed,
            replaces=past[-1].number if past and not _same(past[-1], value) else 0,
            decimal=Convention.POINT,
        )
        problems += [Problem(p.what, f"values.{place}.{p.where}", p.mend) for p in checked.problems]
        warnings += [f"{value.indicator} {value.year}: {warning}" for warning in checked.warnings]
        if checked.value is not None:
            new.append(checked.value)
    if problems:
        raise InputError(*problems)
    return new, warnings


def _same(revision: RevisionRecord, value: ValueSent) -> bool:
    """Whether what was sent is what the latest revision says: then no reason is asked for."""
    if _says_no_data(value) or revision.value is None:
        day = revision.expected_on.isoformat() if revision.expected_on else None
        said = (value.no_data_reason.strip(), value.expected_on)
        return revision.value is None and (revision.no_data_reason, day) == said
    pairs = (("value", value.value), ("numerator", value.numerator), ("denominator", value.denominator))
    return all(sent is None or getattr(revision, name) == _number(sent) for name, sent in pairs)


def _says_no_data(value: ValueSent) -> bool:
    """Whether it is sent that there is no figure; a reason beside a figure is refused by the checks."""
    return bool(value.no_data_reason.strip() or value.expected_on)


def _number(sent: float | str) -> Decimal | None:
    try:
        return Decimal(str(sent))
    except InvalidOperation:
        return None


def _content(value: ValueSent) -> DraftContent:
    """What was sent, as somebody would have typed it."""
    return DraftContent(
        value=_typed(value.value),
        numerator=_typed(value.numerator),
        denominator=_typed(value.denominator),
        comment=value.comment,
        reason=value.reason,
        no_data=_says_no_data(value),
        no_data_reason=value.no_data_reason,
        expected_on=value.expected_on or "",
        parts=tuple(
            TypedPart(p.dimension, p.member, _typed(p.value), _typed(p.numerator), _typed(p.denominator))
            for p in value.parts
        ),
    )


def _typed(figure: float | str | None) -> str:
    """A figure as a text without an exponent; empty where there is none."""
    if figure is None or isinstance(figure, str):
        return figure or ""
    return format(Decimal(str(figure)), "f")
