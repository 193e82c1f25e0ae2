"""Word classes, and what can stand in the gap between two words: the closed lists that the rules about voices ask for.

Each class is a bit, so that a word can belong to several and one look-up answers all questions about it. There is no
tagger: a form belongs to every class that it can belong to, and the rules look at its neighbours.
"""

from __future__ import annotations

import re

# Closed word classes of English. Each is a bit, so that a word can belong to several.
CLASSES = {
    "pronoun": "i you he she it we they who",
    "relative": "who which that whom",
    "determiner": "the a an this that these those some any no every each all both many several most few another one",
    "article": "the a an this that these those no every each",
    "possessive": "his her its their our my your whose",
    "auxiliary": "am is are was were be been being has have had having do does did will would can could shall should"
    " may might must ll d ve re isn aren wasn weren hasn haven hadn don doesn didn won wouldn couldn shouldn not never",
    "be": "am is are was were be been being get gets got",
    "adverb": "also again then later now still just even only ever once yet already often soon always never not first"
    " further instead too however therefore thus meanwhile rather quickly sometimes long far"
    " previously online both well once twice himself herself themselves itself publicly seldom rarely hardly",
    "conjunction": "and but or nor yet so",
    "subordinator": "because although though while when whenever as since until unless after before if once where"
    " whereas whether than",
    "question": "whether how why what who which when where if",
    "preposition": "of in on at to for from by with about against during through under over into between among after"
    " before since without within near across around behind off out up down amid despite toward towards upon via as"
    " like including according per",
    "that": "that",
    "to": "to",
    "by": "by",
    "as": "as",
    "and": "and",
    "but": "but",
    "time": "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight earlier later"
    " late recently morning afternoon evening night week month year weekend last next this january february march april"
    " june july august september october november december jan feb aug sept oct nov dec",
    "day": "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight jan feb aug sept oct nov"
    " dec january february april june july august september october november december",
    "verb": "left made came went took gave got had was were said told began became broke brought built bought caught"
    " chose did drew drove fell felt found flew forgot grew held heard hid hit kept knew led lay lost meant met paid"
    " put ran rose saw sold sent set shook shot sat slept spoke spent stood stole stuck struck swore swept taught"
    " thought threw understood woke wore won wrote leads makes comes goes takes gives gets says has is does",
    "object": "me him her us them you it himself herself themselves myself",
    "audience": "reporters supporters voters viewers journalists lawmakers audiences delegates donors people officials"
    " listeners investigators congress colleagues police readers students americans",
}
# Lists that one rule each asks for; the rule says why. They change no word's class.
LISTS = {
    "according": "according",
    # "According to plan" has no source.
    "measure": "plan schedule custom taste size need rank whether how",
    "in": "in",
    "what": "what",
    "dummy": "there it",
    "and_that": "and that",
    "read_said": "said read",
    "asking": "whether if why",
    "roughly": "about around over under",
    "agent": "by from among",
    "of_for": "of for",
    "number": "half two three four five six seven eight nine ten a most many",
    "poll": "poll polls survey surveys polling",
    "letter": "a q",
    # Participles that open a sentence before "he said": the words after them are not what is said.
    "opener": "asked pressed speaking responding appearing standing referring citing noting calling describing"
    " questioned confronted writing pointing looking turning",
    # Words that stand before a colon at the start of a paragraph and are nobody's name.
    "label": "the boom byline latest bombshell update exclusive breaking read watch related photo photos video"
    " contributing note more live analysis opinion review correction editor follow contact image also see here first"
    " source sources story topics explainer price cost date when where what who why how venue tickets winner loser pros"
    " cons verdict rating weather sport score result results",
    # Past forms that only mean speech: after a bare "and" the narrator takes over with them.
    "plainly_said": "said told added argued noted wrote asked insisted warned claimed called urged",
    "turn": "which while though although",
    # After a comma these go on with a noun phrase.
    "further": "particularly especially including such like not or even notably",
    # Where something was said or done: no part of the noun phrase before it.
    "occasion": "rally conference event interview speech statement tweet debate twitter facebook air ad letter video"
    " post hearing appearance meeting session memo message email editorial column article television",
    # Before a noun cue: who stands before these does not say what the noun reports.
    "suffers": "over amid despite face faces faced facing endured suffered drew drawn sparked prompted fueled fuelled",
    "calls": "call calls called calling",
    "answer": "yes no",
    # "Said nothing", "never said anything", "said no more": no claim.
    "silence": "nothing anything no any more little much",
    "words": "words",
    "put": "put puts",
    "it": "it",
    # Who speaks in a headline, before or after a colon, without a name.
    "who_speaks": "police official officials mayor minister ministers report reports study poll survey sources source"
    " aide aides campaign camp adviser lawyer lawyers judge witness witnesses expert experts critics union victim"
    " victims family governor senator sheriff prosecutor prosecutors court watchdog analyst analysts scientists"
    " researchers doctors coroner chief council premier spokesman spokeswoman lawmakers authorities",
    "breaking": "but while when after before because although though during since",
    "place": "on in at during",
    "moment": "on in at last",
}
# Lists that are asked for at a few places only (:meth:`helpers.voices.tokens.Tokens.among`), with bits of their own.
FEW = {
    # With a quotation directly after them these have their object before them: "a bill dubbed “the ban”".
    "naming": "called dubbed branded labeled labelled nicknamed termed deemed named",
    "a_the": "a an the",
    # "Has never said that", "didn’t say that": a claim that is not made.
    "negation": "not never cannot don didn doesn isn wasn aren weren hasn haven hadn won wouldn couldn shouldn",
    "merely": "only just merely simply",
    "short": "short",
    "without": "without",
    # "Not authorized to discuss it", "asked not to be named", "gave only her first name": who speaks, and no report.
    "allowed": "authorized authorised permitted allowed cleared unauthorized unauthorised",
    "identified": "named identified quoted",
    "given": "first last full given middle real",
    "name": "name names",
    # "Said by phone": how, not who.
    "channel": "phone telephone cellphone email e-mail text video videolink letter mail post message radio satellite"
    " fax whatsapp zoom skype telegram",
}
_SHAPES = ("capital", "digit", "opening", "ing", "past", "participle", "plural", "ends_s")
BIT = {name: 1 << place for place, name in enumerate([*CLASSES, *LISTS, *_SHAPES])}
FEW_BIT = {name: 1 << place for place, name in enumerate(FEW)}
_NOT_PAST = frozenset("need indeed united speed feed seed bed red need hundred embed exceed proceed succeed".split())


def _bits(lists: dict[str, str], bit: dict[str, int]) -> dict[str, int]:
    bits: dict[str, int] = {}
    for name, words in lists.items():
        for word in words.split():
            bits[word] = bits.get(word, 0) | bit[name]
    return bits


_CLASS_BITS, _LIST_BITS, _FEW_BITS = _bits(CLASSES, BIT), _bits(LISTS, BIT), _bits(FEW, FEW_BIT)


def classes_of(form: str) -> int:
    """Bits of the classes of a form.

    >>> bool(classes_of("the") & BIT["determiner"]), bool(classes_of("Bass") & BIT["capital"])
    (True, True)
    """
    if not form:
        return BIT["opening"]
    low = form.lower()
    bits = _CLASS_BITS.get(low, 0)
    if form[0] != low[0]:
        bits |= BIT["capital"]
    elif form[0].isdigit():
        bits |= BIT["digit"]
    elif not bits:
        if low.endswith("ly") and len(low) > 4:
            bits |= BIT["adverb"]
        elif low.endswith("ing") and len(low) > 4:
            bits |= BIT["ing"]
        elif low.endswith("ed") and len(low) > 3 and low not in _NOT_PAST:
            bits |= BIT["past"]
    bits |= _LIST_BITS.get(low, 0)
    if low.endswith("ing"):
        bits |= BIT["participle"]
    if low.endswith("s"):
        bits |= BIT["ends_s"]
        if not low.endswith(("ss", "us")):
            bits |= BIT["plural"]
    return bits


def few_of(form: str) -> int:
    """Bits of the lists of ``FEW`` that a form is in.

    >>> few_of("Dubbed") == FEW_BIT["naming"], few_of("said")
    (True, 0)
    """
    return _FEW_BITS.get(form.lower(), 0)


# Last words of names that are no person's.
BODIES = frozenset(
    "times post journal news magazine house party department committee court council congress senate university"
    " office bureau agency service commission board union association ministry bank group company institute homes"
    " foundation fund project center centre force army navy guard police street reserve register chamber network"
    " alliance coalition society church club league team corps authority administration states kingdom nations"
    " republic assembly academy college school hospital museum inc corp ltd llc plc co energy capital holdings"
    " partners motors airlines airways industries systems services federation campaign initiative forum front action"
    " watch review report today tribune herald gazette chronicle globe examiner observer telegraph guardian mail radio"
    " television media tv fox nbc cnn abc cbs kremlin pentagon parliament capitol treasury america american americans"
    " republicans democrats conservatives liberals york carolina dakota hampshire jersey mexico korea zealand arabia"
    " africa germany britain france russia china israel iran iraq syria ukraine turkey canada india japan italy spain"
    " greece poland brazil cuba egypt afghanistan pakistan venezuela texas california florida washington"
    " london moscow beijing brussels city county state district act bill law rights voice voices caucus monday tuesday"
    " wednesday thursday friday saturday sunday january february april june july august september october november"
    " december christmas electric mills dynamics studies progress partnership roundtable trust tribunal directorate"
    " inspectorate".split()
)
# Nouns for one person: those used for men, those used for women, and for either.
MEN = frozenset(
    "man boy father husband son brother grandfather uncle nephew widower boyfriend gentleman businessman congressman"
    " councilman spokesman chairman policeman fireman salesman cameraman anchorman clergyman assemblyman alderman"
    " statesman gunman fisherman stepfather grandson king prince duke lord waiter actor monk priest pope".split()
)
WOMEN = frozenset(
    "woman girl mother wife daughter sister grandmother aunt niece widow girlfriend lady businesswoman congresswoman"
    " councilwoman spokeswoman chairwoman policewoman saleswoman anchorwoman assemblywoman alderwoman stepmother"
    " granddaughter queen princess duchess waitress actress nun".split()
)
PEOPLE = frozenset(
    "person resident neighbor neighbour citizen witness eyewitness bystander onlooker victim survivor patient"
    " passenger customer consumer shopper tenant landlord homeowner commuter driver pedestrian parent relative cousin"
    " friend migrant immigrant refugee detainee prisoner inmate worker employee nurse teacher student pupil farmer"
    " rancher miner taxpayer voter villager veteran soldier retiree pensioner cleaner artist athlete player coach fan"
    " user visitor tourist defendant suspect plaintiff accuser librarian engineer pilot child teenager youth medic"
    " paramedic guest roommate classmate coworker owner manager executive investor banker trader broker developer"
    " contractor billionaire founder entrepreneur activist campaigner organizer organiser demonstrator protester"
    " protestor marcher striker advocate volunteer lawyer attorney lobbyist militant rebel official officer diplomat"
    " ambassador envoy prosecutor judge magistrate justice coroner clerk commissioner administrator regulator"
    " treasurer general admiral colonel commander firefighter detective sheriff deputy trooper constable cop"
    " investigator superintendent agent marshal warden guard minister premier mayor senator representative lawmaker"
    " legislator mp mep councillor councilor politician candidate nominee incumbent opponent leader governor president"
    " chancellor secretary secretary-general chief director chair chairperson speaker spokesperson aide adviser"
    " advisor strategist delegate donor economist expert professor lecturer researcher scientist scholar academic"
    " historian sociologist psychologist pollster analyst consultant doctor physician surgeon psychiatrist"
    " pediatrician pathologist pundit dean journalist reporter correspondent editor columnist commentator anchor"
    " presenter blogger host moderator photographer publisher author writer novelist poet critic ally colleague"
    " insider source supporter member democrat republican tory conservative liberal progressive pastor bishop"
    " archbishop cardinal imam rabbi preacher singer musician".split()
)


def is_a_person(form: str) -> bool:
    """Whether a word is a noun for one person.

    >>> is_a_person("neighbor"), is_a_person("neighbors")
    (True, False)
    """
    return form in PEOPLE or form in MEN or form in WOMEN


# What a gap can hold. The first four are read from what stands directly after the word.
GAPS = {
    "comma": r"^\.?[\"”’'»]*,",
    "colon": r"^[\"”’'»]*:|: *$",
    "semicolon": r";",
    "dash": r"[—–]|\s--?\s|--",
    "stop": r"[.?!…]",
    "opens": r"(?:^|[\s(\[—–:-])(?:[\"“„«]|''|``|‘|')(?=\S|$)|[“„]$",
    "closes": r"^[\s\]).,?!…;:–—-]*(?:[\"”»]|'')(?=[\s,.;:!?)\]—–-]|$)|[,.?!…]['’]",
    "break": r"\n",
    "bracket": r"[(\[]",
    "unbracket": r"[)\]]",
    "bracketed": r"^[)\]]",
    "handle": r"^ ?\(@",
    "dot": r"^\. $",
    "hyphen": r"^[-‑‐]$",
    "apostrophe": r"^['’]$",
    "owner": r"^['’] $",
    "quiet": r"^[\s\"“”„«»'‘’`]*$",
    "plain": r"^\s*$|^'\s$|^’\s$",
    "inside": r"^[,.?!…—–-]+(?:[\"”“»«’‘'›]|'')",
    "answered": r"^[,?!…—–-]+(?:[\"”“»«’‘'›]|'')|^(?:[\"”“»«’‘'›]|''),",
}
GAP_BIT = {name: 1 << place for place, name in enumerate(GAPS)}
# "“We came 😀” said Reed": before a closing mark a picture ends what is said, elsewhere it parts nothing.
_PICTURE = re.compile("\\s*[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+")
_PICTURE_INSIDE = re.compile(f'{_PICTURE.pattern}(?=["”’»])')
_GAP_PATTERNS = [(GAP_BIT[name], re.compile(pattern)) for name, pattern in GAPS.items()]


def gap_classes_of(gap: str) -> int:
    """Bits of what a gap holds.

    >>> bool(gap_classes_of(',\\u201d ') & GAP_BIT["closes"]), bool(gap_classes_of(" ") & GAP_BIT["plain"])
    (True, True)
    >>> gap_classes_of("! \N{GRINNING FACE}” ") == gap_classes_of("!…” ")
    True
    """
    if gap == " ":
        return GAP_BIT["plain"]
    gap = gap[:200]
    if not gap.isascii():
        gap = _PICTURE.sub("", _PICTURE_INSIDE.sub("…", gap))
    return sum(bit for bit, pattern in _GAP_PATTERNS if pattern.search(gap))
