"""What does an SDMX program need to know before it reads the data? Structure and code lists as SDMX-ML.

pysdmx gives every text one language and calls it English. The message is therefore written twice, once in each
language, and the two are laid one upon the other; a text that is alike in both is Spanish, the policy's own language.
"""

from typing import Literal

from lxml import etree
from pysdmx.io.format import Format
from pysdmx.io.writer import write_sdmx
from pysdmx.model import Organisation
from pysdmx.model.message import Header

from rumbo.core.exchange.agreement import same_policy
from rumbo.core.exchange.sdmx.codes import code_lists
from rumbo.core.exchange.sdmx.definition import artefacts
from rumbo.core.exchange.sdmx.identity import identity_of
from rumbo.core.language import LANGUAGES, Language, speaking
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.model import Report

#: Editions of the standard. Data in SDMX-CSV 2.0 belong to 3.0; many programs still read structures of 2.1 only.
Standard = Literal["3.0", "2.1"]

_FORMATS: dict[Standard, Format] = {"3.0": Format.STRUCTURE_SDMX_ML_3_0, "2.1": Format.STRUCTURE_SDMX_ML_2_1}

#: For servers that hand the files out.
STRUCTURE_MEDIA_TYPES: dict[Standard, str] = {standard: format_.value for standard, format_ in _FORMATS.items()}

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def structure_xml(policy: Policy, report: Report, *, standard: Standard = "3.0") -> bytes:
    """The structure of the report's observations as SDMX-ML, every name in Spanish and English.

    A report with simulated values gives a message that is marked as a test.

    Raises:
        InputError: the report is of another policy.
    """
    same_policy(policy.code, report.policy_code)
    spanish, english = (_message(policy, report, standard, chosen) for chosen in LANGUAGES)
    _lay_upon(spanish, english)
    return bytes(etree.tostring(spanish, xml_declaration=True, encoding="UTF-8"))


def _message(policy: Policy, report: Report, standard: Standard, language: Language) -> etree._Element:
    with speaking(language):
        identity = identity_of(policy, report)
        lists = code_lists(policy, report, identity)
        header = Header(
            id=f"{identity.name}_{report.year}",
            test=report.simulated,
            prepared=report.as_of,
            sender=Organisation(id=identity.agency),
        )
        every = [*lists.values(), *artefacts(report, identity, lists)]
        return etree.fromstring(str(write_sdmx(every, _FORMATS[standard], header=header)).encode())


def _lay_upon(spanish: etree._Element, english: etree._Element) -> None:
    """Mark the texts of the first message as Spanish and set those of the second beside them."""
    pairs = zip(spanish.iterfind(f".//*[@{_LANG}]"), english.iterfind(f".//*[@{_LANG}]"), strict=True)
    for own, other in list(pairs):
        own.set(_LANG, "es")
        if own.text != other.text:
            own.addnext(other)
