"""What the pages of alerts and commitments call states and days. Loaded where it is needed."""

from django import template

from rumbo.apps.reminders.words import days_told
from rumbo.site.following.lines import unbroken
from rumbo.site.following.words import state_told

register = template.Library()
register.filter("state_told", state_told)
register.filter("days_told", days_told)
register.filter("unbroken", unbroken)
