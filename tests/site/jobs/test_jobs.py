"""Long work on its page: how far it is, what came of it, and who may see it."""

import uuid

import pytest
from django.urls import reverse
from tests.site.conftest import as_person

from rumbo.apps.accounts.models import Role
from rumbo.apps.jobs.models import Job
from rumbo.apps.jobs.services import start


@pytest.fixture
def job(people, policy_site):
    asked = {"policy": policy_site.code, "year": 2026, "formats": "json", "method": "ceplan-2024", "language": "es"}
    return start("report", asked, people[Role.LEAD])


def page(client, job, **headers):
    return client.get(reverse("jobs:job", args=[job.pk]), headers=headers)


def test_progress_is_shown_and_asks_again_by_itself(as_role, job):
    Job.objects.filter(pk=job.pk).update(percent=40)
    told = page(as_role(Role.LEAD), job).content.decode()
    assert 'value="40" max="100"' in told
    assert 'http-equiv="refresh"' in told
    assert "<html" not in page(as_role(Role.LEAD), job, **{"HX-Request": "true"}).content.decode()


def test_what_came_of_it_is_told(as_role, job):
    mistakes = {"es": [{"what": "Falta <b>algo</b>", "where": "Hoja!B7", "mend": "Complételo."}]}
    Job.objects.filter(pk=job.pk).update(state=Job.State.REFUSED, mistakes=mistakes)
    told = page(as_role(Role.LEAD), job).content.decode()
    assert "Hoja!B7" in told
    assert "&lt;b&gt;algo" in told
    assert "refresh" not in told
    assert reverse("jobs:again", args=[job.pk]) in told


def test_a_job_is_the_business_of_who_asked(as_role, people, job):
    assert page(as_role(Role.PLANNING), job).status_code == 404
    assert page(as_person(people.other), job).status_code == 404
    assert page(as_role(Role.AUDITOR), job).status_code == 200
    assert as_role(Role.PLANNING).get(reverse("jobs:home")).content.count(b'scope="row"') == 0


@pytest.mark.parametrize("name", ["../../secret-key", "nothing.pdf", "%2e%2e%2fsecret-key"])
def test_only_its_own_files_leave(as_role, job, name):
    assert as_role(Role.LEAD).get(f"/tareas/{job.pk}/{name}").status_code == 404


def test_an_unknown_job_is_not_found(as_role):
    assert as_role(Role.LEAD).get(reverse("jobs:job", args=[uuid.uuid4()])).status_code == 404
