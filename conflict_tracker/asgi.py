"""The ASGI application, for servers that speak nothing else; gunicorn serves wsgi.py."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflict_tracker.settings")

application = get_asgi_application()
