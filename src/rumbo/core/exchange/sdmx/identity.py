"""What are things called in SDMX? Its identifiers allow fewer signs than the codes of a policy."""

import re
from dataclasses import dataclass

from rumbo.core.policy.models import Policy
from rumbo.core.reporting.model import Report

#: A whole, where a figure is not broken down; the word that SDMX guidelines give it.
TOTAL = "_T"

_PLAIN = re.compile(r"[A-Za-z0-9_-]")
_PARTS = 2


@dataclass(frozen=True, slots=True)
class Identity:
    """Who maintains the structure of a policy, and how its artefacts are called.

    Attributes:
        agency: the entity that leads the policy.
        name: the policy's code as an SDMX identifier, ``PNMCE_2040``.
        version: the edition's, of two numbers. SDMX 3.0 takes such a version for one whose content may still change,
            which is true: a policy's folder is corrected within an edition.
    """

    agency: str
    name: str
    version: str

    @property
    def dataflow(self) -> str:
        """The flow of data, ``MINCETUR:DF_PNMCE_2040(2025.0)``."""
        return f"{self.agency}:DF_{self.name}({self.version})"


def identity_of(policy: Policy, report: Report) -> Identity:
    """The names of a policy's artefacts; the edition is the one that the report tells of."""
    return Identity(
        agency=_letters_first(policy.lead_unit.entity or policy.country),
        name=_letters_first(report.policy_code.upper().replace("-", "_")),
        version=_version(report.edition),
    )


def indicator_id(code: str) -> str:
    """The code of an indicator with underscores for its points, which SDMX does not allow: ``S1_1_1-Q1``."""
    return code.replace(".", "_")


def indicator_code(identifier: str) -> str:
    """The code again from the identifier: no code of an indicator has underscores of its own."""
    return identifier.replace("_", ".")


def dimension_id(dimension: str) -> str:
    """The code of a dimension as an identifier."""
    return _allowed(dimension)


def member_id(dimension: str, member: str) -> str:
    """A member with its dimension, ``region@01``; the same member of two dimensions stays two."""
    return f"{_allowed(dimension)}@{_allowed(member)}"


def _allowed(text: str) -> str:
    """The text with ``$hex$`` for each sign that SDMX does not allow, so that no two texts become one."""
    return "".join(c if _PLAIN.match(c) else f"${ord(c):x}$" for c in text)


def _letters_first(text: str) -> str:
    kept = re.sub(r"[^A-Za-z0-9_]", "_", text)
    return kept if kept[:1].isalpha() else f"X{kept}"


def _version(edition: str) -> str:
    numbers = [str(int(digits)) for digits in re.findall(r"[0-9]+", edition)][:_PARTS]
    return ".".join([*(numbers or ["1"]), "0"][:_PARTS])
