"""The columns of files in the shape of Airwars' incidents, under the headers that they are met with. Pure."""

from events.imports.base import Field
from events.imports.rows import Row

GROUPS = {
    "killed": ("civilians_killed", "civilian_deaths", "civilian_fatalities", "civilians_reported_killed"),
    "injured": ("civilians_injured", "civilian_injuries", "civilians_reported_injured"),
    "children_killed": ("children", "killed_children"),
    "women_killed": ("women", "killed_women"),
    "men_killed": ("men", "killed_men"),
    "militants_killed": ("belligerents_killed", "killed_militants", "killed_belligerents", "militant_deaths"),
}


def _bounds(name: str, others: tuple[str, ...]) -> tuple[Field, ...]:
    """A column for both bounds, and one for each: "killed", "killed_min", "min_killed"."""
    found = [Field(name, called=(*others, *(other.replace("_", " ") for other in others)))]
    for bound, word in (("min", "minimum"), ("max", "maximum")):
        called = [
            spelled
            for one in (name, *others)
            for spelled in (f"{one}_{bound}", f"{bound}_{one}", f"{one}_{word}", f"{word}_{one}")
        ]
        spaced = [one.replace("_", " ") for one in called]
        found.append(Field(f"{name}_{bound}", called=tuple(dict.fromkeys([*called[1:], *spaced]))))
    return tuple(found)


FIELDS = (
    Field(
        "code",
        called=(
            "unique_reference_code",
            "reference_code",
            "incident_code",
            "unique reference code",
            "incident id",
            "id",
        ),
        is_required=True,
    ),
    Field("date", called=("incident_date", "incident date", "date_of_incident", "start_date"), is_required=True),
    Field("date_end", called=("incident_date_end", "end_date", "end date")),
    Field("title", called=("name",)),
    Field("country", is_required=True),
    Field("region", called=("governorate", "province", "admin1")),
    Field("location", called=("location_name", "location name", "town", "place")),
    Field("latitude", called=("lat",)),
    Field("longitude", called=("lon", "lng", "long")),
    Field("coordinates", called=("geolocation", "lat_lon")),
    Field("precision", called=("geolocation_accuracy", "geolocation accuracy", "location_precision")),
    Field(
        "grade",
        called=("civilian_harm_status", "civilian harm status", "civilian_casualty_grading", "grading"),
        is_required=True,
    ),
    Field("strike_type", called=("type_of_strike", "strike type", "attack_type", "strike_types")),
    Field("belligerent", called=("belligerents", "actor", "perpetrator")),
    Field("belligerent_status", called=("strike_status", "belligerent status", "strike status")),
    Field("belligerent_known", called=("known_belligerent", "known belligerent", "known_attacker")),
    Field("belligerent_suspected", called=("suspected_belligerent", "suspected belligerent", "suspected_attacker")),
    *(field for name, others in GROUPS.items() for field in _bounds(name, others)),
    Field("sources", called=("source", "source_list", "links")),
)


def numbers_called(row: Row, prefix: str) -> str:
    """The column that holds a number of that group."""
    return next((name for name in (prefix, f"{prefix}_min", f"{prefix}_max") if row.text(name)), prefix)
