"""A download that fails half-way ends so that nobody takes it for whole: the last chunk never comes."""

import http.client
import socket

import psycopg
import pytest
from django.db import connection

from conflict_tracker.postgres import APPLICATION
from tests.reliability.at_once import serving
from tests.settings import CLUSTER

pytestmark = pytest.mark.django_db
READING = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND usename = %s AND query LIKE 'COPY%%'"


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_reader_sees_that_a_file_broke_off(port: int, encoding: str):
    asked = unhurried(port)
    asked.request("GET", "/claims.csv?dataset=demonstration", headers={"Accept-Encoding": encoding})
    answer = asked.getresponse()
    assert answer.status == 200
    assert answer.getheader("Transfer-Encoding") == "chunked"
    assert answer.read(1000)
    end_what_is_read()
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        answer.read()
    asked.close()


def unhurried(port: int) -> http.client.HTTPConnection:
    """A reader who takes little at a time, so that no file is sent before anybody has looked."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    asked.sock = socket.socket()
    asked.sock.settimeout(20)
    asked.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    asked.sock.connect(("127.0.0.1", port))
    return asked


def end_what_is_read() -> None:
    """The server's database connection dies, as when somebody pulls a plug."""
    with psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        reading = admin.execute(READING, [connection.settings_dict["NAME"], APPLICATION]).fetchall()
        assert reading, "the file is sent already: it is too small for this test"
        for [pid] in reading:
            admin.execute("SELECT pg_terminate_backend(%s)", [pid])


@pytest.fixture(scope="module")
def port(recorded, django_db_blocker):
    with django_db_blocker.unblock(), serving(connection.settings_dict["NAME"]) as port:
        yield port
