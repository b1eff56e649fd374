//! Codes and short names that tables have: roles, needs and ethnicities, in words.
//!
//! Needs and ethnicities are those of the Department for Education's person-level SEN2 return.

/// A word: how it is listed, how it is written in the text, what it means.
pub(super) type Entry = (&'static str, &'static [&'static str], &'static str);

/// Every code that is explained, in the order of the alphabet.
pub(super) const CODES: &[Entry] = &[
    ("ABAN", &["aban"], "Asian: Bangladeshi."),
    ("AIND", &["aind"], "Asian: Indian."),
    ("AOTH", &["aoth"], "Asian: other."),
    ("APKN", &["apkn"], "Asian: Pakistani."),
    ("ASD", &["asd"], "Autistic spectrum disorder."),
    ("BAFR", &["bafr"], "Black: African."),
    ("BCRB", &["bcrb"], "Black: Caribbean."),
    ("BOTH", &["both"], "Black: other."),
    ("CHNE", &["chne"], "Chinese."),
    ("DS", &["ds"], "Down syndrome."),
    ("ELSA", &["elsa"], "Emotional literacy support assistant."),
    ("EP", &["ep"], "Educational psychologist."),
    ("F, M", &["f", "m"], "Female, male."),
    ("HI", &["hi"], "Hearing impairment."),
    ("HLTA", &["hlta"], "Higher level teaching assistant."),
    ("MLD", &["mld"], "Moderate learning difficulty."),
    ("MOTH", &["moth"], "Mixed: other."),
    (
        "MSI",
        &["msi"],
        "Multi-sensory impairment; as a role, a teacher for it.",
    ),
    ("MWAS", &["mwas"], "Mixed: White and Asian."),
    ("MWBA", &["mwba"], "Mixed: White and Black African."),
    ("MWBC", &["mwbc"], "Mixed: White and Black Caribbean."),
    ("NOBT", &["nobt"], "Not obtained."),
    ("OOTH", &["ooth"], "Any other."),
    ("OT", &["ot"], "Occupational therapist."),
    ("OTH", &["oth"], "Other."),
    ("PD", &["pd"], "Physical disability."),
    (
        "PMLD",
        &["pmld"],
        "Profound and multiple learning difficulty.",
    ),
    ("QToD", &["qtod"], "Qualified teacher of the deaf."),
    (
        "QTVI",
        &["qtvi"],
        "Qualified teacher of pupils with vision impairment.",
    ),
    ("REFU", &["refu"], "Would not say."),
    ("SaLT", &["salt"], "Speech and language therapist."),
    ("SEMH", &["semh"], "Social, emotional and mental health."),
    (
        "SENCO",
        &["senco"],
        "Special educational needs coordinator of a school.",
    ),
    (
        "SLCN",
        &["slcn"],
        "Speech, language and communication needs.",
    ),
    ("SLD", &["sld"], "Severe learning difficulty."),
    (
        "SPLD",
        &["spld"],
        "Specific learning difficulty, such as dyslexia.",
    ),
    ("TA", &["ta"], "Teaching assistant."),
    ("VI", &["vi"], "Vision impairment."),
    ("WBRI", &["wbri"], "White: British."),
    ("WIRI", &["wiri"], "White: Irish."),
    ("WIRT", &["wirt"], "White: Traveller of Irish heritage."),
    ("WOTH", &["woth"], "White: other."),
    ("WROM", &["wrom"], "White: Gypsy or Roma."),
];
