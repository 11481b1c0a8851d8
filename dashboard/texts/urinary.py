"""The words for lower urinary tract function: variables, levels of detail and groups."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

_MAIN = N_("Ticked as a main method of emptying the bladder. A patient may have more than one.")
_EXTRA = N_("Ticked as a supplementary method of emptying the bladder, beside the main one.")
_SURGERY = N_("Ticked among the procedures on the urinary tract, of patients who have had any.")
_DRUG = N_("Used in the last four weeks, of patients who use any drug for the urinary tract.")
_ANTIBIOTIC = N_("What antibiotics or antiseptics for the urinary tract are used for, of those who use them.")

URINARY_TEXTS: Mapping[str, Text] = {
    "urinary_incontinence": Text(
        label=N_("Involuntary urine leakage (from 2019)"),
        short=N_("Urine leakage"),
        definition=N_(
            "How often urine leaks involuntarily, in the wording used since 2019. Older answers are not mixed in."
        ),
    ),
    "urinary_incontinence_to_2018": Text(
        label=N_("Involuntary urine leakage (to 2018)"),
        short=N_("Urine leakage, to 2018"),
        definition=N_("How often urine leaked involuntarily, in the wording used until 2018."),
    ),
    "urinary_surgery": Text(
        label=N_("Surgery on the urinary tract"),
        short=N_("Urinary surgery"),
        definition=N_("Whether the patient has had any procedure on the urinary tract."),
    ),
    "urinary_surgery_which": Text(
        label=N_("Surgery on the urinary tract, which"),
        short=N_("Urinary surgery, which"),
        definition=N_(
            "The procedures of patients who have had any. A patient may have had several, so shares do not add up."
        ),
    ),
    "urinary_surgery_suprapubic": Text(
        label=N_("Urinary surgery: suprapubic catheter inserted"),
        short=N_("Suprapubic catheter inserted"),
        definition=_SURGERY,
    ),
    "urinary_surgery_bladder_stone": Text(
        label=N_("Urinary surgery: bladder stone removed"),
        short=N_("Bladder stone removed"),
        definition=_SURGERY,
    ),
    "urinary_surgery_upper_stone": Text(
        label=N_("Urinary surgery: upper urinary tract stone removed"),
        short=N_("Upper urinary tract stone removed"),
        definition=_SURGERY,
    ),
    "urinary_surgery_augmentation": Text(
        label=N_("Urinary surgery: bladder augmentation"),
        short=N_("Bladder augmentation"),
        definition=_SURGERY,
    ),
    "urinary_surgery_stent": Text(
        label=N_("Urinary surgery: sphincterotomy or urethral stent"),
        short=N_("Sphincterotomy or urethral stent"),
        definition=_SURGERY,
    ),
    "urinary_surgery_botulinum": Text(
        label=N_("Urinary surgery: botulinum toxin injection"),
        short=N_("Botulinum toxin injection"),
        definition=_SURGERY,
    ),
    "urinary_surgery_sphincter": Text(
        label=N_("Urinary surgery: artificial sphincter"),
        short=N_("Artificial sphincter"),
        definition=_SURGERY,
    ),
    "urinary_surgery_ileovesicostomy": Text(
        label=N_("Urinary surgery: ileovesicostomy"),
        short=N_("Ileovesicostomy"),
        definition=_SURGERY,
    ),
    "urinary_surgery_ileoureterostomy": Text(
        label=N_("Urinary surgery: ileoureterostomy"),
        short=N_("Ileoureterostomy"),
        definition=_SURGERY,
    ),
    "urinary_surgery_valve": Text(
        label=N_("Urinary surgery: continent catheterisable valve"),
        short=N_("Continent catheterisable valve"),
        definition=_SURGERY,
    ),
    "urinary_surgery_other": Text(
        label=N_("Urinary surgery: other procedure"),
        short=N_("Other procedure"),
        definition=N_(
            "Ticked among the procedures on the urinary tract, of patients who have had any. A sacral nerve"
            " stimulator, which the form offered until 2020, is counted here."
        ),
    ),
    "urinary_drugs": Text(
        label=N_("Drugs for the urinary tract, last four weeks (from 2019)"),
        short=N_("Urinary drugs"),
        definition=N_("Whether any drug for the urinary tract was used in the last four weeks."),
    ),
    "urinary_drugs_to_2018": Text(
        label=N_("Drugs for the urinary tract, last year (to 2018)"),
        short=N_("Urinary drugs, to 2018"),
        definition=N_(
            "Whether any drug for the urinary tract was used in the last year, as asked until 2018. It cannot be"
            " compared with the last four weeks, asked since."
        ),
    ),
    "urinary_drugs_which": Text(
        label=N_("Drugs for the urinary tract, which"),
        short=N_("Urinary drugs, which"),
        definition=N_(
            "The drugs of patients who used any in the last four weeks. What antibiotics are for is a share of those"
            " who use them. A patient may use several, so shares do not add up."
        ),
    ),
    "urinary_drug_bladder": Text(
        label=N_("Urinary drugs: bladder relaxants"), short=N_("Bladder relaxants"), definition=_DRUG
    ),
    "urinary_drug_sphincter": Text(
        label=N_("Urinary drugs: sphincter or bladder neck relaxants"),
        short=N_("Sphincter or bladder neck relaxants"),
        definition=_DRUG,
    ),
    "urinary_drug_antibiotics": Text(
        label=N_("Urinary drugs: antibiotics or antiseptics"),
        short=N_("Antibiotics or antiseptics"),
        definition=_DRUG,
    ),
    "urinary_drug_treatment": Text(
        label=N_("Urinary drugs: antibiotics to treat an infection"),
        short=N_("Antibiotics: treatment of infection"),
        definition=_ANTIBIOTIC,
    ),
    "urinary_drug_prophylaxis": Text(
        label=N_("Urinary drugs: antibiotics to prevent infection"),
        short=N_("Antibiotics: prophylaxis"),
        definition=_ANTIBIOTIC,
    ),
    "urinary_drug_other": Text(
        label=N_("Urinary drugs: other drugs"), short=N_("Other drugs"), definition=_DRUG
    ),
    "bladder_emptying": Text(
        label=N_("Bladder emptying, main method"),
        short=N_("Bladder emptying"),
        definition=N_(
            "The main method of emptying the bladder, one for each patient. Where several are ticked, the first of"
            " these counts: normal voiding, intermittent catheterisation by the patient, by an attendant, indwelling"
            " catheter through the urethra, suprapubic catheter, reflex triggering, straining, compression,"
            " diversion, another method."
        ),
    ),
    "bladder_main": Text(
        label=N_("Bladder emptying, all main methods"),
        short=N_("All main bladder-emptying methods"),
        definition=N_(
            "Every method ticked as a main one. A patient may have several, so shares do not add up."
        ),
    ),
    "bladder_main_normal": Text(
        label=N_("Main bladder emptying: normal voiding"), short=N_("Normal voiding"), definition=_MAIN
    ),
    "bladder_main_reflex_voluntary": Text(
        label=N_("Main bladder emptying: reflex triggering, voluntary"),
        short=N_("Reflex triggering, voluntary"),
        definition=_MAIN,
    ),
    "bladder_main_reflex_involuntary": Text(
        label=N_("Main bladder emptying: reflex triggering, involuntary"),
        short=N_("Reflex triggering, involuntary"),
        definition=_MAIN,
    ),
    "bladder_main_straining": Text(
        label=N_("Main bladder emptying: straining"), short=N_("Straining"), definition=_MAIN
    ),
    "bladder_main_compression": Text(
        label=N_("Main bladder emptying: external compression"),
        short=N_("External compression"),
        definition=_MAIN,
    ),
    "bladder_main_self_catheter": Text(
        label=N_("Main bladder emptying: intermittent self-catheterisation"),
        short=N_("Intermittent self-catheterisation"),
        definition=_MAIN,
    ),
    "bladder_main_attendant_catheter": Text(
        label=N_("Main bladder emptying: intermittent catheterisation by attendant"),
        short=N_("Intermittent catheterisation by attendant"),
        definition=_MAIN,
    ),
    "bladder_main_transurethral": Text(
        label=N_("Main bladder emptying: indwelling urethral catheter"),
        short=N_("Indwelling urethral catheter"),
        definition=_MAIN,
    ),
    "bladder_main_suprapubic": Text(
        label=N_("Main bladder emptying: suprapubic catheter"),
        short=N_("Suprapubic catheter"),
        definition=_MAIN,
    ),
    "bladder_main_diversion": Text(
        label=N_("Main bladder emptying: urinary diversion or stoma"),
        short=N_("Urinary diversion or stoma"),
        definition=_MAIN,
    ),
    "bladder_main_other": Text(
        label=N_("Main bladder emptying: other method"),
        short=N_("Other method"),
        definition=N_(
            "Ticked as a main method of emptying the bladder. Sacral stimulation, which the form offered until 2020,"
            " is counted here."
        ),
    ),
    "bladder_main_not_known": Text(
        label=N_("Main bladder emptying: unknown"),
        short=N_("Unknown"),
        definition=N_("The form says that the main method of emptying the bladder is unknown."),
    ),
    "bladder_extra": Text(
        label=N_("Bladder emptying, supplementary methods"),
        short=N_("Supplementary bladder-emptying methods"),
        definition=N_(
            "Every method ticked as a supplementary one, of all patients whose bladder emptying is recorded. Most have"
            " none."
        ),
    ),
    "bladder_extra_normal": Text(
        label=N_("Supplementary bladder emptying: normal voiding"),
        short=N_("Normal voiding"),
        definition=_EXTRA,
    ),
    "bladder_extra_reflex_voluntary": Text(
        label=N_("Supplementary bladder emptying: reflex triggering, voluntary"),
        short=N_("Reflex triggering, voluntary"),
        definition=_EXTRA,
    ),
    "bladder_extra_reflex_involuntary": Text(
        label=N_("Supplementary bladder emptying: reflex triggering, involuntary"),
        short=N_("Reflex triggering, involuntary"),
        definition=_EXTRA,
    ),
    "bladder_extra_straining": Text(
        label=N_("Supplementary bladder emptying: straining"), short=N_("Straining"), definition=_EXTRA
    ),
    "bladder_extra_compression": Text(
        label=N_("Supplementary bladder emptying: external compression"),
        short=N_("External compression"),
        definition=_EXTRA,
    ),
    "bladder_extra_self_catheter": Text(
        label=N_("Supplementary bladder emptying: intermittent self-catheterisation"),
        short=N_("Intermittent self-catheterisation"),
        definition=_EXTRA,
    ),
    "bladder_extra_attendant_catheter": Text(
        label=N_("Supplementary bladder emptying: intermittent catheterisation by attendant"),
        short=N_("Intermittent catheterisation by attendant"),
        definition=_EXTRA,
    ),
    "bladder_extra_transurethral": Text(
        label=N_("Supplementary bladder emptying: indwelling urethral catheter"),
        short=N_("Indwelling urethral catheter"),
        definition=_EXTRA,
    ),
    "bladder_extra_suprapubic": Text(
        label=N_("Supplementary bladder emptying: suprapubic catheter"),
        short=N_("Suprapubic catheter"),
        definition=_EXTRA,
    ),
    "bladder_extra_diversion": Text(
        label=N_("Supplementary bladder emptying: urinary diversion or stoma"),
        short=N_("Urinary diversion or stoma"),
        definition=_EXTRA,
    ),
    "bladder_extra_other": Text(
        label=N_("Supplementary bladder emptying: other method"),
        short=N_("Other method"),
        definition=N_(
            "Ticked as a supplementary method of emptying the bladder. Sacral stimulation, which the form offered"
            " until 2020, is counted here."
        ),
    ),
}

URINARY_LEVELS: Mapping[str, Text] = {"any_leakage": Text(label=N_("Leakage or none"))}

URINARY_GROUPS: Mapping[str, Text] = {
    "voiding_or_intermittent": Text(label=N_("Normal voiding or intermittent catheterisation")),
    "indwelling_or_other": Text(label=N_("Indwelling catheter or another method")),
    "normal_voiding": Text(label=N_("Normal voiding")),
    "intermittent": Text(label=N_("Intermittent catheterisation")),
    "self_catheter": Text(label=N_("Intermittent self-catheterisation")),
    "attendant_catheter": Text(label=N_("Intermittent catheterisation by attendant")),
    "indwelling": Text(label=N_("Indwelling catheter")),
    "transurethral": Text(label=N_("Indwelling urethral catheter")),
    "suprapubic": Text(label=N_("Suprapubic catheter")),
    "reflex_to_other": Text(label=N_("Reflex triggering, straining, compression, diversion or other")),
    "reflex_voluntary": Text(label=N_("Reflex triggering, voluntary")),
    "reflex_involuntary": Text(label=N_("Reflex triggering, involuntary")),
    "bladder_straining": Text(label=N_("Straining")),
    "bladder_compression": Text(label=N_("External compression")),
    "urinary_diversion": Text(label=N_("Urinary diversion or stoma")),
    "other_bladder_method": Text(label=N_("Other method of emptying the bladder")),
    "leakage": Text(label=N_("Leakage")),
    "no_leakage": Text(label=N_("No leakage, or not applicable")),
    "weekly_not_daily": Text(label=N_("Weekly, not daily")),
    "less_than_weekly": Text(label=N_("Less than weekly")),
}
