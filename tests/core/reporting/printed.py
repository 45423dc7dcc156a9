"""Reports to print in tests: a year without any value and one with simulated values of every kind."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pypdfium2

from rumbo.core.language import Language
from rumbo.core.monitoring.method import load_method
from rumbo.core.monitoring.standing import assess
from rumbo.core.observations import Evidence, Observation, Observations, Origin, Part, State
from rumbo.core.policy.models import Indicator, Policy
from rumbo.core.reporting.build import build_report
from rumbo.core.reporting.model import Provenance, Report

AS_OF = datetime(2027, 1, 20, 19, 5, tzinfo=UTC)
_FACTORS = tuple(Decimal(text) for text in ("1.02", "0.97", "0.8", "0.55", "1.3"))


def empty_report(policy: Policy, language: Language = "es") -> Report:
    """A year in which nothing was reported."""
    return _report(policy, {}, language)


def full_report(
    policy: Policy, language: Language = "es", *, comment: str = "", origin: Origin = Origin.SIMULATED
) -> Report:
    """A year with values for five of six indicators, some broken down, some revised."""
    observations = {
        (indicator.code, 2026): _observation(n, indicator, comment, origin)
        for n, indicator in enumerate(policy.indicators)
        if n % 6 != 5 and indicator.target(2026) is not None
    }
    return _report(policy, observations, language)


def page_texts(pdf: bytes) -> list[str]:
    """The text of every page, spaces and hyphenation undone where lines were broken."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    try:
        return [_text(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _text(page: pypdfium2.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_range())
    finally:
        textpage.close()
        page.close()


def squeezed(text: str) -> str:
    """A text without spaces, breaks and hyphens, to look for words wherever a line was broken."""
    return "".join(c for c in text if not c.isspace() and c not in "-\u00ad\u200b\u2010\ufffe\x02")


def _observation(n: int, indicator: Indicator, comment: str, origin: Origin) -> Observation:
    target = indicator.target(2026) or Decimal(1)
    value = target * _FACTORS[n % len(_FACTORS)]
    ratio = indicator.measure.reported_as == "ratio"
    return Observation(
        indicator=indicator.code,
        year=2026,
        value=value,
        numerator=value if ratio else None,
        denominator=indicator.measure.scale if ratio else None,
        origin=origin,
        state=State.VALIDATED,
        revision=1 + n % 3,
        recorded_at=AS_OF - timedelta(days=n),
        recorded_by="Rosa Quispe",
        comment=comment,
        reason="Corrección del denominador" if n % 3 else "",
        parts=(Part("region", "Piura", Decimal(12)), Part("region", "Áncash", Decimal(30))) if n % 4 == 0 else (),
        evidence=(Evidence("informe.pdf", "9f" * 32, 1000),) if n % 4 == 0 else (),
    )


def _report(policy: Policy, observations: Observations, language: Language) -> Report:
    method = load_method("ceplan-2024")
    standing = assess(policy, 2026, observations, method, as_of=AS_OF)
    provenance = Provenance(
        policy_sha256=policy.sha256,
        method_sha256=method.sha256,
        ledger_sequence=len(observations),
        ledger_hash="0" * 64,
        software="rumbo 0.1.0",
        counted_from=State.CONSOLIDATED,
    )
    return build_report(standing, provenance, status="provisional", language=language)
