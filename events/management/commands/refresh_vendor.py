"""Fetches the vendored front-end files again, from the versions named in static/vendor/manifest.json."""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

FOLDER = Path(settings.BASE_DIR) / "static" / "vendor"


class Command(BaseCommand):
    help = (
        "Fetch every vendored file with npm and compare it with the manifest; refuses a file whose sha256 differs. "
        "After changing a version in the manifest, --accept writes the new hashes. "
        "Needs npm, and Chromium for plotly.css."
    )

    def add_arguments(self, parser):
        parser.add_argument("--accept", action="store_true", help="write the hashes of what was fetched")

    def handle(self, *, accept, **options):
        path = FOLDER / "manifest.json"
        manifest = json.loads(path.read_text())
        for package in manifest["packages"]:
            fetched = fetch(package["name"], package["version"], [file["from"] for file in package["files"]])
            for file, content in zip(package["files"], fetched, strict=True):
                keep(file, content, accept=accept)
        for file in manifest["extracted"]:
            keep(file, global_styles(FOLDER / file["from"]).encode(), accept=accept)
        if accept:
            path.write_text(json.dumps(manifest, indent=2) + "\n")
        self.stdout.write("Every vendored file is as the manifest says.")


def fetch(name: str, version: str, members: list[str]) -> list[bytes]:
    """The contents of `members` of one npm package. Raises CommandError when npm cannot fetch it."""
    with tempfile.TemporaryDirectory() as folder:
        call = ["npm", "pack", "--silent", "--pack-destination", folder, f"{name}@{version}"]
        done = subprocess.run(call, capture_output=True, text=True, cwd=folder, check=False)
        if done.returncode:
            raise CommandError(f"npm could not fetch {name} {version}: {done.stderr.strip()}")
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            return [archive.extractfile(f"package/{member}").read() for member in members]


def keep(file: dict, content: bytes, *, accept: bool) -> None:
    """Write one file if its hash is the manifest's, or, when accepting, note the new hash."""
    found = hashlib.sha256(content).hexdigest()
    if found != file["sha256"]:
        if not accept:
            raise CommandError(f"{file['to']}: sha256 is {found}, the manifest says {file['sha256']}")
        file["sha256"] = found
    (FOLDER / file["to"]).write_bytes(content)


def global_styles(bundle: Path) -> str:
    """The rules that plotly.js would write into an inline style element, which our CSP forbids; linked instead."""
    from playwright.sync_api import sync_playwright  # a development dependency: only whoever refreshes needs it

    with sync_playwright() as playwright:
        options = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-gpu"]}
        with playwright.chromium.launch(**options) as browser:
            page = browser.new_page()
            page.set_content("<!doctype html><html><head></head><body></body></html>")
            page.add_script_tag(path=bundle)
            rules = "document.getElementById('plotly.js-style-global').sheet.cssRules"
            return page.evaluate(f"[...{rules}].map(rule => rule.cssText + '\\n').join('')")
