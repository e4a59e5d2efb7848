import hashlib
import json
import re

import pytest
from django.conf import settings
from django.core.management import CommandError

from events.management.commands.refresh_vendor import keep

FOLDER = settings.BASE_DIR / "static" / "vendor"
MANIFEST = json.loads((FOLDER / "manifest.json").read_text())
FILES = [file for package in MANIFEST["packages"] for file in package["files"]] + MANIFEST["extracted"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["to"])
def test_a_vendored_file_is_the_one_in_the_manifest(file):
    assert hashlib.sha256((FOLDER / file["to"]).read_bytes()).hexdigest() == file["sha256"]


def test_nothing_is_vendored_that_the_manifest_does_not_name():
    assert {path.name for path in FOLDER.iterdir()} == {"manifest.json", *(file["to"] for file in FILES)}


def test_every_package_has_a_version_a_licence_and_a_reason():
    for package in MANIFEST["packages"]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
        assert package["licence"]
        assert package["why"]


def test_a_file_that_differs_from_the_manifest_is_refused():
    with pytest.raises(CommandError, match=r"plotly\.css: sha256 is"):
        keep({"to": "plotly.css", "sha256": "0" * 64}, b"something else", accept=False)


def test_the_chart_bar_that_offers_to_send_data_away_is_off():
    script = (settings.BASE_DIR / "static" / "events" / "chart.js").read_text()
    for setting in ("showSendToCloud: false", 'plotlyServerURL: ""', "displaylogo: false", "displayModeBar: false"):
        assert setting in script
