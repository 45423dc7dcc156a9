"""What both layouts of weekly files share: dates, ids, names and texts of the lines, as columns of a table."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rumbo.core.customs.simulator.dbf_writer import Numbers, Padded, Texts, text_table
from rumbo.core.customs.simulator.identities import company_name, natural_name
from rumbo.core.customs.simulator.lines import Lines
from rumbo.core.customs.simulator.marks import MARK
from rumbo.core.customs.simulator.shipments import OFFICES
from rumbo.core.customs.simulator.trade import Trade
from rumbo.core.customs.simulator.traps import CODE

Integers = npt.NDArray[np.int64]

NAME_WIDTH, ADDRESS_WIDTH, TEXT_WIDTH = 45, 40, 40
#: What no country is called.
_NO_COUNTRY = "ZZ"
_TAX_ID, _IDENTITY_CARD = "4", "3"


@dataclass
class Parts:
    """The texts of a trade, made once and used by every week."""

    trade: Trade

    @cached_property
    def names(self) -> npt.NDArray[np.bytes_]:
        """Name of each firm; behind them the same names in UTF-8, which no reader expects."""
        firms = self.trade.firms
        plain = [
            natural_name(int(number)) if natural else company_name(int(number))
            for number, natural in zip(firms.number, firms.natural, strict=True)
        ]
        right = text_table(plain, NAME_WIDTH)
        wrong = [f"{name} Ñ".encode()[:NAME_WIDTH].ljust(NAME_WIDTH) for name in plain]
        return np.concatenate([right, np.array(wrong, dtype=right.dtype)])

    @cached_property
    def addresses(self) -> npt.NDArray[np.bytes_]:
        """An invented address in each region."""
        return text_table(
            [f"AV. SIMULADA {int(code) * 100} DPTO. {code}" for code in self.trade.regions], ADDRESS_WIDTH
        )

    @cached_property
    def places(self) -> npt.NDArray[np.bytes_]:
        """The place code of each region, and behind them one that is none."""
        return text_table([*(f"{code}0101" for code in self.trade.regions), "LIMA"], 6)

    @cached_property
    def partners(self) -> npt.NDArray[np.bytes_]:
        """The code of each partner, and behind them one that is none."""
        return text_table([*self.trade.partners, _NO_COUNTRY], 2)

    @cached_property
    def ports(self) -> npt.NDArray[np.bytes_]:
        """An invented port in each partner."""
        return text_table([f"{code}ZZZ" for code in self.trade.partners], 5)

    @cached_property
    def goods(self) -> npt.NDArray[np.bytes_]:
        """What each product is called."""
        return text_table(self.trade.goods.names, TEXT_WIDTH)

    @cached_property
    def units(self) -> npt.NDArray[np.bytes_]:
        """Physical units."""
        return text_table(self.trade.goods.units, 3)

    @cached_property
    def offices(self) -> npt.NDArray[np.bytes_]:
        """Customs offices."""
        return text_table(OFFICES, 3)


def trapped_by(lines: Lines, name: str) -> npt.NDArray[np.bool_]:
    """Where a trap was set."""
    trapped: npt.NDArray[np.bool_] = lines.trap == CODE[name]
    return trapped


def dates(days: npt.NDArray[np.int32]) -> Integers:
    """Days since 1970 as numbers of eight digits, 0 where there is none."""
    day = days.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    year = month.astype("datetime64[Y]").astype(np.int64) + 1970
    in_year = month.astype(np.int64) % 12 + 1
    in_month = (day - month.astype("datetime64[D]")).astype(np.int64) + 1
    return np.where(days > 0, year * 10_000 + in_year * 100 + in_month, 0)


def names(parts: Parts, lines: Lines) -> Texts:
    """The trader's name."""
    firm = parts.trade.relations.firm[lines.relation]
    wrong = trapped_by(lines, "name_in_other_encoding")
    return Texts(np.where(wrong, firm + len(parts.trade.firms.number), firm), parts.names)


def documents(parts: Parts, lines: Lines) -> tuple[Texts, Numbers]:
    """Kind and number of the trader's document."""
    firm = parts.trade.relations.firm[lines.relation]
    number = parts.trade.firms.tax_id[firm]
    card = trapped_by(lines, "document_not_tax_id")
    number = np.where(card, 99_900_000 + parts.trade.firms.number[firm] % 100_000, number)
    wrong = trapped_by(lines, "check_digit_wrong")
    number = np.where(wrong, number // 10 * 10 + (number % 10 + 1) % 10, number)
    return Texts(card.astype(np.int64), text_table([_TAX_ID, _IDENTITY_CARD], 1)), Numbers(number)


def subheadings(parts: Parts, lines: Lines) -> Numbers:
    """The subheading as a number, so without a leading zero."""
    full = parts.trade.goods.subheading[parts.trade.relations.product[lines.relation]]
    return Numbers(np.where(trapped_by(lines, "subheading_short"), full // 1000, full))


def partners(parts: Parts, lines: Lines) -> Texts:
    """The partner's code."""
    partner = parts.trade.relations.partner[lines.relation]
    wrong = trapped_by(lines, "partner_not_iso")
    return Texts(np.where(wrong, len(parts.trade.partners), partner), parts.partners)


def fob(lines: Lines) -> Numbers:
    """FOB in cents; one that does not fit comes out as asterisks."""
    cents = np.where(trapped_by(lines, "fob_overflow"), 10**17, lines.cents)
    return Numbers(cents, blank=trapped_by(lines, "fob_missing"))


def gross(lines: Lines) -> Numbers:
    """Gross weight in grams; one that does not fit comes out as asterisks."""
    return Numbers(np.where(trapped_by(lines, "weight_overflow"), 10**17, lines.gross))


def items(lines: Lines) -> Numbers:
    """The item of the declaration."""
    return Numbers(lines.item.astype(np.int64), blank=trapped_by(lines, "item_missing"))


def constant(lines: Lines, text: str, width: int) -> Texts:
    """The same text in every line."""
    return Texts(np.zeros(len(lines), dtype=np.int8), text_table([text], width))


def mark(lines: Lines) -> Texts:
    """The word that every simulated line carries."""
    return constant(lines, MARK, TEXT_WIDTH)


def code(numbers: npt.NDArray[np.integer]) -> Padded:
    """Whole numbers with zeros in front."""
    return Padded(numbers.astype(np.int64))
