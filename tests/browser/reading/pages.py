"""Every page that readers see, by name."""

OCTOBER = "dataset=mayadeen-2017&from=2017-10-01&to=2017-10-31"
GENERATED = "dataset=demonstration&from=2024-05-06&to=2024-05-19"

PAGES = {
    "dashboard": f"/?{OCTOBER}",
    "dashboard of many": f"/?{GENERATED}",
    "dashboard of nothing": "/?dataset=mayadeen-2017&from=2016-01-01&to=2016-01-02",
    "list": f"/incidents/?{GENERATED}&columns=type&columns=civilians&columns=injured",
    "incident": "/incidents/MYD-2017-0002/",
    "incident whose range moved": "/incidents/VEL-2024-2348/",
    "incident as known before": "/incidents/VEL-2024-2348/?as_of=2024-12-04",
    "dashboard as known on a day": f"/?{GENERATED}&as_of=2024-05-15",
    "timeline": f"/timeline/?{GENERATED}",
    "actors": f"/actors/?{GENERATED}",
    "actor": f"/actors/russia/?{OCTOBER}",
    "sources": f"/sources/?{GENERATED.partition('&')[0]}",
    "sources of a few": "/sources/?dataset=mayadeen-2017&as_of=2017-10-07",
    "source": f"/sources/velmar-casualty-monitor/?{GENERATED.partition('&')[0]}",
    "how we count": "/about/",
    "packages": "/packages/",
    "a package to be made": f"/packages/new/?{OCTOBER}",
    "the API": "/api/",
}
PROBLEMS = {
    "a bad question": ("/?form=2017-10-01", 400),
    "not known yet": ("/incidents/MYD-2017-0002/?as_of=2017-10-01", 404),
    "no such page": ("/incidents/MYD-1999-0001/", 404),
}


def in_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"
