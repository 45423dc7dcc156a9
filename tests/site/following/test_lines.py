"""A figure and its unit stay on one line."""

import pytest
from tests.site.filling import page

from rumbo.apps.accounts.models import Role
from rumbo.site.following.lines import unbroken


@pytest.mark.usefixtures("policy_site")
@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("es 0.0 %.", "es 0.0\u00a0%."),
        ("1.3 x lo exigido", "1.3\u00a0x lo exigido"),
        ("se obtuvo 20 Porcentaje", "se obtuvo 20\u00a0Porcentaje"),
        ("En 2026 se obtuvo", "En 2026 se obtuvo"),
        ("2 xilófonos", "2 xilófonos"),
        ("", ""),
        (None, ""),
    ],
)
def test_only_the_space_before_a_unit_is_bound(stored, shown):
    assert unbroken(stored) == shown


def test_the_pages_show_it_and_the_stored_text_stays(as_role, own):
    assert "28.6 %" in own.message
    for address in (f"{page('following:home')}?anio=2026", page("following:case", number=own.id)):
        text = as_role(Role.LEAD).get(address).content.decode()
        assert "28.6\u00a0%" in text
        assert "28.6 %" not in text
