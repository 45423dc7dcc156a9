"""Entities and units as the policy names them, people, which role each holds where, and how each came in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone

from rumbo.apps.accounts.errors import AccessError
from rumbo.apps.accounts.units import reporting_unit, unit_key
from rumbo.core.language import _
from rumbo.core.policy.models import Policy

SPANISH = "es"
SPOKEN = [(SPANISH, "Español"), ("en", "English")]


class Role(models.TextChoices):
    """What a person may do. The steps each role may take are in :mod:`rumbo.apps.ledger.workflow`."""

    ENTITY_REPORTER = "entity_reporter"
    """Reports the values of one entity."""
    ENTITY_HEAD = "entity_head"
    """Answers for what the entity reports."""
    LEAD = "lead"
    """The directorate that consolidates (DGPDCE)."""
    PLANNING = "planning"
    """The planning office that validates, publishes and issues (OGPPM)."""
    AUDITOR = "auditor"
    """Reads everything, changes nothing."""
    ADMINISTRATOR = "administrator"
    """Keeps people and roles."""


class PersonManager(BaseUserManager["Person"]):
    """Makes people; the address is the name to sign in with."""

    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> "Person":
        """Make a person. Without a password the person cannot sign in with one."""
        person = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, name: str, password: str | None = None, **fields: Any) -> "Person":
        """Make a person who may do everything on the site."""
        return self.create_user(email, name, password, **{"is_staff": True, "is_superuser": True, **fields})


class Person(AbstractBaseUser, PermissionsMixin):
    """Someone who acts, or the installation itself when it is worked from the command line."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=SPOKEN, default=SPANISH)
    """In which language the site and its mails speak to the person."""
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_system = models.BooleanField(default=False)
    """The command line of the installation: whoever has its shell has its database, so no role is asked for."""
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    def __str__(self) -> str:
        return self.name


class Entity(models.Model):
    """A public entity of a policy; mirrors the policy's data, which stay the source."""

    policy = models.CharField(max_length=100)
    """Code of the policy."""
    code = models.CharField(max_length=100)
    name = models.CharField(max_length=300)
    in_force = models.BooleanField(default=True)
    """False once the policy no longer names the entity; what it recorded stays."""

    class Meta:
        """An entity is known by its policy and code."""

        ordering: ClassVar[list[str]] = ["policy", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["policy", "code"], name="one_entity_per_code")
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit of organisation (unidad de organización) inside an entity."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="units")
    name = models.CharField(max_length=300)

    class Meta:
        """A unit is known by its entity and name."""

        ordering: ClassVar[list[str]] = ["entity", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entity", "name"], name="one_unit_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role that a person holds in an entity. Lead and planning roles hold for the whole policy of that entity."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships", null=True, blank=True)
    role = models.CharField(max_length=30, choices=Role)

    class Meta:
        """A role is held once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "entity", "unit", "role"], name="role_held_once_in_a_unit"),
            models.UniqueConstraint(
                fields=["person", "entity", "role"], condition=models.Q(unit=None), name="role_held_once_in_an_entity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role} ({self.entity})"


class Invitation(models.Model):
    """An address invited to a role. Whoever opens the mailed link becomes a person; only the link's hash is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=SPOKEN, default=SPANISH)
    role = models.CharField(max_length=30, choices=Role)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="invitations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="invitations", null=True, blank=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    """When its mail went out; null where the mail server refused it."""
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; an address waits for one invitation of an entity at a time."""

        ordering: ClassVar[list[str]] = ["-invited_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["email", "entity"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.role} ({self.entity})"

    def expired(self) -> bool:
        """Whether its term has passed."""
        return self.expires_at <= timezone.now()


class AccessChange(models.Model):
    """One change of what a person may do: who made it, when and why. Rows are added, never changed."""

    class What(models.TextChoices):
        """The kinds of change."""

        ROLE_GIVEN = "role_given"
        ROLE_TAKEN = "role_taken"
        DEACTIVATED = "deactivated"
        REACTIVATED = "reactivated"
        SECOND_FACTOR_REMOVED = "second_factor_removed"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="access_changes")
    what = models.CharField(max_length=30, choices=What)
    role = models.CharField(max_length=30, choices=Role, blank=True)
    """The role given or taken; empty for the other kinds."""
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+", null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.what} {self.role}".rstrip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a row that is already there is never changed."""
        if self.pk is not None:
            raise AccessError(_("A recorded row is never changed; record a new one."))
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: nothing recorded is taken away."""
        raise AccessError(_("A recorded row is never deleted; record a new one."))


class ApiToken(models.Model):
    """A key with which a program acts for a person, in one entity, no further than that person may."""

    class Scope(models.TextChoices):
        """What the program may do."""

        READ = "read"
        REPORT = "report"

    name = models.CharField(max_length=100)
    """What the person calls it: the program or machine that uses it."""
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="api_tokens")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="api_tokens")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="api_tokens", null=True, blank=True)
    scope = models.CharField(max_length=10, choices=Scope)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=20)
    """The first signs of the secret, by which its owner knows it again."""
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    """Exact to a minute, so that a busy program does not write at every request."""
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    def is_open(self) -> bool:
        """Whether it may still be used."""
        return self.revoked_at is None and self.expires_at > timezone.now() and self.person.is_active

    def reaches(self, policy: Policy, indicator: str) -> bool:
        """Whether the entity and unit that report an indicator are the token's own."""
        if (policy.code, policy.reporting_entity(indicator)) != (self.entity.policy, self.entity.code):
            return False
        return self.unit is None or unit_key(self.unit.name) == unit_key(reporting_unit(policy, indicator))


class SignIn(models.Model):
    """One attempt to come in, or one leaving: who, when, from where, and how it ended."""

    class Outcome(models.TextChoices):
        """How it ended."""

        SIGNED_IN = "signed_in"
        SIGNED_OUT = "signed_out"
        WRONG_PASSWORD = "wrong_password"  # noqa: S105 - the name of an outcome
        WRONG_CODE = "wrong_code"
        LOCKED_OUT = "locked_out"
        REFUSED = "refused"

    class Method(models.TextChoices):
        """By which door."""

        PASSWORD = "password"  # noqa: S105 - the name of a method
        SINGLE_SIGN_ON = "single_sign_on"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_ins", null=True)
    """Null where the address is nobody's."""
    email = models.CharField(max_length=254)
    """The address as it was typed, or as the provider of single sign-on gave it."""
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    network_address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)
    method = models.CharField(max_length=20, choices=Method)
    outcome = models.CharField(max_length=20, choices=Outcome)

    class Meta:
        """Newest first."""

        ordering: ClassVar[list[str]] = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.email}: {self.outcome}"
