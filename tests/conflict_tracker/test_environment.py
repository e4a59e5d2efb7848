"""Settings fail loudly: each refusal names the variable and says how to mend it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from conflict_tracker import environment


def test_absent_text_is_refused_with_its_name_and_the_way_to_mend_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set: give it fifty characters"):
        environment.text("SECRET_KEY", mend="give it fifty characters")


def test_empty_text_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "  ")
    assert environment.text("LOG_LEVEL", default="INFO", mend="") == "INFO"


@pytest.mark.parametrize(("written", "read"), [("on", True), ("TRUE", True), ("0", False), ("off", False), ("", True)])
def test_switch(monkeypatch: pytest.MonkeyPatch, written: str, read: bool) -> None:
    monkeypatch.setenv("HTTPS", written)
    assert environment.switch("HTTPS", default=True) is read


def test_a_switch_that_is_neither_on_nor_off_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEBUG is 'maybe': write on or off"):
        environment.switch("DEBUG", default=False)


def test_words_are_separated_by_commas_and_blanks_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,,")
    assert environment.words("ALLOWED_HOSTS", mend="") == ["a.example", "b.example"]


def test_no_words_at_all_are_refused_unless_there_is_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", " , ")
    assert environment.words("ALLOWED_HOSTS", default=[], mend="") == []
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS is not set: list the names"):
        environment.words("ALLOWED_HOSTS", mend="list the names")


def test_a_database_address_becomes_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:p%40ss@db.example:5433/tracker")
    read = environment.database("DATABASE_URL", mend="")
    wanted = {"HOST": "db.example", "PORT": 5433, "USER": "me", "PASSWORD": "p@ss", "NAME": "tracker"}
    assert {name: read[name] for name in wanted} == wanted


def test_a_socket_folder_in_a_database_address_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://tracker@%2Frun%2Fpg/postgres")
    assert environment.database("DATABASE_URL", mend="")["HOST"] == "/run/pg"


@pytest.mark.parametrize("address", ["nonsense", "postgres://u:topsecret@h:notaport/x", "mysql://u:topsecret@h/x"])
def test_a_bad_database_address_is_refused_without_quoting_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match=r"DATABASE_URL .*: write postgresql") as refused:
        environment.database("DATABASE_URL", mend="write postgresql://...")
    assert "topsecret" not in str(refused.value)
