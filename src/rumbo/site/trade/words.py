"""What are questions, parameters, choices and columns called on the page? Plain words for the names of the headers."""

import re

from rumbo.core.language import _
from rumbo.core.statistics.header import Column, Parameter
from rumbo.core.statistics.vocabulary import NO_DIMENSION, dimensions

_LONGEST_TITLE = 60
_ASIDE = re.compile(r"[;:(]|, (?:de|del|con|por|que|y|or|of|by|with|that)\b|\.$")


def groups() -> dict[str, str]:
    """The questions of the explorer, by the letter of the catalogue that begins the code of a statistic."""
    return {
        "A": _("How much do we trade, and is it growing?"),
        "B": _("What do we sell and buy?"),
        "C": _("With which countries, from which regions, by which ways?"),
        "D": _("Which firms trade?"),
        "E": _("What do agreements, special zones and measures abroad change?"),
        "S": _("And services?"),
        "X": _("How easy is it to trade?"),
    }


def parameter_title(parameter: Parameter) -> str:
    """What a parameter is called in the form."""
    titles = {
        "years": _("Years"),
        "flow": _("Flow"),
        "status": _("Declarations"),
        "nomenclature": _("Products over the years"),
        "by_1": _("Break down by"),
        "by_2": _("and by"),
        "by_3": _("and also by"),
        "top": _("How many"),
        "digits": _("Digits of the product"),
        "base_year": _("Base year"),
        "minimum_value": _("Least value (US$)"),
        "minimum_base": _("Least base (US$)"),
        "threshold": _("Threshold (US$)"),
        "universe": _("What is counted"),
        "sectors": _("Sectors"),
        "partners": _("Partners"),
        "partner_list": _("Partners"),
        "products": _("Products"),
        "product": _("Product"),
        "blocs": _("Blocs"),
        "membership": _("Members at"),
        "departments": _("Departments"),
        "level": _("Level"),
        "window": _("Years looked at"),
        "sales_lag": _("Years between sales and exports"),
        "micro_limit": _("Limit of micro firms (UIT)"),
        "small_limit": _("Limit of small firms (UIT)"),
        "medium_limit": _("Limit of medium firms (UIT)"),
        "day": _("Day"),
        "first_year": _("First year"),
        "last_year": _("Last year"),
        "horizon": _("Years after entry"),
        "look_back": _("Years without exports"),
        "pool": _("Cohorts"),
        "of": _("Concentration of"),
        "items": _("Items"),
        "economy": _("Economy"),
        "measure": _("Measure"),
        "by_zone": _("Each zone"),
        "identified": _("Ids"),
    }
    return titles.get(parameter.name) or _spaced(parameter.name)


def choice_title(parameter: Parameter, choice: str) -> str:
    """What a choice is called in the form."""
    if parameter.type == "dimension":
        return _("nothing more") if choice == NO_DIMENSION else str(dimensions()[choice].title)
    if (parameter.name, choice) == ("status", "all"):
        return _("all of them")
    titles = {
        "X": _("Exports"),
        "M": _("Imports"),
        "all": _("all"),
        "regularised": _("only regularised ones"),
        "followed": _("followed through changes of the nomenclature"),
        "as_declared": _("as declared"),
        "exports": _("Exports"),
        "imports": _("Imports"),
        "trade": _("exports and imports"),
        "products": _("products"),
        "partners": _("partner countries"),
        "shipment": _("the day of shipment"),
        "year_end": _("the end of the year"),
        "list": _("a list of partners"),
        "world": _("the whole world"),
        "agreement": _("partners with an agreement"),
        "non_mining_energy": _("without mining and energy"),
        "department": _("department"),
        "area": _("interior, and Lima with Callao"),
        "lima": _("with Lima"),
        "apart": _("apart"),
        "in_total": _("in the total"),
        "left_out": _("left out"),
        "office": _("customs office"),
        "group": _("group of customs offices"),
        "any": _("any"),
        "ruc": _("only RUC"),
        "no": _("no"),
        "yes": _("yes"),
        "firms": _("with the weight of their firms"),
        "equal": _("each with equal weight"),
        "yearly": _("year by year"),
        "balanced": _("in every year"),
        "classified": _("only what is classified"),
        "four": _("four classes"),
        "five": _("five classes"),
        "always": _("always"),
        "in_force": _("only while in force"),
    }
    return titles.get(choice, choice)


def column_title(name: str, column: Column, meaning: str) -> str:
    """What stands above a column: a few words; the whole meaning stands below the table."""
    titles = {
        "year": _("Year"),
        "month": _("Month"),
        "fob_usd": _("FOB value"),
        "exports_usd": _("Exports"),
        "imports_usd": _("Imports"),
        "trade_usd": _("Exports and imports"),
        "former_usd": _("FOB value a year before"),
        "growth_pct": _("Growth"),
        "share_pct": _("Share"),
        "firms": _("Firms"),
        "line_count": _("Declaration lines"),
        "coverage_pct": _("Coverage"),
        "contribution_pct": _("Contribution"),
        "tie_at_cut": _("Tie at the cut"),
        "k": _("Years after entry"),
    }
    if name in titles:
        return titles[name]
    if column.dimension:
        return meaning
    found = _ASIDE.search(meaning)
    short = meaning[: found.start()] if found else meaning
    return short if len(short) <= _LONGEST_TITLE else _spaced(name)


def _spaced(name: str) -> str:
    return name.replace("_", " ").capitalize()
