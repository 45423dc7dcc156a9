"""Is every record there, once, and with what a line needs?"""

from collections import defaultdict
from decimal import Decimal

from rumbo.core.customs.checks.records import Found, check
from rumbo.core.customs.checks.scope import Scope, percent
from rumbo.core.customs.checks.thresholds import Threshold
from rumbo.core.customs.schema import KEY
from rumbo.core.language import _
from rumbo.core.numbers import written

_KEY = ", ".join(KEY)
_MOST_EXAMPLES = 5


@check("records-add-up", "Records of each file add up", unit="lines")
def records_add_up(scope: Scope, _limits: Threshold) -> Found:
    """Accepted, quarantined and deleted lines are the records that the file announces."""
    if not scope.snapshots:
        return nothing()
    missing = {
        row["name"]: abs(row["records"] - row["accepted"] - row["quarantined"] - row["deleted"])
        for row in scope.snapshots
    }
    faulty = tuple(name for name, lines in missing.items() if lines)
    sentence = _("{records} records of {files} files are accounted for.").format(
        records=written(sum(row["records"] for row in scope.snapshots)), files=written(len(scope.snapshots))
    )
    if faulty:
        sentence = _("The records of {files} files do not add up.").format(files=written(len(faulty)))
    return Found(Decimal(sum(missing.values())), sentence, faulty[:_MOST_EXAMPLES])


@check("keys-unique", "No line stands twice", unit="lines")
def keys_unique(scope: Scope, _limits: Threshold) -> Found:
    """No two lines of the lake have one key."""
    looked = "line" if scope.whole else f"line semi join (select {_KEY} from arrived) using ({_KEY})"  # noqa: S608
    years = "" if scope.whole else "where declaration_year in (select distinct declaration_year from arrived)"
    if not scope.snapshots:
        return nothing()
    twice = scope.rows(
        f"select {_KEY} from (select * from {looked} {years}) group by all having count(*) > 1 order by all"  # noqa: S608
    )
    examples = tuple(" ".join(map(str, key)) for key in twice[:_MOST_EXAMPLES])
    sentence = _("{count} keys belong to more than one line.").format(count=written(len(twice)))
    return Found(Decimal(len(twice)), sentence, examples)


@check("quarantined", "Lines in quarantine", unit="%")
def quarantined(scope: Scope, _limits: Threshold) -> Found:
    """How many records could not be used."""
    aside, records = (sum(row[name] for row in scope.snapshots) for name in ("quarantined", "records"))
    worst = sorted(scope.snapshots, key=lambda row: (-row["quarantined"], row["name"]))
    examples = tuple(f"{row['name']}: {row['quarantined']}" for row in worst if row["quarantined"])
    return _found(percent(aside, records), aside, records, examples[:_MOST_EXAMPLES])


@check("without-shipment-date", "Exports without a date of shipment", unit="%")
def without_shipment_date(scope: Scope, _limits: Threshold) -> Found:
    """Exports whose period follows the regularisation or the numbering; files of imports have no date of shipment."""
    return _found(*scope.share("period_basis <> 'shipped'", among="flow = 'X'"))


@check("without-partner", "Lines without a country", unit="%")
def without_partner(scope: Scope, _limits: Threshold) -> Found:
    """Lines without a country of destination or origin."""
    return _found(*scope.share("partner is null"))


@check("invalid-tax-id", "Lines with an invalid tax id", unit="%")
def invalid_tax_id(scope: Scope, _limits: Threshold) -> Found:
    """Lines whose trader has a tax id that does not pass its check, or none."""
    return _found(*scope.share("not trader_id_valid"))


@check("editions-told-apart", "Editions of a file are told apart", unit="files")
def editions_told_apart(scope: Scope, _limits: Threshold) -> Found:
    """Of two editions of one file, the day on which each was obtained tells which is later."""
    if not scope.snapshots:
        return nothing()
    editions = defaultdict(list)
    for row in scope.all_snapshots:
        editions[row["name"]].append(row["obtained_on"])
    here = {row["name"] for row in scope.snapshots}
    blurred = tuple(sorted(name for name in here if len(editions[name]) > len(set(editions[name]))))
    sentence = _("{count} files came in editions of which it is not known which is later; say --obtained-on.")
    return Found(Decimal(len(blurred)), sentence.format(count=written(len(blurred))), blurred[:_MOST_EXAMPLES])


def nothing() -> Found:
    """There was nothing to check."""
    return Found(None, _("There is nothing to check."))


def _found(share: Decimal | None, some: int, every: int, examples: tuple[str, ...] = ()) -> Found:
    if share is None:
        return nothing()
    sentence = _("{some} of {every} lines.").format(some=written(some), every=written(every))
    return Found(share, sentence, examples)
