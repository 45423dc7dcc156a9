"""Entities and units as the policy names them, people, and which role a person holds where."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models


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
