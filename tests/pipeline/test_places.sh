#!/bin/bash
# Which of the places of one name an article means. Sentences of our own, one article each; beside each the words looked
# for, and the country (ISO 3166-1) with the area's code (ISO 3166-2), or the country alone where packages know no area.
. "$(dirname "$0")/lib.sh"

# NAME, expected, language or address ("-": neither), text. "¶" parts paragraphs.
cat >table <<'END'
Paris	FRA FR-IDF	-	Ministers will meet in Paris on Thursday to discuss the plan.
Paris	USA US-TX	-	The tornado struck Paris, Texas, before dawn and damaged forty homes.
Paris	USA US-TX	-	The Texas town of Paris has asked for help after the storm.
Paris	FRA FR-IDF	-	American tourists were among the injured in Paris, the U.S. Embassy said. The United States offered help.
Springfield	USA US-IL	-	Lawmakers in Springfield, Ill., passed the budget late on Friday.
Springfield	USA US-MA	-	A fire destroyed a warehouse in Springfield, Massachusetts, on Sunday.
Springfield	USA US-OH	-	Schools in Springfield (Ohio) were closed after threats.
Springfield	USA US-MO	-	The plane from St. Louis to Springfield landed safely, officials in Missouri said. Missouri police thanked the pilot.
Tripoli	LBY	-	Gunmen attacked a ministry in Tripoli on Tuesday.
Tripoli	LBN	-	The army sent troops from Beirut to Tripoli after clashes. Lebanon has seen weeks of unrest, and Lebanese officials fear more.
Tripoli	LBN	-	Clashes broke out in the Lebanese city of Tripoli overnight.
Tripoli	LBN	-	Lebanon's Tripoli has been poor for decades.
Tripoli	LBN	-	TRIPOLI, Lebanon (AP) - Soldiers patrolled the streets on Friday.
Tripoli	LBY	-	The Libyan capital Tripoli was calm after the truce between militias.
Tripoli	LBY	-	Forces from Benghazi moved towards Tripoli as Libya slid into war.
Georgia	GEO	-	Georgia and Russia fought a war over South Ossetia in 2008.
Georgia	GEO	-	Protesters in Tbilisi accuse the government of Georgia of fraud.
Georgia	USA US-GA	-	Voters in Georgia and Alabama go to the polls on Tuesday, and candidates flew to Atlanta.
Georgia	USA US-GA	-	The governor of Georgia signed the bill in Atlanta.
Georgia	USA US-GA	-	He campaigned in Pennsylvania, Michigan and Georgia before returning to Washington.
Georgia	GEO	-	Leaders of Armenia, Georgia and Azerbaijan will meet in Brussels.
Birmingham	GBR GB-ENG	-	A man was arrested in Birmingham on Monday, and another in Manchester.
Birmingham	USA US-AL	-	The church in Birmingham, Alabama, was bombed in 1963.
Birmingham	USA US-AL	-	Officials in Alabama said the trial would be moved from Montgomery to Birmingham.
Cambridge	GBR GB-ENG	-	Researchers in Cambridge and London published the results.
Cambridge	USA US-MA	-	Researchers in Cambridge, Mass., published the results.
Cambridge	USA US-MA	-	Police closed roads in Boston and Cambridge after the shooting. The governor of Massachusetts spoke to reporters.
Valencia	ESP ES-V	-	Floods in Valencia killed dozens, the Spanish government said.
Valencia	VEN	-	Venezuelan police fired tear gas at marchers in Caracas and Valencia.
Valencia	USA US-CA	-	The fire reached Valencia, California, on Thursday.
Santiago	CHL CL-RM	-	Thousands marched in Santiago to demand a new constitution.
Santiago	CHL CL-RM	-	Peru recalled its ambassador from Santiago, and Chile did the same.
London	GBR GB-ENG	-	LONDON (AP) - The prime minister resigned on Friday.
London	CAN CA-ON	-	A family was killed by a driver in London, Ontario, police said.
London	CAN CA-ON	-	The Ontario city of London mourned the family.
London	GBR GB-ENG	-	Canada's prime minister flew to London for talks. Canada wants a trade deal.
Columbia	USA US-SC	-	Lawmakers in Columbia, South Carolina, debated the flag.
Columbia	USA US-MO	-	Students in Columbia, Mo., went on strike.
Columbia	USA US-MD	-	A gunman opened fire in a mall in Columbia, Maryland.
Odesa	UKR	-	Drones hit the port of Odesa overnight, Ukrainian officials said.
Odessa	USA US-TX	-	A gunman killed seven people in Odessa, Texas, in 2019.
Odessa	UKR	-	Ukraine said grain ships left Odessa for Turkey.
Moscow	RUS	-	Moscow and Washington agreed to swap prisoners.
Moscow	USA US-ID	-	Four students were stabbed in Moscow, Idaho, in November.
Athens	GRC	-	Farmers blocked roads near Athens with tractors.
Athens	USA US-GA	-	A student was killed in Athens, Georgia, while running.
Rome	ITA	-	The bishops return to Rome on Wednesday.
Rome	USA US-GA	-	A truck overturned in Rome, Georgia, on Monday.
Naples	USA US-FL	-	The hurricane is moving towards Naples, Florida.
Melbourne	AUS AU-VIC	-	Police in Melbourne arrested two men.
Melbourne	USA US-FL	-	The rocket can be seen from Melbourne, Fla., when it starts.
Perth	AUS AU-WA	-	The search is directed from Perth in Western Australia.
Perth	GBR GB-SCT	-	The bridge in the Scottish city of Perth was closed.
Vancouver	CAN CA-BC	-	The summit in Vancouver ended without a deal.
Vancouver	USA US-WA	-	Residents of Vancouver, Washington, were told to leave.
Portland	USA US-OR	-	Federal agents left Portland after weeks of protests.
Portland	USA US-ME	-	Lobster boats returned to Portland, Maine, before the storm.
Washington	USA	-	Washington and Beijing will hold talks.
Washington	USA US-WA	-	Fires burned across Oregon and the state of Washington.
Hyderabad	IND	-	The party won the vote in Hyderabad, and India's prime minister thanked its workers.
Hyderabad	PAK PK-SD	-	A bus fell into a canal near Hyderabad in Pakistan. Pakistani officials in Karachi sent boats.
Alexandria	EGY	-	A building collapsed in Alexandria, Egyptian state television said.
Alexandria	USA US-VA	-	The trial was held in Alexandria, Virginia.
Cordoba	ARG	-	Argentine workers went on strike in Buenos Aires and Cordoba. Argentina owes them wages.
Barcelona	ESP ES-CT	-	Thousands marched in Barcelona for independence.
San Jose	USA US-CA	-	Engineers in San Jose and San Francisco lost their jobs.
San José	CRI	-	Nicaraguan exiles gathered in San José, the capital of Costa Rica.
Richmond	USA US-VA	-	The statue in Richmond, Virginia, was taken down.
Jordan	JOR	-	Iraq, Syria and Jordan share the water.
Lebanon	USA US-TN	-	The tornado hit Lebanon, Tennessee, hardest.
Lebanon	LBN	-	Israel and Lebanon agreed on a truce.
Hamilton	CAN CA-ON	-	Steel workers in Hamilton, Ontario, fear for their jobs.
Hamilton	NZL NZ-WKO	-	The team flew from Auckland to Hamilton. New Zealand won the match, and New Zealanders cheered.
Newcastle	GBR GB-ENG	-	The strike began in Newcastle and Sunderland.
Newcastle	AUS AU-NSW	-	Coal ships waited off the Australian port of Newcastle.
Kingston	JAM	-	Police in Kingston said that gangs were behind the shooting in Jamaica.
Kingston	CAN CA-ON	-	The prisoners were moved to Kingston, Ont., in May.
Birmingham	GBR GB-ENG	https://news.example.co.uk/a	The council in Birmingham is bankrupt.
Cambridge	USA US-MA	en-US	The mayor of Cambridge and professors at Harvard University spoke. Boston sent police.
Punjab	PAK PK-PB	-	Smog covered Lahore, and Pakistan closed schools in Punjab.
Punjab	IND IN-PB	-	Farmers from Punjab marched on New Delhi, and Indian police blocked them.
Gaza	PSE	-	Israeli aircraft struck Gaza after rockets were fired.
Kyiv	UKR	-	Kyiv said that its troops had left the village.
Bethlehem	PSE	-	Pilgrims came to Bethlehem in the West Bank for Christmas.
Lincoln	USA US-NE	-	Lawmakers in Lincoln, Neb., abolished the death penalty.
Aurora	USA US-CO	-	The gunman opened fire in a cinema in Aurora, Colorado.
Concord	USA US-NH	-	The law was signed in Concord, New Hampshire.
Delaware	USA US-DE	-	The party lost in Delaware, Ohio and Texas.
Delaware	USA US-OH	-	The fire began in a barn in Delaware, Ohio, at noon.
Halifax	CAN CA-NS	-	Divers left Halifax to search for the boat, Canada's coast guard said.
Santa Cruz	BOL	-	Bolivian opposition leaders called a strike in Santa Cruz, and La Paz sent police.
Granada	NIC	-	Protesters burned the town hall in Granada. Nicaragua sent police from Managua, and Nicaraguan bishops called for calm.
Donetsk	UKR	-	Shells fell on Donetsk on Sunday.
Congo	COD	-	Congo's army fought rebels near Goma.
Congo	COG	-	Congo's president spoke in Brazzaville.
END

jq -cRn '[inputs] | to_entries[] | (.value | split("\t")) as $row |
    {type: "article", id: (.key + 1 | tostring), source: "test", title: "Report", content_hash: "h",
     url: (if $row[2] | startswith("http") then $row[2] else "https://example.org/a" end),
     language: (if $row[2] | startswith("en") then $row[2] else "en" end),
     fetched_at: "2024-01-01T00:00:00Z", body: ($row[3] | gsub("¶"; "\n\n"))}' table >articles
run_exit "the articles are read" 0 "$BIN/dateline-transform" -q articles
number=0
while IFS=$'\t' read -r name expected _ text; do
    number=$((number + 1))
    actual=$(sed -n "${number}p" out | jq -r --arg name "$name" '[.entities[]
        | select(.type == "LOC" and any(.mentions[].text | ascii_downcase; . == ($name | ascii_downcase)))
        | (.country // "?") + (if .admin_code then " " + .admin_code else "" end)] | first // "none"')
    case $expected in
    *' '*) equal "$number $name: $text" "$expected" "$actual" ;;
    *) equal "$number $name: $text" "$expected" "${actual%% *}" ;;
    esac
done <table
equal "each place that was chosen has a score" 0 "$(jq '[.entities[] | select(.type == "LOC" and .country != null and (.id | startswith("name:") | not)
    and (.place_score == null or .place_score <= 0 or .place_score > 1))] | length' out | awk '{ n += $1 } END { print n }')"
equal "what stands beside the name makes it sure" true "$(sed -n 2p out | jq '[.entities[] | select(.name == "Paris, Texas")][0].place_score >= 0.99')"
