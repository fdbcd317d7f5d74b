"""A place is looked up, however it is written: by its name, state, county, ZIP code or nickname; what is doubtful stays so."""

from __future__ import annotations

import pytest

from tools.place_beside import find_beside
from tools.places import find_area, places_in

NEW_YORK, PHILADELPHIA, LOS_ANGELES, PHOENIX = "0035620", "0037980", "0031080", "0038060"


def code(place: str) -> str:
    """The area's code; candidates joined by a bar; how it is when there is neither."""
    found = find_area(place)
    return found.area.code if found.area else "|".join(one.code for one in found.candidates) or found.how


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("Lincoln, Nebraska", "Lincoln, NE"),
        ("Rochester, New York", "Rochester, NY"),
        ("Fresno, CA", "Fresno, CA"),
        ("chattanooga tn", "Chattanooga, TN-GA"),
        ("Columbia, South Carolina.", "Columbia, SC"),
        ("60614", "Chicago-Naperville-Elgin, IL-IN"),
        ("79912", "El Paso, TX"),
        ("Houston", "Houston-Pasadena-The Woodlands, TX"),
        ("Boise, Idaho", "Boise City, ID"),
        ("Ohio", "Ohio"),
        ("Scranton PA", "Scranton--Wilkes-Barre, PA"),
        ("tulsa ok", "Tulsa, OK"),
        ("Scarsdale NY", "New York-Newark-Jersey City, NY-NJ"),
        ("waltham, ma", "Boston-Cambridge-Newton, MA-NH"),
        ("Hoboken", "New York-Newark-Jersey City, NY-NJ"),
        ("Peoria Illinois", "Peoria, IL"),
        ("Ofallon, IL", "St. Louis, MO-IL"),
        ("Saint Louis, Missouri", "St. Louis, MO-IL"),
        ("Ft. Wayne", "Fort Wayne, IN"),
        ("Mt Vernon NY", "New York-Newark-Jersey City, NY-NJ"),
        ("Espanola NM", "Northern New Mexico nonmetropolitan area"),
        ("Cañon City, Colo", "Southwest Colorado nonmetropolitan area"),
        ("Nashville, Tenn.", "Nashville-Davidson--Murfreesboro--Franklin, TN"),
        ("Fairfax VA", "Washington-Arlington-Alexandria, DC-VA-MD-WV"),
        ("Kihei, HI", "Kahului-Wailuku, HI"),
        ("Harrisonburg", "Harrisonburg, VA"),
        ("Tallahassee", "Tallahassee, FL"),
        ("Phoenix-Mesa-Chandler, AZ", "Phoenix-Mesa-Chandler, AZ"),
        ("Los Angeles, California 90012, USA", "Los Angeles-Long Beach-Anaheim, CA"),
    ],
)
def test_a_town_has_its_metro(place: str, name: str) -> None:
    found = find_area(place)
    assert found.area is not None
    assert (found.area.name, found.how) == (name, "exact")


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("Paris, Texas", "North Region of Texas nonmetropolitan area"),
        ("London, KY", "South Central Kentucky nonmetropolitan area"),
        ("Mexico Missouri", "North Missouri nonmetropolitan area"),
        ("Moscow Idaho", "Northwestern Idaho nonmetropolitan area"),
        ("Juneau", "Alaska nonmetropolitan area"),
        ("Hilo HI", "Hawaii / Kauai nonmetropolitan area"),
        ("Key West", "South Florida nonmetropolitan area"),
        ("Putnam CT", "Connecticut nonmetropolitan area"),
        ("Torrington, Connecticut", "Connecticut nonmetropolitan area"),
    ],
)
def test_outside_of_metros_the_area_of_the_county_holds(place: str, name: str) -> None:
    found = find_area(place)
    assert found.area is not None
    assert (found.area.name, found.area.level, found.how) == (name, "nonmetro", "exact")


def test_a_town_in_no_table_has_its_state_with_a_note() -> None:
    found = find_area("Nowhereville, Idaho")
    assert found.area is not None
    assert (found.area.code, found.how) == ("1600000", "wider")
    assert "Nowhereville" in found.note


@pytest.mark.parametrize("place", ["TEXAS", "texas", "tx", "Tx", "state of Texas", "Tex."])
def test_states_in_any_case(place: str) -> None:
    assert code(place) == "4800000"


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("New York", NEW_YORK), ("new york state", "3600000"), ("NY", "3600000"), ("Washington", "5300000"), ("Washington, D.C.", "0047900"),
        ("DC", "0047900"), ("LA", LOS_ANGELES), ("Georgia", "1300000"), ("West Virginia", "5400000"), ("New Mexico", "3500000"),
        ("Oklahoma City", "0036420"), ("Kansas City, Kansas", "0028140"), ("Kansas City", "0028140"), ("Indiana PA", "4200004"),
        ("Oregon OH", "0045780"), ("Delaware, OH", "0018140"), ("Nevada City CA", "0600007"), ("Virginia Beach", "0047260"),
    ],
)  # fmt: skip
def test_names_that_states_and_towns_share(place: str, area: str) -> None:
    assert code(place) == area


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("Orange County CA", LOS_ANGELES), ("Orange County, Florida", "0036740"), ("Cook County", "0016980"), ("Orleans Parish", "0035380"),
        ("King County WA", "0042660"), ("Fairfax County", "0047900"), ("Prince George's County", "0047900"), ("Bronx County", NEW_YORK),
        ("Miami-Dade", "0033100"), ("Westchester", NEW_YORK), ("Fairfield County CT", "0014860"), ("LA County", LOS_ANGELES),
        ("Orange County", "0031080|0036740|0028880|0020500"),
    ],
)  # fmt: skip
def test_counties(place: str, area: str) -> None:
    assert code(place) == area


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("the Bronx", NEW_YORK), ("Queens", NEW_YORK), ("Jamaica, Queens", NEW_YORK), ("Kensington, Philly", PHILADELPHIA),
        ("Kensington Philly", PHILADELPHIA), ("Hyde Park Chicago", "0016980"), ("Oak Cliff, Dallas", "0019100"), ("Hollywood, LA", LOS_ANGELES),
        ("Capitol Hill, Seattle", "0042660"), ("harlem", NEW_YORK), ("Southie", "0014460"), ("East LA", LOS_ANGELES), ("weho", LOS_ANGELES),
    ],
)  # fmt: skip
def test_parts_of_cities(place: str, area: str) -> None:
    assert code(place) == area


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("SLC", "0041620"), ("KC", "0028140"), ("NOLA", "0035380"), ("Philly", PHILADELPHIA), ("the Bay", "0041860"), ("IE", "0040140"),
        ("DFW", "0019100"), ("ATL", "0012060"), ("Vegas", "0029820"), ("the Cities", "0033460"), ("Chi-town", "0016980"), ("PDX", "0038900"),
        ("OKC", "0036420"), ("H-town", "0026420"), ("RVA", "0040060"), ("the Cape", "0012700"), ("Quad Cities", "0019340"),
        ("Treasure Valley", "0014260"), ("the U.P.", "2600001"), ("Northern Virginia", "0047900"), ("Chicagoland area", "0016980"),
        ("Triangle", "0039580|0020500"), ("Phx AZ", PHOENIX),
    ],
)  # fmt: skip
def test_nicknames(place: str, area: str) -> None:
    assert code(place) == area


@pytest.mark.parametrize("place", ["the Valley", "the Panhandle", "Springfield", "Arlington", "Columbus", "Newark"])
def test_what_may_be_several_is_asked(place: str) -> None:
    found = find_area(place)
    assert found.how == "ambiguous"
    assert found.area is None
    assert 2 <= len(found.candidates) <= 4


def test_candidates_come_in_order_of_population() -> None:
    assert [area.name for area in find_area("Springfield").candidates] == [
        "Springfield, MO", "Springfield, MA", "Springfield, IL", "Eugene-Springfield, OR",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "area"),
    [("Stamford CT", "0014860"), ("Waterbury, CT", "0047930"), ("New Haven", "0035300"), ("Mansfield CT", "0025540"), ("Groton, CT", "0035980")],
)  # fmt: skip
def test_connecticut_goes_by_towns(place: str, area: str) -> None:
    assert code(place) == area


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("Puerto Rico", "7200000"), ("San Juan PR", "0041980"), ("Bayamón, Puerto Rico", "0041980"), ("Ponce", "0038660"),
        ("Mayaguez PR", "0032420"), ("Vieques, PR", "7200006"), ("00907", "0041980"), ("00601", "7200000"), ("Guam", "6600000"),
        ("96913", "6600000"), ("Dededo, Guam", "6600000"), ("St. Croix", "7800000"), ("St Thomas, USVI", "7800000"), ("00802", "7800000"),
        ("Pago Pago", "0000000"), ("Saipan", "0000000"), ("96799", "0000000"),
    ],
)  # fmt: skip
def test_islands(place: str, area: str) -> None:
    assert code(place) == area


@pytest.mark.parametrize(
    ("place", "area", "how"),
    [
        ("near Tulsa", "0046140", "exact"), ("Denver metro area", "0019740", "exact"), ("Houston area, Texas", "0026420", "exact"),
        ("greater Cleveland", "0017410", "exact"), ("downtown Phoenix", PHOENIX, "exact"), ("North Philly", PHILADELPHIA, "exact"),
        ("south side of Chicago", "0016980", "exact"), ("just outside of Boise", "0014260", "wider"), ("suburbs of Chicago", "0016980", "wider"),
        ("rural Ohio", "3900000", "wider"), ("rural Kansas", "2000006", "wider"), ("upstate New York", "3600000", "wider"),
        ("southern Illinois", "1700000", "wider"), ("small town in Iowa", "1900000", "wider"), ("South Bend", "0043780", "exact"),
        ("West, TX", "0047380", "exact"), ("between Dallas and Fort Worth", "0019100", "exact"), ("Minneapolis/St. Paul", "0033460", "exact"),
        ("between Denver and Boulder", "0019740|0014500", "ambiguous"), ("between Akron & Canton, Ohio", "0010420|0015940", "ambiguous"),
        ("Dayton or Cincinnati", "0019430|0017140", "ambiguous"), ("Raleigh-Durham", "0039580|0020500", "ambiguous"),
    ],
)  # fmt: skip
def test_ways_of_speaking_of_a_place(place: str, area: str, how: str) -> None:
    found = find_area(place)
    assert (code(place), found.how) == (area, how)
    assert (how == "wider") == bool(found.note)


@pytest.mark.parametrize(
    "place",
    [
        "Tbilisi, Georgia", "London", "Lagos", "Toronto", "Guadalajara", "Paris", "Moscow", "Mexico", "Mexico City", "Peru", "Lebanon", "UK",
        "London, Ontario", "Vancouver BC", "Athens, Greece", "Naples Italy", "Birmingham, UK", "Lima, Peru", "San José, Costa Rica", "Jamaica",
    ],
)  # fmt: skip
def test_abroad(place: str) -> None:
    assert find_area(place).how == "not in the US"


@pytest.mark.parametrize(
    "place",
    [
        "Paris TX", "Mexico Missouri", "Lebanon PA", "Georgia", "Peru, Indiana", "Naples FL", "Athens GA", "Moscow Idaho", "Cairo, Georgia",
        "Berlin NH", "Delhi, NY", "Norway, Maine", "Poland OH", "Cuba, MO", "Birmingham", "Vancouver WA", "Lima", "Panama City", "New Mexico",
        "Toronto, Ohio", "Jordan, MN", "West Jordan", "China Grove NC", "Ontario, CA",
    ],
)  # fmt: skip
def test_namesakes_of_places_abroad(place: str) -> None:
    assert find_area(place).how == "exact"


@pytest.mark.parametrize(
    ("place", "area"),
    [
        ("pheonix", PHOENIX), ("Albuquerqe", "0010740"), ("cincinatti", "0017140"), ("Pittsburg PA", "0038300"), ("San Fransisco", "0041860"),
        ("Philadephia", PHILADELPHIA), ("Tuscon", "0046060"), ("Huston", "0026420"), ("Baton Roug, LA", "0012940"), ("Erie, Pensylvania", "0021500"),
        ("Nashville Tennesee", "0034980"), ("Conneticut", "0900000"), ("Sprinfield Missouri", "0044180"),
    ],
)  # fmt: skip
def test_misspellings_are_mended_with_a_note(place: str, area: str) -> None:
    found = find_area(place)
    assert code(place) == area
    assert place in found.note


@pytest.mark.parametrize(
    "place", ["Bostn", "Dalas", "Renoo", "Qwertyville", "asdf", "idk", "the", "?", "", "99999", "12 34", "a" * 400]
)
def test_no_guess(place: str) -> None:
    assert find_area(place).how == "unknown"


@pytest.mark.parametrize("place", ["remote", "Online", "the US", "anywhere", "from home", "USA"])
def test_anywhere_is_the_nation(place: str) -> None:
    assert (code(place), find_area(place).how) == ("0000000", "exact")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("In Denver you would earn more than in Tucson.", ["Denver", "Tucson"]),
        ("Texas pays less.", ["Texas"]),
        ("They earn it in Phoenix-Mesa-Chandler, AZ.", ["Phoenix-Mesa-Chandler"]),
        ("Born in Peru, Houston is home now", ["Peru", "Houston"]),
        ("Work in Columbus, OH or near 60614.", ["Columbus, OH", "60614"]),
        ("Scarsdale, NY and Lincoln, Nebraska", ["Scarsdale, NY", "Lincoln, Nebraska"]),
        ("salt lake city pays more", ["salt lake city"]),
        ("played ball in college", []),
        ("qwerty 12345 !!!!", []),
        ("put 15000 miles on it", []),
        ("I make 60614 a year", []),
        ("help me or", []),
        ("The reading is mobile and the bay is normal.", []),
        ("From Uber to Amazon, at home, in time.", []),
    ],
)
def test_places_that_a_sentence_names(text: str, places: list[str]) -> None:
    assert places_in(text) == places


@pytest.mark.parametrize(
    ("place", "beside", "area"),
    [
        ("Manchester", ["Bedford, New Hampshire"], "0031700"), ("Decatur", ["30032"], "0012060"), ("Springfield", ["Oregon"], "0021660"),
        ("Charleston", ["Summerville SC"], "0016700"), ("Phoenix", ["Oregon"], "0038060"),
    ],
)  # fmt: skip
def test_a_namesake_is_the_one_in_the_state_of_what_is_named_with_it(place: str, beside: list[str], area: str) -> None:
    found = find_beside(place, beside)
    assert (found.how, found.area and found.area.code) == ("exact", area)


@pytest.mark.parametrize("beside", [[], ["Nowhereville"], ["Illinois", "Ohio"], ["Georgia, Tbilisi"]])
def test_places_that_do_not_settle_it_leave_it_to_be_asked(beside: list[str]) -> None:
    assert find_beside("Springfield", beside).how == "ambiguous"
