"""Velmar, a country that does not exist, drawn in the open Atlantic half-way between Bermuda and the Azores. Pure."""

import random

from django.utils.text import slugify

from events.choices import PlaceLevel
from events.drafts import DraftPlace

COUNTRY = "velmar"
MIDDLE = {
    "Belcar": (31.0, -43.0),
    "Ostrel": (32.5, -44.5),
    "Halem": (29.5, -44.2),
    "Miren": (32.3, -41.5),
    "Tevra": (29.6, -41.6),
}
SPREAD = {PlaceLevel.DISTRICT: 0.5, PlaceLevel.SUBDISTRICT: 0.15, PlaceLevel.LOCALITY: 0.15, PlaceLevel.SITE: 0.02}

LEVELS = {
    "g": PlaceLevel.GOVERNORATE,
    "d": PlaceLevel.DISTRICT,
    "s": PlaceLevel.SUBDISTRICT,
    "t": PlaceLevel.LOCALITY,
    "x": PlaceLevel.SITE,
}
GAZETTEER = """
g Belcar|بلكار
d Belcar|بلكار
t Belcar|بلكار|Bel Car, Belqar, بلقار
x Belcar Central Hospital|مستشفى بلكار المركزي
x Grain Market|سوق الحبوب
x Old Customs House|دار الجمارك القديمة
t Sarnovel|سارنوفل|Sarn
x Sarnovel Bridge|جسر سارنوفل
t Kettim|كتيم
t Ombrisk|أومبريسك
d Dolvane|دولفان
s Upper Dolvane|دولفان العليا
t Upper Dol|دول العليا
t Dolvane Mill|طاحونة دولفان
x Weir Seven|السد السابع
s Lower Dolvane|دولفان السفلى
t Lower Dol|دول السفلى
t Ashkevar|أشكيفار|Ashkivar, اشكيفار
x Ashkevar Camp|مخيم أشكيفار
d Pellune|بيلون
t Pellune|بيلون
t Tarrosk|تاروسك
t Vimmel|فيميل
x Vimmel Airfield|مطار فيميل
g Ostrel|أوستريل
d Ostrel|أوستريل
t Ostrel|أوستريل|Ostrell, Usrtil
x Ostrel Bus Station|محطة حافلات أوستريل
t Kivarre|كيفاري
t Lonnet Bridge|جسر لونيت
d Zemmour Vale|وادي زيمور
t Gharsel|غرسيل|Garsel
t Nuvik|نوفيك
t Saint-Orban-of-the-Seven-Wells-by-the-Upper-Crossing|سانت أوربان الآبار السبعة عند المعبر الأعلى|Saint-Orban
x Salt Works|الملاحات
d Quarrin|كوارين
t Quarrin|كوارين
t Ebbeldon|إبلدون
x Quarrin Water Tower|خزان مياه كوارين
g Halem|هاليم
d Halem|هاليم
t Halem|هاليم|Haleem, هالم
x Halem University|جامعة هاليم
x Halem Ring Road|طريق هاليم الدائري
t Rudavel|رودافيل
t Pellisk|بيليسك
d Tormund|تورموند
t Tormund|تورموند
t Hesperel|هسبيريل
x Hesperel School|مدرسة هسبيريل
d Ruvanne|روفان
t Ruvanne|روفان
t Okkelby|أوكيلبي
g Miren|ميرين
d Miren|ميرين
t Mirenport|ميناء ميرين|Miren Port
x Mirenport Docks|أرصفة ميناء ميرين
t Askovel|أسكوفيل
d Lissandre|ليساندر
t Lissandre|ليساندر
t Fennamoor|فنامور
x Fennamoor Pass|ممر فنامور
g Tevra|تيفرا
d Tevra|تيفرا
t Tevra|تيفرا|Tewra
t Ormevik|أورميفيك
x Ormevik Fuel Depot|مستودع وقود أورميفيك
d Ulmarre|أولمار
t Ulmarre|أولمار
t Brannoch Sound|مضيق برانوخ
"""


def gazetteer() -> list[DraftPlace]:
    """The country and everything in it, each after what it is part of; points are near the middle of what they are in."""
    rng = random.Random("velmar: land")  # noqa: S311 - an invented country, not a secret
    places = [
        DraftPlace(COUNTRY, "Velmar", PlaceLevel.COUNTRY, "", "فلمار", ("Velmaria", "فيلمار"), None, *MIDDLE["Belcar"])
    ]
    order = list(LEVELS.values())
    above = {-1: places[0]}
    for line in GAZETTEER.strip().splitlines():
        level = LEVELS[line[0]]
        name, local, *aliases = line[2:].split("|")
        depth = order.index(level)
        parent = above[max(other for other in above if other < depth)]
        latitude, longitude = MIDDLE.get(name) if depth == 0 else _near(rng, parent, SPREAD[level])
        place = DraftPlace(
            slug=_slug(name, level),
            name=f"{name} {level.value}" if depth < 2 else name,
            level=level,
            parent=parent.slug,
            name_local=local,
            aliases=tuple(aliases[0].split(", ")) if aliases else (),
            pcode=f"VEL{len(places):03d}" if depth < 2 else None,
            latitude=latitude,
            longitude=longitude,
        )
        above = {other: node for other, node in above.items() if other < depth} | {depth: place}
        places.append(place)
    return places


def _slug(name: str, level: PlaceLevel) -> str:
    """Velmar's names share the gazetteer with real ones: each says whose it is."""
    kind = f"-{level}" if level in (PlaceLevel.GOVERNORATE, PlaceLevel.DISTRICT, PlaceLevel.SUBDISTRICT) else ""
    return f"{COUNTRY}-{slugify(name)}{kind}"


def _near(rng: random.Random, parent: DraftPlace, spread: float) -> tuple[float, float]:
    return (
        round(parent.latitude + rng.uniform(-spread, spread), 4),
        round(parent.longitude + rng.uniform(-spread, spread), 4),
    )
