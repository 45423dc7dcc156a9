"""What a process of its own does at the desk: for every line it is given, the same thing that others do at once."""

import sys
from collections.abc import Callable
from uuid import NAMESPACE_URL, UUID, uuid5

from tests.apps.following.raised import alert
from tests.apps.invented import invented_policy

from rumbo.apps.accounts.services import system_person
from rumbo.apps.desk.records import DraftContent, Saved, Submitted
from rumbo.apps.desk.services import save_draft, submit_draft
from rumbo.apps.following.services import take_up
from rumbo.apps.ledger.records import ObservationKey

POLICY = invented_policy()


def key(year: int) -> ObservationKey:
    """The value that everybody works on in one round."""
    return ObservationKey(POLICY.code, "OP1-I1", year)


def form(year: int) -> UUID:
    """The identity of the form that everybody sends in one round."""
    return uuid5(NAMESPACE_URL, f"form {year}")


def save(year: int, name: str) -> str:
    """Save a draft that nobody had saved when the form was opened."""
    done = save_draft(POLICY, key(year), DraftContent(comment=name), actor=system_person(), seen_version=0)
    return "saved" if isinstance(done, Saved) else "conflict"


def submit(year: int, _name: str) -> str:
    """Submit the same form as everybody else."""
    done = submit_draft(
        POLICY, key(year), DraftContent(value="12"), actor=system_person(), submission_id=form(year), seen_version=0
    )
    assert isinstance(done, Submitted), done
    return f"{done.revision_sequence} {'repeated' if done.repeated else 'first'}"


def submit_own(year: int, name: str) -> str:
    """Submit a figure of one's own from a form of one's own, unseen by the others."""
    own = uuid5(NAMESPACE_URL, f"{name} {year}")
    content = DraftContent(value=name, reason="mine")
    done = submit_draft(
        POLICY, key(year), content, actor=system_person(), submission_id=own, seen_version=0, seen_revision=0
    )
    return "recorded" if isinstance(done, Submitted) else "conflict"


def take(year: int, _name: str) -> str:
    """Take up the same alert as everybody else."""
    return str(take_up(POLICY, alert(year=year, began=str(year)), actor=system_person()).id)


ACTS: dict[str, Callable[[int, str], str]] = {"save": save, "submit": submit, "submit_own": submit_own, "take": take}


def main(act: str, name: str) -> None:
    """Answer every line, which is a year, with the outcome."""
    for line in sys.stdin:
        sys.stdout.write(f"{ACTS[act](int(line), name)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
