"""An invented Malta: two governorates a degree apart, with tables of it as humanitarian offices shape them.

MT01 Vell (فل)      MT0101 Vell       MT010101 Vell, MT010102 Kasra
                    MT0102 Zembra     MT010201 Zembra, MT010202 Suran
MT02 Dorra (درة)    MT0201 Dorra      MT020101 Dorra, MT020102 Suran
"""

import io

from events.imports.files import opened
from events.imports.places import pcodes
from events.imports.places.geonames import Town
from events.imports.places.pcodes import Coding

WIDE = """\
admin0Name_en,admin0Name_ar,admin0Pcode,admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode,admin3Name_en,admin3RefName,admin3Name_ar,admin3Pcode,Latitude,Longitude
#country+name+en,#country+name+ar,#country+code,#adm1+name+en,#adm1+name+ar,#adm1+code,#adm2+name+en,#adm2+name+ar,#adm2+code,#adm3+name+en,#adm3+name+alt,#adm3+name+ar,#adm3+code,#geo+lat,#geo+lon
Republic of Malta,جمهورية مالطا,MT,Vell,فل,MT01,Vell,فل,MT0101,Vell,,مركز فل,MT010101,35.00,14.00
Republic of Malta,جمهورية مالطا,MT,Vell,فل,MT01,Vell,فل,MT0101,Kasra,Kassra,كسرة,MT010102,35.10,14.00
Republic of Malta,جمهورية مالطا,MT,Vell,فل,MT01,Zembra,زمبرة,MT0102,Zembra,,مركز زمبرة,MT010201,35.40,14.30
Republic of Malta,جمهورية مالطا,MT,Vell,فل,MT01,Zembra,زمبرة,MT0102,Suran,,صوران,MT010202,35.50,14.30
Republic of Malta,جمهورية مالطا,MT,Dorra,درة,MT02,Dorra,درة,MT0201,Dorra,,مركز درة,MT020101,35.00,15.00
Republic of Malta,جمهورية مالطا,MT,Dorra,درة,MT02,Dorra,درة,MT0201,Suran,Sooran,صوران,MT020102,35.10,15.00
"""

LONG = """\
level,pcode,name_en,name_ar,adm1_pcode,adm2_pcode,lat,lon
3,MT010102,Kasra,كسرة,MT01,MT0101,35.10,14.00
1,MT01,Vell,فل,MT01,,35.2,14.1
2,MT0101,Vell,فل,MT01,MT0101,35.05,14.0
5,N0001,Harbour,الميناء,MT01,MT0101,35.01,14.01
"""

SHORT = """\
ADM1_PCODE,ADM1_EN,ADM1_AR,ADM2_PCODE,ADM2_EN,ADM2_AR
MT01,Vell,فل,MT0101,Vell,فل
"""

TOWNS = [
    Town(1, "Kasrah", "كسرة", ("Qasra",), (35.11, 14.01), "07"),  # by the name of its subdistrict
    Town(2, "Zembra", "", ("Zambra",), (35.41, 14.31), "07"),
    Town(3, "Hamlin", "", (), (35.45, 14.31), "07"),  # the two nearest points of Vell are in Zembra
    Town(4, "Between", "", (), (35.25, 14.15), "07"),  # the two nearest are in two districts
    Town(5, "Suran", "صوران", (), (35.10, 15.01), "02"),  # of another governorate than
    Town(6, "Suran", "صوران", (), (35.50, 14.31), "07"),
    Town(7, "Edge", "", (), (35.05, 15.05), ""),  # no code: the two nearest are in Dorra
    Town(8, "Nowhere", "", (), (30.0, 10.0), ""),
]


def read(text: str) -> Coding:
    with opened(io.BytesIO(text.encode())) as file:
        return pcodes.read(file.tables)
