"""The ASGI application, for servers that speak nothing else; gunicorn serves wsgi.py."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflict_tracker.settings")
os.environ.pop("OWNER_DATABASE_URL", None)  # who serves strangers works with the rights of DATABASE_URL's role alone

application = get_asgi_application()

from conflict_tracker.patience import be_impatient  # noqa: E402 - what it imports needs Django to be set up

be_impatient()
