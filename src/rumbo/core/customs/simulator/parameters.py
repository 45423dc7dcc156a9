"""Which figures shape a simulation: reads ``parameters.yaml`` and ``products.yaml``, and what the caller replaces."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rumbo.core.customs.errors import CustomsError
from rumbo.core.errors import Problem
from rumbo.core.language import _

FOLDER = Path(__file__).parent
ByYear = dict[int, float]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Size(_Frozen):
    """A class of firms by yearly sales: how many, US$ million (the class without values takes the rest)."""

    firms: ByYear
    values: ByYear = Field(default_factory=dict)
    exit_times: float = Field(ge=0)
    natural_persons: float = Field(default=0, ge=0, le=1)


class Bands(_Frozen):
    """Parts of the firms by number of products, markets and sectors."""

    one_product: float
    many_products: float
    one_market: float
    many_markets: float
    one_of_each: float
    one_sector: float


class Region(_Frozen):
    """A department: share of exports in %, and its mix of mining, agriculture, energy, fishing, others in %."""

    name: str
    share: float
    mix: tuple[float, float, float, float, float]


class Zones(_Frozen):
    """The special economic zones: US$ million by year, mix in parts, firms, names by department."""

    values: ByYear
    sectors: dict[str, float]
    exporters: int
    users: int
    names: dict[str, str]


class Corrections(_Frozen):
    """Lines that come again: parts of the lines, and weeks that they wait at most."""

    share: float = Field(ge=0, le=1)
    weeks: int = Field(ge=1)
    concentrates_share: float = Field(ge=0, le=1)
    concentrates_weeks: int = Field(ge=0)


class Exports(_Frozen):
    """What shapes the exports; see the remarks of the file."""

    totals: ByYear
    sectors: dict[str, ByYear]
    firms_by_sector: dict[str, float]
    large_firms_times: dict[str, float]
    partners: dict[str, dict[str, float]]
    partner_count: int
    sizes: dict[str, Size]
    exits: tuple[float, ...]
    consolidated: dict[int, int]
    comebacks: float
    bands: Bands
    zipf: float
    interior: float
    regions: dict[str, Region]
    callao: float
    zones: Zones
    corrections: Corrections


class Imports(_Frozen):
    """What shapes the imports."""

    totals: ByYear
    uses: dict[str, float]
    firms: ByYear
    also_exporters: float
    natural_persons: float
    exits: tuple[float, ...]
    partners: dict[str, float]
    preferences: dict[str, int]
    partner_count: int
    zipf: float
    freight: float
    insurance: float
    corrections: Corrections


class Tail(_Frozen):
    """The many small subheadings of a sector."""

    chapters: tuple[int, ...]
    count: int
    price: float
    unit: str


class Goods(_Frozen):
    """The subheadings of a sector: the ones that are named, and the tail."""

    heads: tuple[tuple[int, str, float, float, str, str], ...]
    tail: Tail


class Products(_Frozen):
    """All subheadings, by flow and sector (or use)."""

    spread: float
    by_air: frozenset[int]
    concentrates: frozenset[int]
    exports: dict[str, Goods]
    imports: dict[str, Goods]


class Parameters(_Frozen):
    """Everything that shapes a simulation besides its years, lines and seed."""

    lines_per_firm: float = Field(gt=0)
    exports_share_of_lines: float = Field(gt=0, le=1)
    trap_rate: float = Field(ge=0, le=0.5)
    exports: Exports
    imports: Imports
    other_partners: tuple[str, ...]
    seasons: dict[str, tuple[float, ...]]
    products: Products


def load_parameters(calibrate: Path | None = None) -> Parameters:
    """The parameters that ship, with what a file replaces.

    Args:
        calibrate: a YAML file with any of the keys of ``parameters.yaml`` (``products`` holds those of
            ``products.yaml``); maps are merged key by key, anything else is replaced.

    Raises:
        CustomsError: the file is not such a file; every fault is named with its key.
    """
    document = _shipped()
    if calibrate is None:
        return Parameters.model_validate(document)
    try:
        return Parameters.model_validate(_merged(document, _keys(calibrate)))
    except ValidationError as error:
        what = _("The calibration cannot be used: {why}.")
        mend = _("Keep the keys and kinds of values of parameters.yaml.")
        raise CustomsError(
            *(
                Problem(what.format(why=fault["msg"]), f"{calibrate}: {'.'.join(map(str, fault['loc']))}", mend)
                for fault in error.errors()
            )
        ) from error
    except (OSError, ValueError, TypeError, yaml.YAMLError) as error:
        what = _("The calibration cannot be read: {why}.").format(why=error)
        raise CustomsError(
            Problem(what, str(calibrate), _("Give a YAML file with keys of parameters.yaml."))
        ) from error


def _keys(file: Path) -> dict[str, Any]:
    given = yaml.safe_load(file.read_text("utf-8")) or {}
    if not isinstance(given, dict):
        raise TypeError(_("the file holds no keys"))
    return given


def at(values: ByYear, year: int) -> float:
    """The value of a year; outside the years told, that of the nearest."""
    return values[min(values, key=lambda told: (abs(told - year), told))]


@cache
def _shipped() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((FOLDER / "parameters.yaml").read_text("utf-8"))
    document["products"] = yaml.safe_load((FOLDER / "products.yaml").read_text("utf-8"))
    return document


def _merged(base: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    return base | {
        key: _merged(base[key], value) if isinstance(value, dict) and isinstance(base.get(key), dict) else value
        for key, value in given.items()
    }
