"""Whole items as a careful writer would write them, on many subjects of health: the rules have nothing to say."""

import pytest

from tests.banks.lint.builders import asked, rules

SOUND = [
    (
        "A 58-year-old with no known drug allergy has crushing chest pain, and the first aspirin has been "
        "given. What comes next?",
        ("*An electrocardiogram now", "A chest film at noon", "A stress test this week"),
    ),
    (
        "A nurse draws up insulin and sees that the cloudy vial has not been mixed. What should she do "
        "before drawing the dose?",
        ("*Roll it between the palms", "Shake it with some force", "Warm it in a water bath"),
    ),
    (
        "Which electrolyte falls most when a patient has vomited for three days?",
        ("*Potassium", "Calcium", "Magnesium"),
    ),
    (
        "An adult cannot be woken and does not breathe. You are alone and have called for help. What do you do now?",
        ("*Press hard on the chest", "Turn him on his side", "Look for a second pulse"),
    ),
    (
        "In the trial, rest was compared with exercise for low back pain in 240 adults. What does its result "
        "support for a new patient?",
        ("*Walking as the pain allows", "Bed rest for one week", "A brace worn day and night"),
    ),
    (
        "A child with asthma has used the inhaler twice and still speaks in single words. Which next step is best?",
        ("*Call an ambulance", "Wait twenty minutes", "Try a warm shower"),
    ),
    (
        "A midwife finds a blood pressure of 168/112 mm Hg and a new headache at 34 weeks. Which plan is safest?",
        ("*Hospital now", "Recheck in a week", "Rest at home"),
    ),
    (
        "Which bone is broken in most falls on the outstretched hand of an older adult?",
        ("*Radius", "Ulna", "Scaphoid", "Humerus"),
    ),
    (
        "You remove your gloves after a dressing change. At which point are the hands cleaned?",
        ("*Right after they come off", "At the end of the shift", "Before the next meal break"),
    ),
    (
        "A man on warfarin wants to take ibuprofen for his knee. What is the main danger?",
        ("*Bleeding from the stomach", "Clotting in the knee", "Swelling of the ankle"),
    ),
    (
        "How does a higher heart rate change the time for filling between beats?",
        ("*It shortens", "It lengthens", "It stays the same"),
    ),
    (
        "A patient asks whether the vaccine can give her the flu. Which reply is accurate?",
        (
            "*“It holds no live virus, so it cannot.”",
            "“It can, in one person out of ten.”",
            "“It can, and that shows it works.”",
        ),
    ),
    (
        "Two hours after a cast was put on, the fingers are pale and numb and hurt when they are stretched. "
        "What is the first step?",
        ("*Split it lengthwise", "Raise the arm", "Give a painkiller"),
    ),
    (
        "At least two identifiers are checked before a transfusion. Which pair fits?",
        ("*Name and birth date", "Bed and room number", "Doctor and ward name"),
    ),
    (
        "What is the pH of normal arterial blood?",
        ("6.9", "7.1", "*7.4", "7.9"),
    ),
    (
        "Within how long should a stroke be imaged after arrival?",
        ("*20 minutes", "90 minutes", "180 minutes"),
    ),
    (
        "A pharmacist sees that two drugs that both prolong the QT interval are ordered. Whom should he call?",
        ("*The prescriber", "The patient's son", "The insurer"),
    ),
    (
        "The wound has no odor and does not smell, the edges are pink, and nothing drains. How is it best described?",
        ("*Healing as expected", "Infected at the edge", "Open down to bone"),
    ),
    (
        "A dietitian plans meals for a man with kidney failure. Which food should he limit most?",
        ("*Bananas", "Apples", "White rice"),
    ),
    (
        "During a seizure a bystander wants to put a spoon between the teeth. What should you tell him?",
        ("*Keep the mouth empty", "Use a wooden spoon", "Hold the jaw shut"),
    ),
    (
        "The antidote given first for an opioid overdose is",
        ("*naloxone", "atropine", "glucagon"),
    ),
    (
        "Name the nerve that is pinched in carpal tunnel syndrome.",
        ("*Median", "Ulnar", "Radial"),
    ),
    (
        "A teenager has fainted in church and is awake again. Her pulse is 72. Unless something new turns "
        "up, what helps most today?",
        ("*Fluids and a slow rise", "A scan of the head", "A monitor for a month"),
    ),
    (
        "A trainer must decide whether an athlete who was dizzy, but who never lost consciousness, returns "
        "to play. What is best?",
        ("*No play today", "Play after a rest", "Play with a helmet"),
    ),
    (
        "Why is potassium not pushed as a quick injection?",
        ("*The heart stops beating", "The vein closes for good", "The kidney swells"),
    ),
    (
        "Which part of the eye does a cataract cloud?",
        ("*Lens", "Cornea", "Retina"),
    ),
    (
        "How many chest compressions a minute are advised for adults?",
        ("60 to 80", "*100 to 120", "140 to 160"),
    ),
    (
        "A hospital counts falls before and after new lighting. What would most weaken the claim that the "
        "light helped?",
        ("*Fewer beds in the second year", "Lamps of two makers", "A count by the same nurse"),
    ),
    (
        "A study found no difference between two drugs, with a wide interval. Which conclusion is fairest?",
        ("*The question is still open", "The two are proven equal", "The cheaper one is worse"),
    ),
    (
        "Which sign tells you that a tourniquet is tight enough?",
        ("*The bleeding stops", "The skin turns red", "The pulse gets faster"),
    ),
    (
        "A woman with diabetes is shaky and sweats; her glucose is 52 mg/dL, and she can swallow. What "
        "should she have?",
        ("*A glass of juice", "A slice of cheese", "A dose of insulin"),
    ),
    (
        "You want to tell a sprain from a fracture of the ankle. Which finding calls for an X-ray?",
        ("*Pain on pressing the bone behind", "Swelling in front of the joint", "Bruise on the top of the foot"),
    ),
]


@pytest.mark.parametrize(("stem", "options"), SOUND)
def test_a_sound_item_is_left_alone(stem, options):
    in_order = any(character.isdigit() for character in options[0])
    assert rules(asked(stem, *options, fixed_order=in_order)) == []
