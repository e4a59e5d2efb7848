"""Whatever is sent, whoever sent it gets an answer that says what is wrong, and never an error of ours."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Batch, Incident
from tests.events.admin.imports.conftest import HEADER, NEW, ROWS, sending, worked

SOUND = (HEADER + ROWS).encode()
LINES = st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30), max_size=6)
ODD = st.one_of(
    st.binary(max_size=300),
    LINES.map(lambda cells: HEADER.encode() + ",".join(cells).encode()),
    st.integers(0, len(SOUND)).map(lambda at: SOUND[:at]),
    st.tuples(st.integers(0, len(SOUND)), st.binary(max_size=8)).map(lambda x: SOUND[: x[0]] + x[1] + SOUND[x[0] :]),
    st.sampled_from(
        [b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"\x1f\x8b\x08\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\0" * 9]
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=ODD, format=st.sampled_from(["", "template"]), name=st.text(max_size=20))
def test_no_file_is_an_error_of_ours(analyst, world, content: bytes, format: str, name: str) -> None:
    before = Incident.objects.count()
    answer = analyst.post(NEW, sending(world, content, name=f"{name}.csv", format=format))
    assert answer.status_code in (302, 400)
    batch = Batch.objects.latest("pk") if answer.status_code == 302 else None
    if batch is not None:
        worked(batch)
        assert "nobody foresaw" not in batch.failed_because
        for page in ("", "problems/", "names/"):
            assert analyst.get(batch.get_absolute_url() + page).status_code == 200
        if batch.state == "checked":
            report = analyst.get(batch.get_absolute_url() + "report/")
            assert b"".join(report.streaming_content)
        Batch.objects.filter(pk=batch.pk).update(state="cancelled")
    assert Incident.objects.count() == before
