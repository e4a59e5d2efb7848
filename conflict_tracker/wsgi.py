"""The WSGI application that gunicorn serves."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflict_tracker.settings")
os.environ.pop("OWNER_DATABASE_URL", None)  # who serves strangers works with the rights of DATABASE_URL's role alone

application = get_wsgi_application()

from conflict_tracker.patience import be_impatient  # noqa: E402 - what it imports needs Django to be set up

be_impatient()
import_module(settings.ROOT_URLCONF)  # all views, once for all of gunicorn's processes, before they part
gc.freeze()  # what is loaded lives as long as the process: the collector need not walk through it amid an answer
