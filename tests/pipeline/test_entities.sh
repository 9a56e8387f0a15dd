#!/bin/bash
# Entities: which mentions are one thing, what it is, and that it has the same id in other articles. A table
# of short articles of Wednesday 10 January 2024, written for this test. (Tolvar Dresk, Maren Oduya, Ilmar
# Kettunen and Vellmar are nobody and nowhere.)
. "$(dirname "$0")/lib.sh"
transform="$BIN/dateline-transform"

# KIND, text, what is expected; parted by tabs; "; " parts what is expected. Paragraphs are parted by "¶".
# chain:  NAME: MENTION|MENTION, all mentions of that entity in the order of the text, with ~ before an alias, # before
#         a nominal, @ before a pronoun; "NAME: -" when there is no such entity
# code:   MENTION=CODE, of the entity that has a mention of this text; - when none has a code
# role:   NAME=ROLE, ROLE
# same:   two articles, parted by "¦"; NAME = NAME when both have one id, NAME # NAME when they have not
cat >table <<'END'
chain	John Smith opened the bridge. Smith thanked the crew.	John Smith: John Smith|~Smith
chain	John Smith and Anna Smith opened the bridge.¶A band played for an hour and it rained.¶The crowd went home late.¶Smith thanked the crew.	John Smith: John Smith; Anna Smith: Anna Smith; Smith: Smith
chain	John Smith opened the bridge in May.¶Years later his cousin Anna Smith closed the gate. Smith thanked the crew.	Anna Smith: Anna Smith|~Smith
chain	Dresk wins vote¶Tolvar Dresk won the vote on Monday. Dresk thanked his voters.	Tolvar Dresk: ~Dresk|Tolvar Dresk|~Dresk|@his
chain	Saddam Hussein was found in a cellar. Saddam said nothing.	Saddam Hussein: Saddam Hussein|~Saddam
chain	Kim Jong-un watched the launch. Kim smiled.	Kim Jong Un: Kim Jong-un|~Kim
chain	Mohammed Shia al-Sudani spoke on Monday. Al-Sudani was calm. Muhammad al-Sudani left on Tuesday.	Mohammed Shia al-Sudani: Mohammed Shia al-Sudani|~Al-Sudani|Muhammad al-Sudani
chain	Robert Marlow sold the farm. Bob Marlow moved to Oslo. Marlow liked it there.	Robert Marlow: Robert Marlow|Bob Marlow|~Marlow
chain	The letter of J. Marlow was read aloud by James Marlow himself.	James Marlow: J. Marlow|James Marlow|@himself
chain	George Allen Marlow and George Peter Marlow signed the letter.	George Allen Marlow: George Allen Marlow; George Peter Marlow: George Peter Marlow
chain	U.S. Maj. Gen. Pat Ryder told reporters on Monday that troops left.	Pat Ryder: Pat Ryder
chain	Eid al-Fitr began on Wednesday, and Maren Oduya came.	Eid al-Fitr: -; Maren Oduya: Maren Oduya
chain	Cyclone Dresk hit Vellmar on Monday. Dresk will weaken at night, and Ms. Dresk of the harbour was glad.	Dresk: -; Cyclone Dresk: -
chain	The Jewish owner of the bakery met Maren Oduya.	Jewish: -; Maren Oduya: Maren Oduya
chain	The deal was signed with the United Nations and Turkey in Oslo.	United Nations: United Nations; Turkey: Turkey
chain	The mayor met Maren Oduya. Ms. Oduya was late. She was sorry.	Maren Oduya: Maren Oduya|~Oduya|@She
chain	The International Atomic Energy Agency (IAEA) sent a team. The IAEA waits. The agency has time.	International Atomic Energy Agency: International Atomic Energy Agency|IAEA|IAEA|#agency
chain	The Vellmar Harbour Safety Council (VHSC) met on Monday. The VHSC meets every week. The council is old.	Vellmar Harbour Safety Council: Vellmar Harbour Safety Council|~VHSC|~VHSC|#council
chain	The Vellmar Ferry Union called a strike. VFU members cheered.	Vellmar Ferry Union: Vellmar Ferry Union|#VFU members|~VFU
chain	The Vellmar Ferry Union and the Vellmar Farmers Union met. The union will strike.	Vellmar Ferry Union: Vellmar Ferry Union; Vellmar Farmers Union: Vellmar Farmers Union
chain	Vellmar Shipping Ltd. opened a yard. Vellmar Shipping hired 300 people. The company is old.	Vellmar Shipping Ltd.: Vellmar Shipping Ltd.|~Vellmar Shipping|#company
chain	Likud lost two seats. The party will vote on Monday.	Likud: Likud|#party
chain	As-Sudani met reporters on Monday.	Mohammed Shia al-Sudani: ~As-Sudani
chain	Zelenskiy flew to Warsaw. Loukachenko closed the border.	Volodymyr Zelensky: ~Zelenskiy; Alexander Lukashenko: ~Loukachenko
chain	Qaddafi was killed in Libya in 2011.	Muammar Gaddafi: ~Qaddafi
chain	Qaddafi opened a bakery.	Muammar Gaddafi: -; Qaddafi: Qaddafi
chain	al-Assad fled from Damascus.	Bashar al-Assad: ~al-Assad; Hafez al-Assad: -
chain	Hussein opened a bakery in Iraq.	Hussein: Hussein; Fuad Hussein: -; Saddam Hussein: -
chain	Johnson won the vote in Ohio.	Mike Johnson: -; Boris Johnson: -
chain	Smith said that the British government was late.	Smith: Smith
chain	Netanyahu met Biden. Rice had met Olmert.	Benjamin Netanyahu: ~Netanyahu; Joe Biden: ~Biden; Condoleezza Rice: -
chain	Tolvar Netanyahu fished. Netanyahu was cold.	Benjamin Netanyahu: -; Tolvar Netanyahu: Tolvar Netanyahu|~Netanyahu
chain	Tolvar Dresk met Ilmar Kettunen. He was late.	Tolvar Dresk: Tolvar Dresk; Ilmar Kettunen: Ilmar Kettunen
chain	John Marlow met Anna Kettunen. She was late, and he waited.	John Marlow: John Marlow|@he; Anna Kettunen: Anna Kettunen|@She
chain	John Marlow waited. "He is late," Anna Kettunen said.	John Marlow: John Marlow
chain	The rain fell on the fields. It fell all night, and they were wet.	-: -
chain	Norwegian Prime Minister Maren Oduya flew to Kenya. The prime minister will be back on Friday.	Maren Oduya: Maren Oduya|#prime minister
chain	Norwegian Prime Minister Maren Oduya met Chilean President Tolvar Dresk. The president was calm, and the prime minister was tired.	Maren Oduya: Maren Oduya|#prime minister; Tolvar Dresk: Tolvar Dresk|#president
chain	Norwegian President Maren Oduya met Chilean President Tolvar Dresk. The president was calm.	Maren Oduya: Maren Oduya; Tolvar Dresk: Tolvar Dresk
chain	Norwegian President Maren Oduya met Chilean President Tolvar Dresk. The Chilean president was calm.	Tolvar Dresk: Tolvar Dresk|#Chilean president
chain	Iraqi President Tolvar Dresk spoke. The Iraqi leader was calm.	Tolvar Dresk: Tolvar Dresk|#Iraqi leader
chain	Former President Tolvar Dresk spoke. The president was not there.	Tolvar Dresk: Tolvar Dresk
chain	Baghdad said it would wait.	Iraq government: ~Baghdad; Baghdad: Baghdad
chain	The road to Baghdad is long. Baghdad lies on the Tigris.	Baghdad: Baghdad|Baghdad; Iraq government: -
chain	Washington warned Tehran on Monday.	United States government: ~Washington; Iran government: ~Tehran
chain	Talks between Moscow and Kyiv ended. Two men were hurt in Moscow.	Russia government: ~Moscow; Ukraine government: ~Kyiv
chain	Kyiv was bombed at night, and Kharkiv burned.	Ukraine government: -
chain	Moscow and Beijing have rejected the plan.	Russia government: ~Moscow; China government: ~Beijing
chain	Ottawa's decision angered Dublin. Ottawa's parks are green.	Canada government: ~Ottawa; Ireland government: ~Dublin
chain	She was born in Paris, and Paris has changed.	France government: -
chain	The Khartoum government signed the deal. Khartoum then withdrew.	Sudan government: #Khartoum government|~Khartoum
chain	The Kremlin denied it. A Kremlin spokesman, Tolvar Dresk, laughed.	Kremlin: Kremlin|Kremlin
chain	No. 10 denied it. A Number 10 spokesman laughed. Downing Street waited.	Downing Street: No. 10|#Number 10 spokesman|Number 10|Downing Street
code	A drone of an Iran-backed militia hit a base in Jordan.	militia=UAF
code	Fighters backed by Iran attacked a base in Iraq.	Fighters=UAF
code	Zhongnanhai kept silent, and so did the Palazzo Chigi.	Zhongnanhai=CHNGOV; Palazzo Chigi=ITAGOV
chain	Berlin said it would wait. Westminster voted.	Germany government: ~Berlin; United Kingdom government: ~Westminster
chain	The Scottish Government met the British government.	Scottish Government: Scottish Government; United Kingdom government: #British government
chain	KREMLIN DENIES REPORT¶The Kremlin denied it.	Kremlin: KREMLIN|Kremlin
chain	The Palacio de Planalto said nothing.	Alfredo Palacio: -
chain	Ansar Allah fired on a ship. The rebels warned Washington.	Houthis: Ansar Allah|#rebels
chain	Fighting in Khartoum went on, the RSF said.	Rapid Support Forces: RSF
chain	RSF said that two reporters were jailed in Paris.	Reporters Without Borders: RSF
chain	Al-Shabaab attacked Kenyan soldiers. The militants fled.	al-Shabaab: Al-Shabaab|#militants
chain	The Iraqi Foreign Ministry protested. Iraq's foreign ministry called in the envoy. The ministry gave no reason.	Iraqi Foreign Ministry: Iraqi Foreign Ministry|#Iraq's foreign ministry|#ministry
chain	The Ministry of Oil of Iraq opened a field. The Iraqi Oil Ministry closed it.	Iraq oil ministry: Ministry of Oil of Iraq|Iraqi Oil Ministry
chain	The Boston Harbour Police closed a pier. The Harbour Police gave no reason.	Boston Harbour Police: Boston Harbour Police|~Harbour Police
chain	Hamas fighters left the town. Hamas denied it.	Hamas: #Hamas fighters|Hamas|Hamas
chain	Kenya is at peace. The country is voting in May.	Kenya: Kenya|#country
chain	Kenya and Chile are at peace. The country votes in May.	Kenya: Kenya; Chile: Chile
chain	Police in Nairobi arrested two men.	Kenya police: #Police
chain	U.S. troops are in Iraq. Iraqi police watched.	Iraq police: #Iraqi police
code	Francois Mitterrand spoke.	Francois Mitterrand=FRAGOV
chain	The U.S. president flew to Oslo on Monday.	Joe Biden: #U.S. president
chain	The U.S. president flew to Oslo in 1998.	Joe Biden: -
chain	The former U.S. president flew to Oslo.	Joe Biden: -
chain	Kenya's supreme court upheld the vote. The court was full.	Kenya supreme court: #Kenya's supreme court|#court
role	The watchdog's director, Tolvar Dresk, laughed.	Tolvar Dresk=director
role	A ministry spokeswoman, Maren Oduya, laughed.	Maren Oduya=ministry spokeswoman
role	Secretary of State Maren Oduya laughed.	Maren Oduya=secretary of state
code	Iraqi Prime Minister Mohammed Shia al-Sudani spoke.	Mohammed Shia al-Sudani=IRQGOV
code	Tolvar Dresk, a Pentagon spokesman, spoke.	Tolvar Dresk=USAMIL
code	Maren Oduya, the Kenyan foreign minister, spoke.	Maren Oduya=KENGOV
code	Angela Merkel, a German scientist turned politician, spoke.	Angela Merkel=DEUGOV
code	Maren Oduya, 45, a Kenyan farmer, spoke.	Maren Oduya=KENAGR
code	Kenya's foreign minister, Maren Oduya, spoke.	Maren Oduya=KENGOV
code	Maren Oduya is the prime minister of Norway.	Maren Oduya=NORGOV
code	Former Kenyan President Tolvar Dresk spoke.	Tolvar Dresk=KENELI
code	Iraqi police fired on Palestinian protesters.	Iraqi police=IRQCOP; Palestinian protesters=PSEOPP
code	Turkish lawmakers voted. Colombian farmers blocked roads.	Turkish lawmakers=TURLEG; Colombian farmers=COLAGR
code	Students in Caracas marched against the government.	Students=VENEDU; government=VENGOV
code	Rebels based in eastern Chad crossed the border.	Rebels=TCDREB
code	Myanmar's army marched. The Chinese company grew.	Myanmar's army=MMRMIL; Chinese company=CHNBUS
code	The Philadelphia Inquirer and Air China were there, and so was Leiden University.	Philadelphia Inquirer=USAMED; Air China=CHNBUS; Leiden University=NLDEDU
code	The Clinton administration said so. Kenya waited.	Clinton administration=USAGOV
code	The Sarkozy government said so. Kenya waited.	Sarkozy government=FRAGOV
code	The Chilean army spokesman laughed.	Chilean army spokesman=CHLMIL
code	Indian opposition lawmakers left the hall.	Indian opposition lawmakers=INDOPP
code	Kenyan journalists and Kenyan doctors marched.	Kenyan journalists=KENMED; Kenyan doctors=KENHLH
code	The Latvian Constitutional Court ruled on Monday.	Latvian Constitutional Court=LVAJUD
code	The Bank of Uganda cut rates.	Bank of Uganda=UGABUS
code	Nairobi University closed its gates.	Nairobi University=KENEDU
code	Gunmen killed ten Israeli soldiers.	Gunmen=UAF; Israeli soldiers=ISRMIL
code	Militants killed three U.S. troops in Afghanistan.	Militants=AFGUAF; U.S. troops=USAMIL
code	Gunmen burst into the hotel. Kenya waited.	Gunmen=KENUAF
code	Chechen rebels bombed a bus.	Chechen rebels=RUSREB; Chechen=RUSCVL
code	Tamil rebels left. Rohingya refugees came.	Tamil rebels=LKAREBTAM; Rohingya refugees=MMRREF
code	Bosnian Serb troops shelled the town.	Bosnian Serb troops=BIHMILSRB
code	Hindus attacked Muslims in Gujarat, India.	Hindus=INDHIN; Muslims=INDMOS
code	Christians prayed.	Christians=CHR
code	The African Union sent troops to Somalia.	African Union=IGOAFU; troops=-
code	Environmental activists in Germany met human rights activists in Berlin.	Environmental activists=DEUENV; human rights activists=DEUHRI
code	Islamists won the vote in Egypt. Reformists lost.	Islamists=EGYRAD; Reformists=EGYMOD
code	Multinational companies warned the international community.	Multinational companies=MNC; international community=INT
code	Al-Qaeda threatened Greenpeace.	Greenpeace=NGOENV; Al-Qaeda=IMGMOSALQ
code	The opposition leader was arrested in Uganda.	opposition leader=UGAOPP
code	The prime minister resigned, Norway's state radio said. The suspect waited.	prime minister=NORGOV; suspect=-
chain	The Kenyan parliament voted. The president signed the law.	William Ruto: #president
chain	The president flew to Kenya.	William Ruto: -
code	Thousands of people marched through the rain.	people=-
code	Troops entered the town at night.	Troops=-
role	Tolvar Dresk, a Pentagon spokesman, spoke.	Tolvar Dresk=spokesman
role	Former Kenyan Finance Minister Maren Oduya met acting President Tolvar Dresk.	Maren Oduya=former finance minister; Tolvar Dresk=acting president
role	Deputy Foreign Minister Ilmar Kettunen resigned.	Ilmar Kettunen=deputy foreign minister
role	Tolvar Dresk, a Kenyan sprinter, won. Maren Oduya is a Norwegian pop star.	Tolvar Dresk=sprinter; Maren Oduya=pop star
role	Army spokesman Tolvar Dresk spoke.	Tolvar Dresk=army spokesman
role	Tolvar Dresk was appointed governor on Monday.	Tolvar Dresk=governor
role	Tolvar Dresk said that the governor was ill.	Tolvar Dresk=-
role	Tolvar Dresk, who sails, met the governor.	Tolvar Dresk=-
same	Mohammed Shia al-Sudani spoke.¦Muhammad as-Sudani spoke.	Mohammed Shia al-Sudani = Mohammed Shia al-Sudani
same	Mohamed Hassan Mohamed spoke.¦Mohamed Abdullahi Mohamed spoke.	Mohamed Hassan Mohamed # Mohamed Abdullahi Mohamed
same	Mohammed Al Sudani spoke.¦Mohamed al-Sudani spoke.	Mohammed Shia al-Sudani = Mohammed Shia al-Sudani
same	Ahmed al-Vellmari spoke.¦Kenyan Foreign Minister Ahmad Vellmari spoke.	Ahmed al-Vellmari = Ahmad Vellmari
same	Muammar Gaddafi fell.¦Moammar Qadhafi fell.	Muammar Gaddafi = Muammar Gaddafi
same	Volodymyr Zelensky spoke.¦Volodymyr Zelenskyy spoke.	Volodymyr Zelensky = Volodymyr Zelensky
same	Kyiv is cold.¦Kiev is cold.	Kyiv = Kyiv
same	J.K. Vellmar wrote a book.¦J. K. Vellmar wrote a book.	J. K. Vellmar = J. K. Vellmar
same	Tomáš Vellmář spoke to Anna.¦Tomas Vellmar spoke to Anna.	Tomáš Vellmář = Tomas Vellmar
same	Jean-Claude Dresk spoke.¦Jean Claude Dresk spoke.	Jean-Claude Dresk = Jean Claude Dresk
same	The U.S. senator John Smith spoke in Ohio.¦British footballer John Smith scored.	John Smith # John Smith
same	John Smith, an Australian cricketer, scored.¦U.S. Senator John Smith spoke.	John Smith # John Smith
same	John Smith, an Australian cricketer, scored.¦The former Australian cricketer John Smith died.	John Smith = John Smith
same	John Smith, an Australian cricketer, scored.¦The Australian singer John Smith sang.	John Smith # John Smith
same	Britain's John Smith won.¦Australian John Smith lost.	John Smith # John Smith
same	James Baker, a Canadian singer, died.¦James Baker, the former U.S. secretary of state, spoke.	James Baker # James Baker
same	The Canadian singer James Baker sang.¦James Baker, a Canadian singer, died.	James Baker = James Baker
same	Barack Obama, a Kenyan farmer, was born in Kogelo.¦Barack Obama flew to Kenya.	Barack Obama # Barack Obama
same	Imran Khan, the former Pakistani cricketer, spoke.¦Imran Khan, who was prime minister of Pakistan, spoke.	Imran Khan = Imran Khan
same	U.S. Senator John Smith spoke.¦U.S. Senator John Smith left.	John Smith = John Smith
same	Norwegian Prime Minister Maren Oduya spoke.¦Maren Oduya sailed home.	Maren Oduya = Maren Oduya
same	Tolvar Dresk spoke.¦Ilmar Dresk spoke.	Tolvar Dresk # Ilmar Dresk
same	The Vellmar Defence Organisation met.¦The Vellmar Defense Organization met.	Vellmar Defence Organisation = Vellmar Defense Organization
same	Vellmar Ferries Ltd. sank.¦Vellmar Ferries sank.	Vellmar Ferries Ltd. = Vellmar Ferries
same	Iraqi police came.¦Police in Baghdad came.	Iraq police = Iraq police
same	The Norwegian Supreme Court ruled.¦The Supreme Court of Kenya ruled.	Norway supreme court # Kenya supreme court
END

jq -cnR 'inputs | select(length > 0) | split("\t") as [$kind, $text, $expected] | input_line_number as $line
    | $text | split("¦") | to_entries[] | {type: "article", id: "t\($line)-\(.key)", source: "p", content_hash: "h",
    language: "en", title: "", published_at: "2024-01-10T10:00:00Z", published_precision: "minute",
    body: (.value | gsub("¶"; "\n\n")), line: $line, kind: $kind, text: $text, expected: $expected}' table >articles
run_exit "the table is read" 0 "$transform" articles

cat >found.jq <<'END'
def marked: {name: "", alias: "~", nominal: "#", pronoun: "@"}[.kind] + .text;
def chain($name): [.entities[] | select(.name == $name) | .mentions | map(marked) | join("|")]
    | if . == [] then "-" else join(" and ") end;
def ids($name): [.entities[] | select(.name == $name) | .id] | join(" and ");
group_by(.line)[] | .[0] as $first | (.[1] // .[0]) as $second
| [$first.kind, $first.text, $first.expected,
   ([$first.expected | split("; ")[] | . as $wanted
     | if $first.kind == "chain" then split(": ")[0] | . + ": " + (. as $name | $first | chain($name))
       elif $first.kind == "code" then split("=")[0] | . + "=" + (. as $text | $first | [.entities[]
           | select(any(.mentions[]; .text == $text)) | .actor_code // empty] | if . == [] then "-" else join(" and ") end)
       elif $first.kind == "role" then split("=")[0] | . + "=" + (. as $name | $first | [.entities[]
           | select(.name == $name) | .roles // [] | .[]] | if . == [] then "-" else join(", ") end)
       else capture("^(?<one>.*) (?<sign>[=#]) (?<two>.*)$") as $pair
           | ($first | ids($pair.one)) as $one | ($second | ids($pair.two)) as $two
           | "\($pair.one) \(if $one == "" or $two == "" then "?" elif $one == $two then "=" else "#" end) \($pair.two)"
       end] | join("; "))] | @tsv
END
while IFS=$'\t' read -r kind text expected found; do
    equal "$kind: $text" "$expected" "$found"
done < <(jq -rs -f found.jq out)
