"""What sort of thing a noun phrase names, coarsely: options should be of one sort."""

import re
from functools import lru_cache

from trainer.banks.drafting.language import clauses, forms

SORTS = {
    "person": "person people patient individual adult child baby infant woman man athlete smoker worker "
    "nurse doctor physician "
    "therapist chiropractor specialist pharmacist surgeon dentist professional provider practitioner staff "
    "team member carer "
    "caregiver parent student manager user donor relative midwife clinician visitor employee supervisor driver officer",
    "disorder": "pain ache soreness discomfort bruise bruising bleeding infection fever swelling rash "
    "itching nausea vomiting "
    "diarrhea constipation dizziness fainting fatigue weakness numbness tingling disease disorder syndrome "
    "condition illness "
    "injury wound ulcer blister cramp spasm headache migraine cough cold flu stroke attack failure cancer "
    "tumor allergy "
    "asthma diabetes arthritis sciatica redness pus loss damage phobia clot stress anxiety depression insomnia "
    "puncture pneumothorax problem breathlessness breath palpitation jaundice seizure confusion deformity "
    "callus corn fracture "
    "sprain strain burn shock reaction side-effect complication symptom sign stiffness tightness "
    "dysfunction drowsiness sweating "
    "hunger thirst chill infarction irritation inflammation sensation blindness rupture hemorrhage "
    "heartburn bloating odor smell",
    "treatment": "therapy treatment exercise stretching massage care medication medicine drug tablet pill "
    "surgery injection "
    "vaccine vaccination rehabilitation mobilization acupuncture technique antibiotic painkiller insulin "
    "statin aspirin "
    "ibuprofen diet procedure compress bandage dressing adjustment counseling management antihistamine "
    "inhaler cream ointment "
    "supplement nsaid relaxer needling training program walking swimming cycling yoga rest sleep activity "
    "screening test",
    "food": "food fruit vegetable meat fish egg milk cheese bread rice salt sugar water juice alcohol "
    "coffee tea oil nut bean "
    "grain cereal yogurt poultry beef pork shellfish seafood meal snack drink beverage potato spinach broccoli banana "
    "berry apple orange grapefruit pasta lentil fiber protein calcium iron vitamin fat carbohydrate mineral",
    "body": "muscle bone skin nerve artery vein lung heart liver kidney brain spine joint ligament tendon "
    "foot toe ankle knee "
    "hip hand finger wrist elbow shoulder neck back head eye ear nose mouth throat stomach bowel bladder "
    "chest cell tissue "
    "vessel gland cartilage disc fiber hair nail leg arm face palm thumb thigh glute calf",
    "object": "glove soap towel needle syringe bandage gown mask container bin shoe sock sandal thermometer "
    "monitor cuff device "
    "brush tissue paper gauze scissors swab tray bottle bag apron tap basin sheet form label record file chart card",
    "time": "second minute hour day week month year morning evening night time period phase stage",
    "measure": "pressure hypertension hypotension level rate range amount number percent volume weight dose "
    "temperature length depth degree",
    "organism": "bacteria virus fungus germ parasite microbe microorganism mosquito tick",
}
NAMES = {forms.trunk(noun): sort for sort, nouns in SORTS.items() for noun in nouns.split()}
ENDINGS = (
    (
        re.compile(r"(?:itis|osis|emia|pathy|algia|trophy|plegia|rrhea|oma|penia|uria|thorax|spasm|phobia|ache|pnea)$"),
        "disorder",
    ),
    (re.compile(r"(?:therapist|ologist|iatrist|ician|surgeon|worker)s?$"), "person"),
    (re.compile(r"(?:therapy|ectomy|plasty|cillin|statin|prazole|olol|pril|sartan|mycin|profen)s?$"), "treatment"),
)


@lru_cache(maxsize=20_000)
def sort_of(phrase: str) -> str:
    """One of SORTS, "process" for a noun made of a verb, or "" where nothing is known."""
    head = clauses.head(phrase)
    for pattern, sort in ENDINGS:
        if pattern.search(head):
            return sort
    known = NAMES.get(forms.trunk(head), "")
    if known:
        return known
    return "process" if re.search(r"(?:tion|sion|ment|ance|ence|ing)s?$", head) else ""


def go_together(one: str, other: str) -> bool:
    """The same known sort, or both unknown."""
    return sort_of(one) == sort_of(other)
