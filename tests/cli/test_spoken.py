"""Help and complaints about what was typed, in the language of the reader and nothing of another."""

import sys

import pytest

from rumbo.cli import main


@pytest.fixture
def rumbo(monkeypatch, capfd):
    """Run the command line; its exit code, what it printed and what it complained of."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["rumbo", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capfd.readouterr()
        return ended.value.code, printed.out, printed.err

    return run


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("statu", "No existe la orden statu; sí status. Vea «rumbo --help»."),
        ("nothing", "No existe la orden nothing. Vea «rumbo --help»."),
        ("status", "Falta year. Vea «rumbo status --help»."),
        ("status abc", "year debe ser un número entero. Vea «rumbo status --help»."),
        ("status 2026 27", "No se sabe para qué es «27». Vea «rumbo status --help»."),
        ("status 2026 --jso", "No existe la opción --jso; sí --as-of, --json. Vea «rumbo status --help»."),
        ("status 2026 --nothing", "No existe la opción --nothing. Vea «rumbo status --help»."),
        ("status 2026 --policy", "La opción --policy requiere un valor. Vea «rumbo --help»."),
        ("status 2026 --json=3", "La opción --json no admite un valor. Vea «rumbo --help»."),
        ("customs simulate --from x", "--from debe ser un número entero. Vea «rumbo customs simulate --help»."),
    ],
)
def test_what_was_typed_wrongly_is_told_and_where_to_look(typed, said, rumbo):
    code, printed, complained = rumbo(*typed.split())
    assert (code, printed, complained.splitlines()[0]) == (2, "", f"rumbo: {said}")
    assert all(line.startswith("Uso: rumbo ") for line in complained.splitlines()[1:])


def test_how_a_command_is_typed_stands_below(rumbo):
    assert rumbo("report", "2026")[2] == (
        "rumbo: Falta OUT-DIR. Vea «rumbo report --help».\nUso: rumbo report [OPCIONES] {year} {OUT-DIR}\n"
    )


@pytest.mark.parametrize("typed", ["--help", "status --help", "customs simulate --help", "statistics --help", "policy"])
def test_help_is_in_one_language(typed, rumbo):
    _code, printed, complained = rumbo(*typed.split())
    text = printed + complained
    assert " Uso: rumbo" in text
    assert "Muestra esta página y termina." in text
    for english in ("Usage", "Options", "Arguments", "Commands", "Show this", "COMMAND"):
        assert english not in text


def test_in_english(rumbo, monkeypatch):
    monkeypatch.setenv("RUMBO_LANG", "en")
    first = rumbo("statu")[2].splitlines()[0]
    assert first == "rumbo: There is no command statu; there is status. See “rumbo --help”."
