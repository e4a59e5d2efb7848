"""The addresses of the API, as tests ask them."""

from events.api.urls import answering

VIEWS = {one.callback.view_class.operation: one.callback.view_class for one in answering}
LISTS = [f"/api/{one.pattern}" for one in answering if one.callback.view_class.has_filters]
RECORD = "/api/incidents/MYD-2017-0002/"
EVERY = [*LISTS, RECORD, "/api/datasets/", "/api/schema.json"]


def pages(client, address: str, what: str) -> list[dict]:
    """Rows over all pages of a list, by the addresses that it gives."""
    rows = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.content
        said = answer.json()
        assert answer.get("Link") == (f'<{said["next"]}>; rel="next"' if said["next"] else None)
        assert len(said[what]) <= 100
        rows += said[what]
        address = said["next"]
        assert len(rows) <= 50_000, "the list goes on for ever"
    return rows
