"""A chart's picture says by itself what it shows, of which selection and dataset, as of when, and where it is from."""

import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ASKED = "/?dataset=mayadeen-2017&from=2017-10-01"


def downloaded(page: Page, chart: str, form: str, folder: Path) -> Path:
    """The picture, taken with the keyboard."""
    panel = page.locator(f"section.panel:has(#figure-{chart})")
    expect(page.locator(f"#figure-{chart}")).to_have_attribute("data-state", "drawn", timeout=15_000)
    panel.locator("details.menu > summary").press("Enter")
    with page.expect_download() as download:
        panel.locator(f"button[data-picture={form}]").press("Enter")
    saved = folder / download.value.suggested_filename
    download.value.save_as(saved)
    return saved


def words(svg: str) -> str:
    """The text of a drawing, without the marks that keep its direction."""
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<style.*?</style>", "", svg, flags=re.DOTALL)).split())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_holds_title_caption_and_source_on_white(reader, tmp_path, scheme: str):
    one = reader(color_scheme=scheme)
    one.open(ASKED)
    one.see_charts_drawn()
    file = downloaded(one.page, "casualties", "svg", tmp_path)
    assert file.name == "mayadeen-2017-chart-casualties-from-2017-10-01.svg"
    svg = file.read_text()
    said = words(svg)
    assert "Recorded killed by" in said
    assert "Incidents, from 1 October 2017, published incidents." in said
    assert "As of" in said
    assert "Dataset: Mayadeen, October 2017" in said
    assert "from=2017-10-01" in said, "the address that it was made at"
    assert "<text" in svg, "drawn, not a photograph of it"
    assert "rgb(255, 255, 255)" in svg
    assert one.complaints == []


def test_a_png_is_twice_the_size_of_the_drawing(reader, tmp_path):
    one = reader()
    one.open(ASKED)
    one.see_charts_drawn()
    svg = downloaded(one.page, "attributed", "svg", tmp_path).read_text()
    width, height = (int(size) for size in re.search(r'<svg[^>]* width="(\d+)" height="(\d+)"', svg).groups())
    png = downloaded(one.page, "attributed", "png", tmp_path).read_bytes()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (2 * width, 2 * height) == (2160, 2 * height)


def test_words_of_an_arabic_picture_stand_inside_it_from_the_right(reader, tmp_path):
    one = reader()
    one.open(f"{ASKED}&lang=ar")
    one.see_charts_drawn()
    svg = downloaded(one.page, "casualties", "svg", tmp_path).read_text()
    alone = one.page.context.new_page()
    alone.set_content(svg)
    alone.evaluate("document.fonts.ready")
    boxes = alone.locator("text.annotation-text").evaluate_all(
        "(texts) => texts.map((text) => text.getBoundingClientRect()).map(({ left, right }) => [left, right])"
    )
    left = alone.locator("svg").first.evaluate("(svg) => svg.getBoundingClientRect().left")
    assert boxes
    assert [box for box in boxes if not left <= box[0] <= box[1] <= left + 1080] == []
    assert max(end for _start, end in boxes) == pytest.approx(left + 1064, abs=6)


def test_without_javascript_there_is_no_button_for_a_picture(reader):
    one = reader(java_script_enabled=False)
    one.open(ASKED)
    one.page.locator("#figure-casualties").locator("xpath=ancestor::section").locator("details.menu > summary").click()
    expect(one.page.locator("button[data-picture]").first).to_be_hidden()
