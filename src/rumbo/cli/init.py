"""``rumbo init``: make the workspace and the database, and register the policy's entities."""

import dataclasses

from rumbo.cli.output import DEFAULT_POLICY, AsJson, PolicyCode, console, print_json
from rumbo.core.language import _
from rumbo.core.policy.loader import find
from rumbo.core.workspace import workspace


def init(*, policy: PolicyCode = DEFAULT_POLICY, as_json: AsJson = False) -> None:
    """Make the workspace and the database and register the policy's entities; doing it again changes nothing."""
    from rumbo.site.setup import ensure_ready

    found = find(policy)
    made = ensure_ready()
    from rumbo.apps.accounts.services import register_entities, system_person

    system_person()
    registered = register_entities(found)
    home = workspace().home
    if as_json:
        print_json({"home": str(home), "made": made, "policy": found.code, **dataclasses.asdict(registered)})
        return
    say = console().print
    if made:
        say(_("The workspace {home} and its database are ready.").format(home=home))
    if not registered.nothing:
        told = _("{policy}: {added} entities and {units} units added, {changed} changed, {retired} retired.")
        say(
            told.format(
                policy=found.code,
                added=len(registered.added),
                units=registered.units_added,
                changed=len(registered.changed),
                retired=len(registered.retired),
            )
        )
    if not made and registered.nothing:
        say(_("Everything was ready in {home}; nothing was changed.").format(home=home))
