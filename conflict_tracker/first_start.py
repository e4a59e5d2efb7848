"""What must stand before the first page: tables, the two datasets, people who can sign in, static files.

Each step looks before it works, so a second start costs next to nothing, and a step that was cut short is done again.
"""

import hashlib
import secrets

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import transaction

ACCOUNTS = {"analyst": "analysts", "editor": "editors"}  # user name: group (events' migrations make the groups)


def say(line: str) -> None:
    print(line, flush=True)


def prepare() -> None:
    """Brings database and static files to where the server can start. Django must be set up."""
    call_command("migrate", interactive=False, verbosity=0)
    load_datasets()
    renew_estimates()
    create_accounts()
    collect_static()


@transaction.atomic
def load_datasets() -> None:
    """Loads both datasets into a database that has none, all or nothing."""
    from events.models import Dataset

    if not Dataset.objects.exists():
        say("Loading the datasets (once) ...")
        call_command("load_datasets")


def renew_estimates() -> None:
    """Makes estimates again that an earlier version of the rules made; readers are told of numbers that change."""
    from events import rules
    from events.models import Incident

    if Incident.objects.made_before(rules.VERSION).exists():
        say("Applying the new version of the rules (once) ...")
        call_command("assess", stale=True, verbosity=0)


def create_accounts() -> None:
    """Makes the first accounts when nobody can sign in yet, and says their passwords, which are kept nowhere."""
    from django.contrib.auth.models import Group, User

    if User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists():
        return
    passwords = {name: secrets.token_urlsafe(12) for name in ACCOUNTS}
    with transaction.atomic():
        for name, group in ACCOUNTS.items():
            user = User.objects.create_user(name, password=passwords[name], is_staff=True)
            user.groups.add(Group.objects.get(name=group))
    say("First accounts, for /admin/; these passwords are shown this once:")
    for name, password in passwords.items():
        say(f"  {name:<8} {password}")


def collect_static() -> None:
    """Collects and compresses the static files when any of them changed since the last time."""
    stamp = settings.VAR_DIR / "static.stamp"
    state = _state_of_static_files()
    if stamp.exists() and stamp.read_text() == state:
        return
    say("Compressing static files (once) ...")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)


def _state_of_static_files() -> str:
    state = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            state.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    return state.hexdigest()
