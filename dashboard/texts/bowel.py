# ruff: noqa: RUF001 - a range is written with an en dash
"""The words for bowel function: variables, levels of detail and groups."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

_MAIN = N_("Ticked as a main method of defaecation. A patient may have more than one.")
_EXTRA = N_("Ticked as a supplementary method of defaecation, beside the main one.")
_LAXATIVE = N_("Used by mouth, of patients who use any oral laxative.")
_SURGERY = N_("Ticked among the gastrointestinal operations, of patients who have had any.")

BOWEL_TEXTS: Mapping[str, Text] = {
    "bowel_emptying": Text(
        label=N_("Defaecation, main method"),
        short=N_("Defaecation"),
        definition=N_(
            "The main method of defaecation, one for each patient. Where several are ticked, a colostomy counts, and"
            " else the first of these: normal defaecation, straining, digital stimulation, suppositories, manual"
            " evacuation, mini enema, enema, sacral stimulation, another method."
        ),
    ),
    "bowel_main": Text(
        label=N_("Defaecation, all main methods"),
        short=N_("All main methods of defaecation"),
        definition=N_(
            "Every method ticked as a main one. A patient may have several, so shares do not add up."
        ),
    ),
    "bowel_main_normal": Text(
        label=N_("Main defaecation: normal"), short=N_("Normal defaecation"), definition=_MAIN
    ),
    "bowel_main_straining": Text(
        label=N_("Main defaecation: straining or bearing down"),
        short=N_("Straining or bearing down"),
        definition=_MAIN,
    ),
    "bowel_main_digital": Text(
        label=N_("Main defaecation: digital ano-rectal stimulation"),
        short=N_("Digital ano-rectal stimulation"),
        definition=_MAIN,
    ),
    "bowel_main_suppositories": Text(
        label=N_("Main defaecation: suppositories"), short=N_("Suppositories"), definition=_MAIN
    ),
    "bowel_main_manual": Text(
        label=N_("Main defaecation: manual evacuation"), short=N_("Manual evacuation"), definition=_MAIN
    ),
    "bowel_main_mini_enema": Text(
        label=N_("Main defaecation: mini enema"), short=N_("Mini enema"), definition=_MAIN
    ),
    "bowel_main_enema": Text(
        label=N_("Main defaecation: enema over 150 ml"), short=N_("Enema over 150 ml"), definition=_MAIN
    ),
    "bowel_main_colostomy": Text(
        label=N_("Main defaecation: colostomy"), short=N_("Colostomy"), definition=_MAIN
    ),
    "bowel_main_sacral": Text(
        label=N_("Main defaecation: sacral stimulation"), short=N_("Sacral stimulation"), definition=_MAIN
    ),
    "bowel_main_other": Text(
        label=N_("Main defaecation: other method"), short=N_("Other method"), definition=_MAIN
    ),
    "bowel_main_not_applicable": Text(
        label=N_("Main defaecation: not applicable, as answered"),
        short=N_("Not applicable, as answered"),
        definition=N_("The form says that the question of a main method of defaecation does not apply."),
    ),
    "bowel_main_not_known": Text(
        label=N_("Main defaecation: unknown"),
        short=N_("Unknown"),
        definition=N_("The form says that the main method of defaecation is unknown."),
    ),
    "bowel_extra": Text(
        label=N_("Defaecation, supplementary methods"),
        short=N_("Supplementary methods of defaecation"),
        definition=N_(
            "Every method ticked as a supplementary one, of all patients whose defaecation is recorded. Many have none."
        ),
    ),
    "bowel_extra_normal": Text(
        label=N_("Supplementary defaecation: normal"), short=N_("Normal defaecation"), definition=_EXTRA
    ),
    "bowel_extra_straining": Text(
        label=N_("Supplementary defaecation: straining or bearing down"),
        short=N_("Straining or bearing down"),
        definition=_EXTRA,
    ),
    "bowel_extra_digital": Text(
        label=N_("Supplementary defaecation: digital ano-rectal stimulation"),
        short=N_("Digital ano-rectal stimulation"),
        definition=_EXTRA,
    ),
    "bowel_extra_suppositories": Text(
        label=N_("Supplementary defaecation: suppositories"), short=N_("Suppositories"), definition=_EXTRA
    ),
    "bowel_extra_manual": Text(
        label=N_("Supplementary defaecation: manual evacuation"),
        short=N_("Manual evacuation"),
        definition=_EXTRA,
    ),
    "bowel_extra_mini_enema": Text(
        label=N_("Supplementary defaecation: mini enema"), short=N_("Mini enema"), definition=_EXTRA
    ),
    "bowel_extra_enema": Text(
        label=N_("Supplementary defaecation: enema over 150 ml"),
        short=N_("Enema over 150 ml"),
        definition=_EXTRA,
    ),
    "bowel_extra_sacral": Text(
        label=N_("Supplementary defaecation: sacral stimulation"),
        short=N_("Sacral stimulation"),
        definition=_EXTRA,
    ),
    "bowel_extra_other": Text(
        label=N_("Supplementary defaecation: other method"),
        short=N_("Other method"),
        definition=N_(
            "Ticked as a supplementary method of defaecation. A colostomy ticked there is counted here, because it is"
            " not a supplement to another method."
        ),
    ),
    "oral_laxatives": Text(
        label=N_("Oral laxatives used"),
        short=N_("Oral laxatives"),
        definition=N_("Whether the patient uses any laxative taken by mouth."),
    ),
    "oral_laxatives_which": Text(
        label=N_("Oral laxatives, which"),
        short=N_("Oral laxatives, which"),
        definition=N_(
            "The laxatives of patients who use any. A patient may use several, so shares do not add up."
        ),
    ),
    "laxative_osmotic_drops": Text(
        label=N_("Oral laxatives: osmotic, drops"), short=N_("Osmotic, drops"), definition=_LAXATIVE
    ),
    "laxative_osmotic_tablets": Text(
        label=N_("Oral laxatives: osmotic, tablets"), short=N_("Osmotic, tablets"), definition=_LAXATIVE
    ),
    "laxative_irritant_drops": Text(
        label=N_("Oral laxatives: irritant, drops"), short=N_("Irritant, drops"), definition=_LAXATIVE
    ),
    "laxative_irritant_tablets": Text(
        label=N_("Oral laxatives: irritant, tablets"), short=N_("Irritant, tablets"), definition=_LAXATIVE
    ),
    "laxative_prokinetic": Text(
        label=N_("Oral laxatives: prokinetic"), short=N_("Prokinetic"), definition=_LAXATIVE
    ),
    "laxative_other": Text(
        label=N_("Oral laxatives: other"), short=N_("Other laxative"), definition=_LAXATIVE
    ),
    "faecal_incontinence": Text(
        label=N_("Faecal incontinence (from 2019)"),
        short=N_("Faecal incontinence"),
        definition=N_(
            "How often faeces leak involuntarily, in the wordings used since 2019. Less than monthly and never are one"
            " answer, because the newest wording has them as one. Older answers are not mixed in."
        ),
    ),
    "faecal_incontinence_to_2018": Text(
        label=N_("Faecal incontinence (to 2018)"),
        short=N_("Faecal incontinence, to 2018"),
        definition=N_("How often faeces leaked involuntarily, in the wording used until 2018."),
    ),
    "bowel_surgery": Text(
        label=N_("Gastrointestinal surgery"),
        short=N_("Gastrointestinal surgery"),
        definition=N_("Whether the patient has had any gastrointestinal operation."),
    ),
    "bowel_surgery_which": Text(
        label=N_("Gastrointestinal surgery, which"),
        short=N_("Gastrointestinal surgery, which"),
        definition=N_(
            "The operations of patients who have had any. A patient may have had several, so shares do not add up."
        ),
    ),
    "bowel_surgery_appendicectomy": Text(
        label=N_("Gastrointestinal surgery: appendicectomy"),
        short=N_("Appendicectomy"),
        definition=_SURGERY,
    ),
    "bowel_surgery_cholecystectomy": Text(
        label=N_("Gastrointestinal surgery: cholecystectomy"),
        short=N_("Cholecystectomy"),
        definition=_SURGERY,
    ),
    "bowel_surgery_colostomy": Text(
        label=N_("Gastrointestinal surgery: colostomy"), short=N_("Colostomy"), definition=_SURGERY
    ),
    "bowel_surgery_ileostomy": Text(
        label=N_("Gastrointestinal surgery: ileostomy"), short=N_("Ileostomy"), definition=_SURGERY
    ),
    "bowel_surgery_haemorrhoids": Text(
        label=N_("Gastrointestinal surgery: haemorrhoidectomy"),
        short=N_("Haemorrhoidectomy"),
        definition=_SURGERY,
    ),
    "bowel_surgery_appendicostomy": Text(
        label=N_("Gastrointestinal surgery: appendicostomy"),
        short=N_("Appendicostomy"),
        definition=_SURGERY,
    ),
    "bowel_surgery_other": Text(
        label=N_("Gastrointestinal surgery: other operation"),
        short=N_("Other operation"),
        definition=_SURGERY,
    ),
    "bowel_dysfunction": Text(
        label=N_("Neurogenic bowel dysfunction (NBD) score"),
        short=N_("NBD score"),
        definition=N_(
            "The neurogenic bowel dysfunction score, 0 to 47 points; more points are a more severe dysfunction."
        ),
    ),
}

BOWEL_LEVELS: Mapping[str, Text] = {"monthly_or_not": Text(label=N_("At least monthly, or less"))}

BOWEL_GROUPS: Mapping[str, Text] = {
    "normal_defaecation": Text(label=N_("Normal defaecation")),
    "not_normal_defaecation": Text(label=N_("Any other method")),
    "rectal_emptying": Text(label=N_("Stimulation, evacuation, suppository or enema")),
    "straining_to_other": Text(label=N_("Straining, colostomy or other")),
    "bowel_straining": Text(label=N_("Straining or bearing down")),
    "rectal_by_hand": Text(label=N_("Digital stimulation or manual evacuation")),
    "rectal_by_agent": Text(label=N_("Suppository or enema")),
    "colostomy_or_other": Text(label=N_("Colostomy or other")),
    "digital_stimulation": Text(label=N_("Digital ano-rectal stimulation")),
    "suppositories": Text(label=N_("Suppositories")),
    "manual_evacuation": Text(label=N_("Manual evacuation")),
    "mini_enema": Text(label=N_("Mini enema")),
    "enema": Text(label=N_("Enema over 150 ml")),
    "colostomy": Text(label=N_("Colostomy")),
    "bowel_sacral": Text(label=N_("Sacral stimulation")),
    "other_bowel_method": Text(label=N_("Other method of defaecation")),
    "at_least_monthly": Text(label=N_("At least monthly")),
    "less_or_not_applicable": Text(label=N_("Less than monthly, never or not applicable")),
    "less_than_monthly_or_never": Text(label=N_("Less than monthly or never")),
    "one_to_six_a_week": Text(label=N_("1–6 times a week")),
    "one_to_four_a_month": Text(label=N_("1–4 times a month")),
    "more_than_daily": Text(label=N_("More than once a day")),
    "more_than_monthly": Text(label=N_("More than once a month, not weekly")),
    "less_than_monthly": Text(label=N_("Less than monthly")),
    "nbd_at_most_minor": Text(label=N_("At most minor (0–9)")),
    "nbd_at_least_moderate": Text(label=N_("At least moderate (10–47)")),
    "nbd_very_minor": Text(label=N_("Very minor (0–6)")),
    "nbd_minor": Text(label=N_("Minor (7–9)")),
    "nbd_moderate": Text(label=N_("Moderate (10–13)")),
    "nbd_severe": Text(label=N_("Severe (14–47)")),
}
