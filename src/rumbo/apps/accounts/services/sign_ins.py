"""How each attempt to come in, and each leaving, is written down, and when it is forgotten."""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from rumbo.apps.accounts.models import Person, SignIn

#: What the log keeps of what strangers type and send.
LONGEST_ADDRESS, LONGEST_BROWSER = 254, 200


def record_sign_in(
    outcome: SignIn.Outcome,
    *,
    method: SignIn.Method,
    email: str,
    network_address: str | None,
    browser: str,
    person: Person | None = None,
) -> SignIn:
    """Add a row to the log of sign-ins.

    Args:
        outcome: how it ended.
        method: by which door.
        email: the address typed or given by the provider.
        network_address: where the request came from, where that is known.
        browser: how the browser calls itself; cut at what the log keeps.
        person: whose address it is, where that is known; looked up otherwise.
    """
    address = email.replace("\0", "").strip().lower()[:LONGEST_ADDRESS]
    return SignIn.objects.create(
        person=person or Person.objects.filter(email=address, is_system=False).first(),
        email=address,
        network_address=network_address,
        browser=browser.replace("\0", "")[:LONGEST_BROWSER],
        method=method,
        outcome=outcome,
    )


def forget_old_sign_ins() -> int:
    """Forget what the log of sign-ins has kept longer than the installation keeps it; how many rows went.

    The log tells of persons and their places, so it is kept for a time. What a person did in the policy is in the
    ledger, which nothing here touches.
    """
    before = datetime.now(UTC) - timedelta(days=settings.SIGN_INS_KEPT_DAYS)
    gone, _each = SignIn.objects.filter(at__lt=before).delete()
    return gone
