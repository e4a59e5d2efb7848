"""Who fights in Velmar and who speaks of it: invented actors in trees, invented sources. Pure."""

from events.choices import ActorKind, Category, SourceKind
from events.datasets.contents import DraftActor, DraftSource

STATE, GROUP, COALITION, OTHER = ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.COALITION, ActorKind.OTHER


def _actor(slug, name, kind, parent="", local="", *aliases) -> DraftActor:
    return DraftActor(slug, name, kind, parent, local, aliases)


ACTORS = (
    _actor("velmar-government", "Government of Velmar", STATE, "", "حكومة فلمار", "Velmari government"),
    _actor(
        "velmar-forces", "Velmar Armed Forces", STATE, "velmar-government", "القوات المسلحة الفلمارية", "VAF", "الجيش"
    ),
    _actor("velmar-air-force", "Velmar Air Force", STATE, "velmar-forces", "سلاح الجو الفلماري", "VelAF"),
    _actor(
        "velmar-third-brigade", "Third Armoured Brigade", STATE, "velmar-forces", "اللواء المدرع الثالث", "3rd Brigade"
    ),
    _actor("velmar-border-guard", "Velmar Border Guard", STATE, "velmar-forces", "حرس حدود فلمار"),
    _actor("velmar-gendarmerie", "Velmar Gendarmerie", STATE, "velmar-government", "درك فلمار", "the Gendarmes"),
    _actor("karsa-front", "Karsa Front", GROUP, "", "جبهة كارسا", "KF", "Front of Karsa", "Karsaf", "كارسا"),
    _actor("karsa-northern-column", "Karsa Front Northern Column", GROUP, "karsa-front", "الرتل الشمالي لجبهة كارسا"),
    _actor("karsa-rocket-battalion", "Karsa Rocket Battalion", GROUP, "karsa-front", "كتيبة صواريخ كارسا", "KRB"),
    _actor(
        "joint-air-command",
        "Joint Air Command",
        COALITION,
        "",
        "القيادة الجوية المشتركة",
        "JAC",
        "the coalition of Velmar",
    ),
    _actor(
        "orrinland-air-wing", "Orrinland Expeditionary Wing", STATE, "joint-air-command", "جناح أورينلاند الجوي", "OEW"
    ),
    _actor("river-league", "River League", GROUP, "", "رابطة النهر", "RL", "League of the River"),
    _actor("river-league-guards", "River League Guards", GROUP, "river-league", "حرس رابطة النهر"),
    _actor("halem-brigades", "Halem Brigades", GROUP, "", "كتائب هاليم", "Halemi Brigades"),
    _actor("halem-fifth-company", "Halem Brigades Fifth Company", GROUP, "halem-brigades", "السرية الخامسة"),
    _actor("sons-of-tevra", "Sons of Tevra", GROUP, "", "أبناء تيفرا", "Tevra Sons"),
    _actor("ostrel-night-watch", "Ostrel Night Watch", GROUP, "", "حراس ليل أوستريل"),
    _actor(
        "upper-dol-committees",
        "General Council of the United People’s Committees for the Defence of the Upper Dol Valley, Its Tributaries and "
        "the Seven Crossings",
        GROUP,
        "",
        "المجلس العام للجان الشعبية الموحدة للدفاع عن وادي الدول الأعلى وروافده والمعابر السبعة",
        "Upper Dol Committees",
        "GCUPC",
    ),
    _actor("velmar-unidentified-gunmen", "Unidentified gunmen (Velmar)", OTHER, "", "مسلحون مجهولون"),
    _actor("velmar-unidentified-aircraft", "Unidentified aircraft (Velmar)", OTHER, "", "طيران مجهول"),
)

STRIKING = {
    "velmar-air-force": 34, "velmar-forces": 22, "joint-air-command": 16, "karsa-rocket-battalion": 9, "karsa-front": 7,
    "orrinland-air-wing": 5, "velmar-third-brigade": 3, "velmar-unidentified-aircraft": 2, "river-league": 1,
}  # fmt: skip
FIGHTING = {
    "velmar-forces": 30, "karsa-front": 28, "river-league": 9, "velmar-third-brigade": 8, "karsa-northern-column": 7,
    "halem-brigades": 6, "velmar-border-guard": 3, "river-league-guards": 3, "upper-dol-committees": 2,
    "halem-fifth-company": 1, "sons-of-tevra": 1,
}  # fmt: skip
HURTING = {
    "velmar-gendarmerie": 20, "karsa-front": 20, "velmar-forces": 14, "velmar-unidentified-gunmen": 12,
    "halem-brigades": 10, "river-league": 6, "sons-of-tevra": 3, "ostrel-night-watch": 2, "upper-dol-committees": 1,
}  # fmt: skip
ACTIVE = {
    Category.STRIKE: STRIKING,
    Category.GROUND: FIGHTING,
    Category.EXPLOSIVE: HURTING,
    Category.AGAINST: HURTING,
    Category.OTHER: HURTING,
}
"""Who does what, with weights: two act often, most seldom."""


def _source(slug, name, kind, local="", actor="", aliases=()) -> DraftSource:
    return DraftSource(slug, name, kind, actor, local, aliases)


SOURCES = (
    _source("velmar-casualty-monitor", "Velmar Casualty Monitor", SourceKind.MONITOR, "مرصد ضحايا فلمار", "", ("VCM",)),
    _source(
        "belcar-observatory", "Belcar Observatory", SourceKind.MONITOR, "مرصد بلكار", "", ("Observatory of Belcar",)
    ),
    _source("dolvane-witness-network", "Dolvane Witness Network", SourceKind.MONITOR, "شبكة شهود دولفان", "", ("DWN",)),
    _source("tevra-rights-desk", "Tevra Rights Desk", SourceKind.MONITOR, "مكتب حقوق تيفرا"),
    _source("midocean-press", "Midocean Press", SourceKind.AGENCY, "وكالة منتصف المحيط", "", ("MOP",)),
    _source("halyard-news", "Halyard News Agency", SourceKind.AGENCY, "وكالة هاليارد", "", ("HNA",)),
    _source("velmar-state-agency", "Velmar State Agency", SourceKind.AGENCY, "وكالة أنباء فلمار", "velmar-government"),
    _source("ostrel-gazette", "Ostrel Gazette", SourceKind.LOCAL_MEDIA, "جريدة أوستريل"),
    _source("radio-halem", "Radio Halem", SourceKind.LOCAL_MEDIA, "إذاعة هاليم"),
    _source("belcar-today", "Belcar Today", SourceKind.LOCAL_MEDIA, "بلكار اليوم"),
    _source("mirenport-lantern", "Mirenport Lantern", SourceKind.LOCAL_MEDIA, "منارة ميرين"),
    _source("sawt-tevra", "Voice of Tevra", SourceKind.LOCAL_MEDIA, "صوت تيفرا"),
    _source(
        "velmar-defence-ministry", "Velmar Ministry of Defence", SourceKind.GOVERNMENT, "وزارة الدفاع", "velmar-forces"
    ),
    _source("velmar-gendarmerie-office", "Gendarmerie press office", SourceKind.GOVERNMENT, "", "velmar-gendarmerie"),
    _source("karsa-media-office", "Karsa Front media office", SourceKind.ARMED_ACTOR, "إعلام كارسا", "karsa-front"),
    _source(
        "joint-air-command-release", "Joint Air Command press desk", SourceKind.ARMED_ACTOR, "", "joint-air-command"
    ),
    _source("river-league-statement", "River League spokesman", SourceKind.ARMED_ACTOR, "ناطق الرابطة", "river-league"),
    _source("belcar-central-hospital", "Belcar Central Hospital", SourceKind.HOSPITAL, "مستشفى بلكار المركزي"),
    _source("halem-rescue", "Halem Rescue Service", SourceKind.HOSPITAL, "فرق إنقاذ هاليم"),
    _source("ostrel-ambulance", "Ostrel Ambulance Post", SourceKind.HOSPITAL, "إسعاف أوستريل"),
    _source("open-hands-velmar", "Open Hands in Velmar", SourceKind.HUMANITARIAN, "الأيدي المفتوحة"),
    _source("velmar-relief-column", "Velmar Relief Column", SourceKind.HUMANITARIAN),
    _source("un-mission-velmar", "UN mission in Velmar (invented)", SourceKind.UN, "بعثة أممية (متخيلة)"),
    _source("velmar-village-elders", "Village elders", SourceKind.WITNESS, "وجهاء القرى"),
    _source("velmar-witnesses", "Unnamed witnesses", SourceKind.WITNESS, "شهود عيان"),
)

CLAIMING = {
    "velmar-casualty-monitor": 26, "belcar-observatory": 14, "halem-rescue": 8, "belcar-central-hospital": 8,
    "velmar-defence-ministry": 7, "karsa-media-office": 6, "dolvane-witness-network": 6, "velmar-witnesses": 5,
    "un-mission-velmar": 4, "ostrel-ambulance": 3, "tevra-rights-desk": 3, "open-hands-velmar": 3,
    "velmar-gendarmerie-office": 2, "joint-air-command-release": 2, "river-league-statement": 2,
    "velmar-village-elders": 2, "velmar-relief-column": 1, "velmar-state-agency": 1,
}  # fmt: skip
"""Whose numbers are heard, with weights."""

PRINTING = {
    "midocean-press": 22, "halyard-news": 18, "velmar-casualty-monitor": 14, "belcar-today": 9, "radio-halem": 8,
    "ostrel-gazette": 7, "velmar-state-agency": 5, "belcar-observatory": 5, "mirenport-lantern": 4, "sawt-tevra": 3,
    "dolvane-witness-network": 2, "un-mission-velmar": 2,
}  # fmt: skip
"""Who publishes reports, with weights; a monitor prints its own numbers, the others mostly quote."""

IN_ARABIC = ("radio-halem", "ostrel-gazette", "sawt-tevra", "velmar-state-agency")
LANGUAGES = {publisher: "ar" if publisher in IN_ARABIC else "en" for publisher in PRINTING}
COPYING = ("belcar-today", "mirenport-lantern", "radio-halem", "sawt-tevra")
"""Papers that print another’s number as their own."""

VOICE_OF = {
    "velmar-forces": "velmar-defence-ministry",
    "velmar-air-force": "velmar-defence-ministry",
    "velmar-third-brigade": "velmar-defence-ministry",
    "velmar-gendarmerie": "velmar-gendarmerie-office",
    "karsa-front": "karsa-media-office",
    "karsa-rocket-battalion": "karsa-media-office",
    "joint-air-command": "joint-air-command-release",
    "orrinland-air-wing": "joint-air-command-release",
    "river-league": "river-league-statement",
}
"""Who admits or denies on an actor's behalf."""
