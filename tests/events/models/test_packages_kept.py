"""The row of a package is kept as it was made, whoever writes (sql/packages.sql)."""

import pytest
from django.db import connection

from tests.events.models.rows import add, insert, refused_by, sound

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events_package SET sha256 = repeat('0', 64)",
        "UPDATE events_package SET sha256 = sha256 WHERE false",
        "DELETE FROM events_package",
        "TRUNCATE events_package",
    ],
)
def test_it_is_neither_changed_nor_deleted_even_by_its_owner(statement):
    add("package")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with refused_by("events_package_is_kept"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("digest", ["A" * 64, "a" * 63, ""])
def test_a_digest_is_64_signs_of_hexadecimal(digest):
    row = sound("package", sha256=digest)
    with refused_by("package_sha256_is_hex"):
        insert("package", **row)


def test_two_packages_never_have_one_name():
    row = sound("package", public_id="the-same")
    insert("package", **row)
    with refused_by("events_package_public_id_key"):
        insert("package", **row)
