"""Every page that readers see, by name."""

OCTOBER = "dataset=mayadeen-2017&from=2017-10-01&to=2017-10-31"
GENERATED = "dataset=demonstration&from=2024-05-06&to=2024-05-19"

PAGES = {
    "dashboard": f"/?{OCTOBER}",
    "dashboard of many": f"/?{GENERATED}",
    "dashboard of nothing": "/?dataset=mayadeen-2017&from=2016-01-01&to=2016-01-02",
    "list": f"/incidents/?{GENERATED}&columns=type&columns=civilians&columns=injured",
    "incident": "/incidents/MYD-2017-0002/",
    "timeline": f"/timeline/?{GENERATED}",
    "actors": f"/actors/?{GENERATED}",
    "actor": f"/actors/russia/?{OCTOBER}",
    "how we count": "/about/",
}
PROBLEMS = {"a bad question": ("/?form=2017-10-01", 400), "no such page": ("/incidents/MYD-1999-0001/", 404)}


def in_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"
