"""The door of the site for a server: Django made ready, logs begun."""

from django.core.wsgi import get_wsgi_application

from rumbo.site.logs import start_logs
from rumbo.site.setup import start

start()
start_logs()
application = get_wsgi_application()
