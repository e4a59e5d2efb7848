"""Pictures of every page, light, dark, on a phone, and one in Arabic, into docs/screenshots/.

    python -m tests.screenshots [ADDRESS]

ADDRESS is a running site with both shipped datasets (http://127.0.0.1:8000 unless given). With TRACKER_USER and
TRACKER_PASSWORD in the environment the entry desk is pictured too. Pictures have few colours, to be small.
"""

import argparse
import base64
import os
import shutil
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
MAYADEEN = "dataset=mayadeen-2017&from=2017-10-01&to=2017-10-31"
PAGES = {
    "dashboard": f"/?{MAYADEEN}",
    "demonstration": "/?dataset=demonstration",
    "incidents": "/incidents/?dataset=demonstration&sort=-killed",
    "incident": "/incidents/MYD-2017-0002/",
    "timeline": f"/timeline/?{MAYADEEN}",
    "actors": "/actors/?dataset=demonstration",
    "actor": "/actors/russia/?dataset=mayadeen-2017",
    "about": "/about/",
    "empty": "/incidents/?dataset=mayadeen-2017&q=nothing-like-it",
    "problem": "/?form=2017-10-01",
    "sign-in": "/admin/login/",
}
DESK = {"desk": "/admin/", "entry": "/admin/events/incident/add/"}
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}
AREA, TALLEST = 2_600_000, 4_200  # px; a picture of a long list need not show all of it
COLOURS = 96

# The most frequent colours of a picture that can be told apart, and for each pixel the nearest of them.
REDUCE = """async ([address, colours]) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const parts = (colour) => [colour & 255, colour >> 8 & 255, colour >> 16 & 255];
  const distance = (a, b) => a.reduce((sum, part, index) => sum + (part - b[index]) ** 2, 0);
  const nearest = new Map(), known = [];
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (known.length === colours) break;
    if (known.some((one) => distance(one, parts(colour)) < 250)) continue; // room for the rare hues
    nearest.set(colour, known.push(parts(colour)) - 1);
  }
  for (const colour of counts.keys()) {
    if (nearest.has(colour)) continue;
    const distances = known.map((one) => distance(one, parts(colour)));
    nearest.set(colour, distances.indexOf(Math.min(...distances)));
  }
  const indices = Uint8Array.from(pixels, (pixel) => nearest.get(pixel));
  let letters = "";
  for (let at = 0; at < indices.length; at += 32768) letters += String.fromCharCode(...indices.subarray(at, at + 32768));
  return { width: image.width, height: image.height, palette: known, indices: btoa(letters) };
}"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("address", nargs="?", default="http://127.0.0.1:8000")
    site = arguments.parse_args().address.rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium-headless-shell")
    options = {"executable_path": chromium, "args": ["--no-sandbox", "--disable-gpu"]}
    with sync_playwright() as playwright, playwright.chromium.launch(**options) as browser:
        for name, page in pictures(browser, site):
            file = FOLDER / f"{name}.png"
            file.write_bytes(small(browser, page))
            print(f"{file.name}: {file.stat().st_size / 1024:.0f} kB")


def pictures(browser: Browser, site: str) -> Iterator[tuple[str, bytes]]:
    """(name, PNG) of every page in every look."""
    for look, options in LOOKS.items():
        with browser.new_context(**options, reduced_motion="reduce") as context:
            page = context.new_page()
            pages = PAGES | (DESK if signed_in(page, site) else {})
            for name, path in pages.items():
                yield f"{name}-{look}", picture(page, site + path)
    with browser.new_context(**LOOKS["light"], reduced_motion="reduce") as context:
        page = context.new_page()
        yield "dashboard-arabic", picture(page, f"{site}{PAGES['dashboard']}&lang=ar")


def signed_in(page: Page, site: str) -> bool:
    """Sign in as the account that the environment names; False if it names none."""
    if not os.environ.get("TRACKER_USER"):
        return False
    page.goto(f"{site}/admin/login/")
    page.fill("[name=username]", os.environ["TRACKER_USER"])
    page.fill("[name=password]", os.environ["TRACKER_PASSWORD"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{site}/admin/")
    return True


def picture(page: Page, address: str) -> bytes:
    """The whole page, once its charts are drawn."""
    page.goto(address)
    for figure in page.locator("figure[data-chart]").all():
        figure.scroll_into_view_if_needed()
    expect(page.locator("figure[data-chart]:not([data-state])")).to_have_count(0)
    page.evaluate("scrollTo(0, 0)")
    width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, AREA // width, TALLEST)}
    return page.screenshot(full_page=True, clip=clip, animations="disabled")


def small(browser: Browser, png: bytes) -> bytes:
    """The same picture with few colours, as an indexed PNG."""
    with browser.new_context() as context:
        address = "data:image/png;base64," + base64.b64encode(png).decode()
        made = context.new_page().evaluate(REDUCE, [address, COLOURS])
    width, indices = made["width"], base64.b64decode(made["indices"])
    lines = b"".join(b"\0" + indices[start : start + width] for start in range(0, len(indices), width))
    palette = bytes(part for colour in made["palette"] for part in colour)
    header = struct.pack(">IIBBBBB", width, made["height"], 8, 3, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in chunks)


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file: its length, kind, data and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    main()
