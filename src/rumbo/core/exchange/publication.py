"""Who publishes the data, under which licence, and from which address? What no file of the project can know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """Under which terms the data may be used again.

    Attributes:
        name: short name of the Open Definition or of SPDX, ``ODC-By-1.0``.
        title: its name in words.
        url: where its text stands.
    """

    name: str
    title: str
    url: str


#: The licence of Peru's national open data portal.
ODC_BY = Licence(
    "ODC-By-1.0", "Open Data Commons Attribution License 1.0", "https://opendatacommons.org/licenses/by/1-0/"
)
CC_BY = Licence(
    "CC-BY-4.0", "Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """The body that publishes.

    Attributes:
        name: as it signs.
        homepage: its address on the web.
        email: where questions about the data are answered; empty where no address is given.
    """

    name: str
    homepage: str
    email: str


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and by whom data are published.

    Attributes:
        address: page of the open data on the site, without a slash at its end.
        publisher: who publishes.
        licence: the terms of use.
    """

    address: str
    publisher: Publisher
    licence: Licence = ODC_BY
