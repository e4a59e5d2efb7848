"""Words that many names share: articles, what a thing is, and words of geography that are translated as often as not. Pure."""

from events.choices import PlaceLevel

ARTICLES = "al el il ul ar er ur as es us ash esh ech ad ed ud adh edh at et ath eth an en az ez l le la the"

LEVELS = {
    PlaceLevel.COUNTRY: "country",
    PlaceLevel.GOVERNORATE: "governorate governorates province muhafazah muhafazat muhafaza muhafadhat mohafazat mohafaza"
    " mohafazah muhafadha wilayat wilaya محافظة ولاية",
    PlaceLevel.DISTRICT: "district mintaqah mintaqat mantiqat mantiqah mantika manatiq qada qadaa kaza caza منطقة قضاء",
    PlaceLevel.SUBDISTRICT: "subdistrict nahiyah nahiyat nahiya nahia nahie nahya ناحية",
    PlaceLevel.LOCALITY: "city town village municipality madinat madinah madina medina qaryat qaryah karyat baldat"
    " مدينة قرية بلدة",
}
"""What a name says of its own level: "Aleppo Governorate", "مدينة حلب"."""

GENERIC = (
    "of in from and for de du",
    "center centre central markaz merkez مركز",
    "army jaysh jaish جيش",
    "forces force armed military troops fighters quwwat quwat قوات قوى",
    "militia militias militants group groups organization organisation tanzim jamaat جماعة تنظيم",
    "movement harakat harakah حركة",
    "brigade brigades battalion battalions liwa katibat كتيبة لواء",
)
"""Lines of words that tell two names apart only a little, each in several languages."""

SAME = (
    "damascus dimashq dimashk damas دمشق",
    "aleppo halab haleb alep حلب",
    "palmyra tadmur tadmor تدمر",
    "jerusalem quds قدس",
    "tripoli tarabulus trablus طرابلس",
    "sidon saida صيدا",
    "cairo qahira qahirah قاهرة",
    "rif reef reif rural countryside outskirts suburbs ريف",
    "jabal jebel djebel jbel gabal mount mountain mountains جبل",
    "north northern shamal shamali شمال شمالي شمالية",
    "south southern janub janoubi جنوب جنوبي جنوبية",
    "east eastern sharq sharqi sharqiyah sharqiya شرق شرقي شرقية",
    "west western gharb gharbi gharbiyah gharbiya غرب غربي غربية",
    "upper fawqani foqani fouqani olya فوقاني عليا",
    "lower tahtani sofla sufla تحتاني سفلى",
    "camp mukhayyam mukhayam moukhayam مخيم",
    "airport matar مطار",
    "syria syrian surya souria suriya syrie سوريا سورية سوري",
    "islamic islamist islami islamiya إسلامي إسلامية",
    "state daulat dawlat daula dawla دولة",
    "democratic dimokratiya ديمقراطية",
    "front jabhat jabha jabhah جبهة",
    "government hukuma regime nizam حكومة نظام",
)
"""Each line is one word or city in several languages; the first stands for all. In Arabic without the article."""

APART = "north south east west upper lower old new"
"""Of two names that differ in one of these only, each is another thing."""
