"""The page of the search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rumbo.site.public.search import nothing_found_help, search_for


def search(request: HttpRequest) -> HttpResponse:
    """What the policy holds for the words asked for."""
    kind = request.GET.get("tipo", "")
    context = {"found": search_for(request.GET.get("q", ""), kind), "kind": kind, "advice": nothing_found_help()}
    return render(request, "public/search.html", context)
