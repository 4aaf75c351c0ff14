"""Word lists. None of them knows a subject: they hold for any text on health."""

DETERMINERS = frozenset(
    "a an the this that these those its their his her your our my some any each every no both many most "
    "more few several "
    "all another other such either neither much certain various enough".split()
)
PRONOUNS = frozenset("i you he she it we they them him us me one ones someone anyone everyone nobody there".split())
ANAPHORA = frozenset(
    "this that these those it its they them their he she his her here there such former latter".split()
)
PREPOSITIONS = frozenset(
    "about above across after against along alongside among around as at before behind below beneath beside besides "
    "between beyond by during except for from in inside into like near of off on onto out outside over past per since "
    "than through throughout to toward towards under until up upon via with within without despite unlike".split()
)
CONJUNCTIONS = frozenset("and or but nor so yet if when while because although though unless whereas whether".split())
SUBORDINATORS = frozenset(
    "while when if although though because since unless whereas as once after before until whenever where".split()
)
RELATIVES = frozenset("who whom whose which that where".split())
AUXILIARIES = frozenset(
    "is are was were can may should must will might could would has have had does do did cannot".split()
)
MODALS = frozenset("can may should must will might could would".split())
ADVERBS = frozenset(
    "also often usually always never sometimes generally typically commonly frequently rarely mainly mostly only then "
    "now too very more most less least not still just even already soon especially particularly therefore however "
    "instead directly quickly slowly briefly extremely normally ideally together".split()
)
ADJECTIVES = frozenset(
    "black blue yellow green brown pink good bad high low new old long short small large big early late "
    "common rare mild severe moderate serious minor major safe dry wet clean dirty sterile warm cold hot "
    "cool deep local general normal healthy painful tight thin thick weak strong sore red white heavy "
    "light open sharp certain different similar important main primary daily regular extra possible "
    "likely available effective young older other same better worse greater lower higher free full empty "
    "soft hard slow fast quick ready able unable due plain fresh best single double whole poor raw".split()
)
VAGUE = frozenset(
    "thing things way ways part parts factor factors reason reasons type types kind kinds aspect aspects "
    "benefit benefits risk risks chance chances likelihood effect effects number example examples case cases "
    "instance lot range variety process result results use one".split()
)
STOP = (
    DETERMINERS
    | PRONOUNS
    | PREPOSITIONS
    | CONJUNCTIONS
    | SUBORDINATORS
    | RELATIVES
    | AUXILIARIES
    | frozenset(
        "be been being am not also often usually generally typically commonly only then very more most less "
        "much many what "
        "how why who whose been being including include includes included well may such rather just even however both "
        "specifically directly especially particularly".split()
    )
)
VERBS = frozenset(
    """delay become narrow flatten deprive excrete detect
    absorb accelerate accompany achieve act activate add address adjust administer affect aim alleviate allow alter
    appear apply ask assess attach attack avoid balance begin bind block boost break breathe bring build burn
    buy call carry
    cause change check choose circulate clean cleanse clear close come combine compare complete comprise
    confirm connect consider
    consist consult contact contain continue contract contribute control convert correct cost cough count cover create
    cure cut damage deal decide decline decrease defend deliver depend describe destroy detect determine
    develop die differ
    digest direct disappear discard discharge discontinue discuss dispose disrupt disturb document double drain
    drink drop dry ease
    eat elevate eliminate emphasize empty enable encourage enhance ensure enter establish evaluate examine
    expand expect experience
    explain expose extend facilitate fall fast favor feel fight fill filter find finish fit flush focus fold follow form
    gain get give go grow guide handle happen harden harm heal hear help hold hurt identify ignore immunize
    impair improve include
    increase indicate infect inflame inform inhibit injure insert inspect interfere interrupt introduce involve irritate
    keep kill know last lead learn leave lessen let lie lift limit line link list live look loosen lose lower
    maintain make manage
    mark massage match matter mean measure minimize mix monitor move need notice notify nourish observe obtain
    occur offer open
    operate originate overlap pass pat peel perform permit persist place plan play pose position practice
    predict prepare prescribe present
    preserve press prevent produce progress prolong promote prompt protect provide pull pump punch puncture
    push put raise range reach react read
    receive recommend record recover recur reduce refer reflect regain regulate reinforce relax release relieve
    remain remember
    remind remove repair repeat replace report represent require reset rest restore restrict result return
    reveal review rinse rise rub rule run
    say scrub seal see seek seem sell send serve set settle shake share show shrink sign sit sleep slow smoke
    soak soften
    speak spread squeeze stabilize stand start stay stem sterilize stick stimulate stop store strain strengthen
    stretch strike
    submit suffer suggest supply support suppress swallow sweat swell take talk target tear tell tend test
    think thicken throw tighten touch
    train transfer transmit transport travel treat trigger trim try turn undergo understand update use
    shorten lengthen soothe reverse swap hide trap reproduce mimic attract harbor ruin cushion invade
    multiply moisten lubricate dissolve dilute constrict dilate wrap apply keep regenerate soil contaminate cross
    vaccinate vary visit wait wake walk want
    warm warn wash watch weaken wear weigh wipe withdraw work worsen wrap write spend view""".split()
)
IRREGULAR_PAST = {
    "found": "find", "showed": "show", "shown": "show", "made": "make", "took": "take", "taken": "take",
    "given": "give",
    "gave": "give", "kept": "keep", "led": "lead", "left": "leave", "seen": "see", "felt": "feel", "held": "hold",
    "built": "build", "lost": "lose", "worn": "wear", "done": "do", "known": "know", "put": "put", "set": "set",
    "cut": "cut", "spread": "spread", "broken": "break", "chosen": "choose", "told": "tell", "sent": "send",
    "bound": "bind", "written": "write", "withdrawn": "withdraw", "thrown": "throw", "begun": "begin", "torn": "tear",
}  # fmt: skip
IRREGULAR_PLURALS = frozenset(
    "people children feet teeth men women mice bacteria criteria data diagnoses symptoms nuclei fungi "
    "viruses media".split()
)
SINGULAR_IN_S = frozenset(
    "diabetes rabies measles mumps herpes asthenia analysis diagnosis basis sepsis physics gas bus virus "
    "loss process stress "
    "illness weakness access progress abscess sickness fitness dizziness tiredness numbness redness "
    "soreness tightness stiffness "
    "stiffness pus mucus pelvis penis uterus thrush always less unless across plus news awareness success "
    "business address "
    "sciatica tetanus plexus thorax fibrosis this is was has does its focus status sinus iris distress".split()
)
# Words that mean nearly the same to a test-taker share a name: they never stand against each other.
CLUSTERS = (
    "reduce decrease lessen relieve relief ease alleviate minimize diminish decline drop reduction fewer soothe cut",
    "increase raise boost greater elevate rise higher grow gain",
    "improve enhance better improvement restore support promote optimal optimize regain enhancement",
    "pain discomfort sore soreness ache painful hurt tender",
    "tension tight tightness stiff stiffness contract contraction relax relaxation loosen release knot spasm cramp",
    "heal healing recovery recover repair cure",
    "move movement mobility motion flexible flexibility",
    "circulation circulate flow",
    "quick fast immediate rapid prompt instant short brief short-term",
    "long-term lasting prolong prolonged",
    "doctor physician clinician practitioner provider professional therapist specialist",
    "treat treatment therapy intervention remedy",
    "sign symptom indicate indication",
    "risk danger hazard complication",
    "hospital emergency ambulance",
    "swell swollen swelling edema",
    "bleed bleeding blood bloody",
    "tired tiredness fatigue exhaustion",
    "dizzy dizziness lightheaded faint fainting",
    "infect infection infected infectious",
    "injure injury wound trauma damage",
    "clean wash rinse cleanse clear",
    "dress dressing bandage plaster",
    "exercise activity activities train training",
    "diet food eat meal nutrition",
    "medicine medication drug tablet pill",
    "check inspect examine examination inspection look",
    "stop discontinue cease",
    "avoid prevent prevention avoidance",
    "cause induce",
    "begin start onset initiate",
    "child children baby infant",
    "woman women pregnant pregnancy",
    "breathe breath breathing breathless breathlessness",
    "fever temperature feverish",
    "weak weakness",
    "itch itching itchy",
    "vomit vomiting nausea sick sickness",
    "harm harmful hurtful injurious",
    "needle needling injection",
    "throw discard dispose disposal",
    "discharge pus drain drainage ooze",
)
# Names of several words that mean the same as one.
PHRASES = {
    "high blood pressure": "hypertension",
    "raised blood pressure": "hypertension",
    "low blood pressure": "hypotension",
    "blood sugar": "glucose",
    "blood glucose": "glucose",
    "heart attack": "infarction",
    "myocardial infarction": "infarction",
    "over-the-counter": "nonprescription",
    "hand hygiene": "handwashing",
    "hand washing": "handwashing",
}
VAGUE_STARTS = (
    "in this blog", "in this article", "in this post", "in this guide", "in this section", "in this leaflet",
    "this article", "this blog", "this guide", "this leaflet", "this page", "this information", "whether "
    "you", "whether you're",
    "let's", "let us", "read on", "click", "check out", "sign up", "subscribe", "contact us", "call us today", "book ",
    "learn more", "for more information", "if you have any questions", "we ", "our ", "i ", "my ", "you "
    "deserve", "imagine",
    "understanding this", "to ensure", "remember", "in conclusion", "in summary", "overall", "ultimately", "here are",
    "here is", "the following", "there are many", "there are several", "there are a number", "did you know",
    "at our", "welcome", "copyright", "all rights", "share this", "related", "source:", "references", "photo", "image",
    "figure", "disclaimer", "last updated", "last reviewed", "reviewed by", "published", "by incorporating",
)  # fmt: skip
PRAISE = frozenset(
    "unique amazing incredible revolutionary powerful game-changing unlock transform ultimate exciting "
    "wonderful fantastic "
    "cutting-edge state-of-the-art world-class holistic journey discover thrive effortless guaranteed "
    "premium best-in-class "
    "passionate unparalleled trusted affordable exclusive".split()
)
ABBREVIATIONS = frozenset(
    "dr mr mrs ms prof st vs etc e.g i.e eg ie no fig approx dept al cf inc ltd u.s u.k ph.d m.d p.m a.m "
    "min max jr sr vol".split()
)
