"""Invented people: ordinary names from several communities, put together at random."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from throughcare.simulation.parameters import Parameters


class Sex(StrEnum):
    FEMALE = "F"
    MALE = "M"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Someone who does not exist."""

    given_name: str
    family_name: str
    sex: Sex
    born_on: date
    speaks: str = "English"
    finds_reading_hard: bool = False
    cell: str = ""
    """Which cell they are put in, if it matters."""


@dataclass(frozen=True, slots=True)
class Names:
    """One community's given and family names, its share of people [G], and a second language."""

    weight: int
    speaks: str
    women: str
    men: str
    families: str
    families_of_women: str = ""


COMMUNITIES = (
    Names(
        30, "English", "Amy Chloe Donna Gemma Hayley Jade Kelly Lauren Leanne Natalie Sharon Stacey Tracy",
        "Aaron Ben Carl Callum Darren Dean Gary Jamie Kyle Lee Liam Mark Nathan Ryan Scott Shane Wayne",
        "Ashworth Barlow Clegg D'Arcy Dawson Fairhurst Hargreaves Holt Ormerod Pickles Rigby Tattersall Yates",
    ),
    Names(
        22, "English and Welsh", "Angharad Bethan Carys Elin Ffion Gwenllïan Lowri Mari Nerys Rhiân Sioned",
        "Aled Dafydd Gethin Gwyn Huw Iolo Iwan Llŷr Owain Rhodri Rhŷs Siôn Tomos",
        "Ap-Siôn Bevan Gwŷther Hŵel Jones-Tŷ Llewelyn Mawr-Prŷs Morgan Parri Prŷs Pugh Tŷ-Coch Wŷn",
    ),
    Names(
        8, "English", "Aoife Bríd Niamh Órla Róisín Sinéad", "Cathal Declan Éamon Fionn Pádraig Séamus Tadhg",
        "McBride Ní-Dhónaill O'Connell O'Dowd O'Hare O'Keefe O'Shaughnessy O'Toole",
    ),
    Names(
        9, "Polish", "Agnieszka Bożena Ewelina Grażyna Małgorzata Żaneta",
        "Błażej Grzegorz Łukasz Paweł Sławomir Wojciech Zbigniew",
        "Wiśniewski Dąbrowski Łuczak Górecki Zieliński Ścibor",
        "Wiśniewska Dąbrowska Łuczak Górecka Zielińska Ścibor",
    ),
    Names(
        6, "Somali", "Amina Faduma Hodan Ifrah Sagal", "Abdirahman Cabdi Liban Maxamed Warsame",
        "Cali Faarax Guuleed Jaamac Nuur Xasan",
    ),
    Names(
        9, "Punjabi or Urdu", "Aisha Harpreet Nadia Parminder Samina Zainab",
        "Amarjit Bilal Gurdeep Imran Jaspal Tariq Usman",
        "Ahmed Bhatti Dhillon Hussain Kaur-Gill Mahmood Sandhu Sheikh",
    ),
    Names(5, "Bengali", "Farzana Nasrin Rukhsana", "Anwar Kamal Rafiq Shahin", "Begum-Ali Chowdhury Miah Rahman Uddin"),
    Names(
        6, "English", "Adaeze Chidinma Folákẹ́ Ngozi", "Babátúndé Chukwudi Marlon Olúṣẹ́gun Tobi",
        "Achebe-Reid Àbà Adéyẹmí Nwosu Okafor Okonkwo-Lee",
    ),
    Names(3, "Romanian", "Cătălina Ioana Ștefania", "Andrei Ionuț Răzvan Ștefan", "Bălan Dumitrașcu Țurcanu Văcărescu"),
    Names(2, "Vietnamese", "Hương Ngọc Thảo", "Dũng Hải Tuấn", "Đặng Lê Nguyễn Trần"),
)  # fmt: skip

DAYS_IN_A_YEAR = 365.25


def someone(*, rng: Random, on: date, parameters: Parameters) -> Who:
    """An adult on that day, or now and then someone of 17."""
    community = rng.choices(COMMUNITIES, weights=[each.weight for each in COMMUNITIES])[0]
    sex = Sex.MALE if rng.random() < parameters.male else Sex.FEMALE
    women = sex is Sex.FEMALE
    families = (community.families_of_women if women else "") or community.families
    return Who(
        given_name=rng.choice((community.women if women else community.men).split()),
        family_name=rng.choice(families.split()),
        sex=sex,
        born_on=on - timedelta(days=_age_in_days(rng, parameters)),
        speaks=community.speaks if rng.random() < 0.5 else "English",
        finds_reading_hard=rng.random() < 0.2,
    )


def _age_in_days(rng: Random, parameters: Parameters) -> int:
    """Skewed to the young, as arrests are; one in two hundred is under 18 [G]."""
    if rng.random() < 0.005:
        return int(17.5 * DAYS_IN_A_YEAR)
    years = 18.1 + rng.gammavariate(2.2, (parameters.mean_age - 18.1) / 2.2)
    return int(min(years, 79) * DAYS_IN_A_YEAR)
