"""A workbook that was sent: what is wrong in it or what it would change, here and now or in the background."""

from collections.abc import Sequence
from dataclasses import dataclass

from rumbo.apps.accounts.models import Person
from rumbo.apps.desk.workbooks import Workbook, WorkbookCheck, check_workbook, record_workbook
from rumbo.apps.jobs.models import Job
from rumbo.apps.jobs.selectors import job_of
from rumbo.apps.jobs.services import start
from rumbo.apps.ledger.records import RevisionRecord
from rumbo.apps.ledger.selectors import latest_of_year
from rumbo.core.errors import Problem
from rumbo.core.language import language
from rumbo.core.observations import NewValue
from rumbo.core.policy.models import Indicator
from rumbo.site.policy_shown import method, policy, policy_source
from rumbo.site.work.held import Held, note_job
from rumbo.site.work.judging import thresholds
from rumbo.site.work.mirror import Mirror, mirrored

#: A larger workbook takes more than a second to read, so it is read in the background.
LARGE_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Change:
    """A value that the workbook would record.

    Attributes:
        indicator: its sheet.
        new: the new value, or why there is none; ``None`` where the background job tells the code alone.
        before: what the ledger holds of the year; ``None`` for a new value.
    """

    indicator: Indicator
    new: NewValue | None
    before: RevisionRecord | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What the page shows of a workbook.

    Attributes:
        held: the files.
        job: the background job that reads it, while it does; ``None`` otherwise.
        mirror: what is wrong.
        problem_count: how many problems there are, where only the first are listed.
        new: values that the ledger does not have.
        changed: values that replace another.
        unchanged: values that the ledger already holds.
        warnings: what is worth a second look.
    """

    held: Held
    job: Job | None
    mirror: Mirror
    problem_count: int = 0
    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: tuple[Indicator, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def count(self) -> int:
        """How many values it would record."""
        return len(self.new) + len(self.changed)

    @property
    def usable(self) -> bool:
        """Whether it can be recorded."""
        return self.job is None and not self.mirror.told and self.count > 0


def begin(held: Held, person: Person) -> None:
    """Let a large workbook be read in the background; a small one is read when its page is asked for."""
    if held.form_file.stat().st_size > LARGE_BYTES:
        note_job(held, str(_started(held, person, dry_run=True).pk))


def preview(held: Held, person: Person) -> Preview:
    """What is wrong in a workbook, or what it would change; nothing is recorded."""
    if held.job and (job := job_of(held.job, person)):
        return _of_job(held, job)
    return _of_check(held, check_workbook(policy(), _workbook(held), actor=person))


def record(held: Held, person: Person) -> Preview | Job:
    """Record everything or nothing: the outcome, or the background job that does it."""
    if held.job:
        return _started(held, person, dry_run=False)
    return _of_check(held, record_workbook(policy(), _workbook(held), actor=person))


def _workbook(held: Held) -> Workbook:
    return Workbook(held.form_file, held.form, held.year, held.entity, held.files, thresholds=thresholds())


def _started(held: Held, person: Person, *, dry_run: bool) -> Job:
    received = {held.form: held.form_file.read_bytes()}
    received |= {name: path.read_bytes() for name, path in held.files.items()}
    asked = {
        "policy": policy_source(),
        "year": held.year,
        "form": held.form,
        "dry_run": dry_run,
        "method": method().name,
    }
    return start("workbook", asked, person, received)


def _of_check(held: Held, check: WorkbookCheck) -> Preview:
    values = {value.indicator: value for value in check.values}
    return _preview(held, check.recorded, check.unchanged, values, check.problems, check.problem_count, check.warnings)


def _of_job(held: Held, job: Job) -> Preview:
    if not job.is_over:
        return Preview(held, job, Mirror((), ()))
    data = job.data or {}
    told = data.get("warnings", {}).get(language(), ())
    warnings = tuple(Problem(**warning) for warning in told)
    problems = tuple(job.problems(language()))
    return _preview(held, data.get("recorded", ()), data.get("unchanged", ()), {}, problems, len(problems), warnings)


def _preview(  # noqa: PLR0917 - what a check and a job both tell
    held: Held,
    recorded: Sequence[str],
    unchanged: Sequence[str],
    values: dict[str, NewValue],
    problems: Sequence[Problem],
    problem_count: int,
    warnings: Sequence[Problem],
) -> Preview:
    known = latest_of_year(policy().code, held.year)
    changes = [Change(policy().indicator(code), values.get(code), known.get(code)) for code in recorded]
    return Preview(
        held=held,
        job=None,
        mirror=mirrored(held.form_file, problems),
        problem_count=problem_count,
        new=tuple(change for change in changes if change.before is None),
        changed=tuple(change for change in changes if change.before),
        unchanged=tuple(policy().indicator(code) for code in unchanged),
        warnings=tuple(warnings),
    )
