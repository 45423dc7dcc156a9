"""``rumbo backup`` and ``rumbo restore``: the installation moved whole, and brought back."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.output import AsJson, console, print_json
from rumbo.core.language import _, ngettext
from rumbo.core.numbers import written
from rumbo.core.workspace import workspace

if TYPE_CHECKING:
    from rumbo.apps.keeping.backup import Backup

To = Annotated[Path, typer.Argument(help=_("The backup to write; it must not be there yet."), metavar="FILE")]
From = Annotated[Path, typer.Argument(help=_("The backup to restore from."), metavar="FILE")]
Check = Annotated[bool, typer.Option("--check", help=_("Read the backup to its end and restore nothing."))]


def backup(file: To, *, as_json: AsJson = False) -> None:
    """Put the whole installation into one file, while it is at work; exit code 1 where what is kept has faults."""
    from rumbo.site.setup import start

    start()
    from rumbo.apps.keeping.backup import back_up

    with _telling(quiet=as_json) as tell:
        made = back_up(file, workspace(), tell)
    if as_json:
        print_json(_document(made))
    else:
        console().print(_("Written: {path}").format(path=made.path), soft_wrap=True)
        _show(made)
    _warn(made)
    raise typer.Exit(1 if made.manifest.ledger.faults or made.manifest.missing_report_files else 0)


def restore(file: From, *, check: Check = False, as_json: AsJson = False) -> None:
    """Make the installation of a backup, in an empty workspace and an empty database."""
    from rumbo.site.setup import start

    # Settings would make a key in a workspace that has none; the installation's own comes with the backup.
    os.environ.setdefault("RUMBO_SECRET_KEY", secrets.token_urlsafe(50))
    start()
    from rumbo.apps.keeping import restore as restoring

    with _telling(quiet=as_json) as tell:
        found = restoring.check(file, tell) if check else restoring.restore(file, workspace(), tell)
    if as_json:
        print_json({**_document(found), "restored": not check})
        return
    if check:
        console().print(_("The backup is whole: every part has its hash."))
    else:
        console().print(_("Restored into {home}.").format(home=workspace().home), soft_wrap=True)
    _show(found)


@contextmanager
def _telling(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Name what is being read or written while it lasts, where there is a terminal."""
    if quiet or not sys.stdout.isatty():
        yield lambda _name: None
        return
    with console().status("") as status:
        yield status.update


def _document(found: Backup) -> dict[str, object]:
    told = found.manifest
    return {
        "path": str(found.path),
        "bytes": found.size,
        "fingerprint": found.fingerprint,
        "software": told.software,
        "made_at": told.made_at,
        "engine": told.engine,
        "ledger": told.ledger.model_dump(),
        "missing_report_files": told.missing_report_files,
        "lake_version": told.lake_version,
        "secret_key_inside": told.secret_key_inside,
        "rows": sum(table.rows for table in told.tables),
        "files": len(told.members) - len(told.tables),
    }


def _show(found: Backup) -> None:
    from rumbo.core.reporting.labels import moment

    told, say = found.manifest, console().print
    say(
        _("Made on {moment} by version {version} from {engine}.").format(
            moment=moment(told.made_at), version=told.software, engine=told.engine
        )
    )
    say(
        _("{rows} rows, {files} files, {size} MB; version {lake} of the lake.").format(
            rows=written(sum(table.rows for table in told.tables)),
            files=written(len(told.members) - len(told.tables)),
            size=written(-(-found.size // 1024**2)),
            lake=told.lake_version,
        )
    )
    say(
        _("The ledger ends at entry {entry} with the hash {hash}.").format(
            entry=written(told.ledger.sequence), hash=told.ledger.row_hash
        ),
        soft_wrap=True,
    )
    say(_("Fingerprint of the backup: {fingerprint}").format(fingerprint=found.fingerprint), soft_wrap=True)


def _warn(made: Backup) -> None:
    """Say loudly what must be known of a backup."""
    told, kept = _("warning"), made.manifest
    warnings = [
        _("The backup holds the secret keys and the personal data of the installation: keep it as you keep a password.")
    ]
    if not kept.secret_key_inside:
        warnings.append(
            _("The key of the site's signatures is set by RUMBO_SECRET_KEY and is not in the backup: keep it as well.")
        )
    if faults := len(kept.ledger.faults):
        counted = ngettext(
            "The ledger that was kept has {count} fault; see “rumbo ledger verify”.",
            "The ledger that was kept has {count} faults; see “rumbo ledger verify”.",
            faults,
        )
        warnings.append(counted.format(count=faults))
    lost = _("A file of an issued report is missing or was altered: {file}.")
    warnings += [lost.format(file=file) for file in kept.missing_report_files]
    for warning in warnings:
        sys.stderr.write(f"rumbo: {told}: {warning}\n")
