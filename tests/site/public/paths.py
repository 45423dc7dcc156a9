"""Every address of the public pages, for a policy."""

from rumbo.core.policy.models import Policy

LANGUAGES = ("", "/en")
MADE_BY_REPORTS = ("/informes/2026-01/", "/informes/2026-02/", "/informes/2026-01/2026-02/diferencias/")


def paths(policy: Policy) -> list[str]:
    """Every page that exists whatever the ledger holds, without the language."""
    return [
        "/",
        "/?anio=2028",
        "/objetivos/",
        *(f"/objetivos/{o.code}/" for o in policy.objectives),
        *(f"/lineamientos/{g.code}/" for g in policy.guidelines),
        *(f"/servicios/{s.code}/" for s in policy.services),
        "/indicadores/",
        "/indicadores/?luz=rojo&orden=peor",
        *(f"/indicadores/{i.code}/" for i in policy.indicators),
        *(f"/indicadores/{i.code}/2026/explicacion/" for i in policy.indicators),
        *(f"/indicadores/{i.code}/2030/explicacion/" for i in policy.indicators),
        "/buscar/",
        "/buscar/?q=agua",
        "/metodologia/",
        "/informes/",
        "/alertas/",
        "/entidades/",
        *(f"/entidades/{e.code}/" for e in policy.entities),
    ]


def files(policy: Policy) -> list[str]:
    """Every file that is made on demand."""
    return [f"/datos/indicadores/{i.code}.csv" for i in policy.indicators]
