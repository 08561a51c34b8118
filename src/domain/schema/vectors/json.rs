//! JSON Schema: every rule of the published set that a pair can be written for, in both of its directions.

use super::*;

const DRAFT_4: &str = r#""$schema":"http://json-schema.org/draft-04/schema#","#;

fn hold_bodies(profile: Profile, pairs: &[(&str, &str, bool)]) {
    let texts: Vec<(String, String, bool)> = pairs
        .iter()
        .map(|(writer, reader, reads)| (format!("{{{writer}}}"), format!("{{{reader}}}"), *reads))
        .collect();
    let pairs: Vec<(&str, &str, bool)> =
        texts.iter().map(|(writer, reader, reads)| (writer.as_str(), reader.as_str(), *reads)).collect();
    hold(DataFormat::Json, profile, &pairs);
}

/// Each keyword of a type with (loose, strict): what is loosened reads the old data, what is tightened does not.
#[test]
fn bounds_may_be_loosened_and_not_tightened() {
    let bounds = [
        ("string", "", r#","maxLength":3"#),
        ("string", r#","maxLength":4"#, r#","maxLength":3"#),
        ("string", "", r#","minLength":3"#),
        ("string", r#","minLength":2"#, r#","minLength":3"#),
        ("string", "", r#","pattern":"^a""#),
        ("number", "", r#","maximum":3"#),
        ("number", r#","maximum":4"#, r#","maximum":3"#),
        ("number", "", r#","minimum":3"#),
        ("number", r#","minimum":2"#, r#","minimum":3"#),
        ("number", "", r#","exclusiveMaximum":3"#),
        ("number", r#","exclusiveMaximum":4"#, r#","exclusiveMaximum":3"#),
        ("number", "", r#","exclusiveMinimum":3"#),
        ("number", r#","exclusiveMinimum":2"#, r#","exclusiveMinimum":3"#),
        ("number", "", r#","multipleOf":3"#),
        ("number", r#","multipleOf":3"#, r#","multipleOf":6"#),
        ("object", "", r#","maxProperties":3"#),
        ("object", r#","maxProperties":4"#, r#","maxProperties":3"#),
        ("object", "", r#","minProperties":3"#),
        ("object", r#","minProperties":2"#, r#","minProperties":3"#),
        ("object", "", r#","dependencies":{"a":["b"]}"#),
        ("object", r#","dependencies":{"a":["b"]}"#, r#","dependencies":{"a":["b","c"]}"#),
        ("object", "", r#","dependencies":{"a":{"minProperties":2}}"#),
        ("object", "", r#","additionalProperties":false"#),
        ("object", "", r#","additionalProperties":{"type":"string"}"#),
        ("object", r#","additionalProperties":{"type":"string"}"#, r#","additionalProperties":false"#),
        ("object", r#","additionalProperties":{"type":"number"}"#, r#","additionalProperties":{"type":"integer"}"#),
        ("object", r#","properties":{"a":{}}"#, r#","properties":{"a":{}},"required":["a"]"#),
        ("array", "", r#","maxItems":3"#),
        ("array", r#","maxItems":4"#, r#","maxItems":3"#),
        ("array", "", r#","minItems":3"#),
        ("array", r#","minItems":2"#, r#","minItems":3"#),
        ("array", "", r#","uniqueItems":true"#),
        ("array", "", r#","items":{"type":"string"}"#),
        ("array", r#","items":[{}]"#, r#","items":[{}],"additionalItems":false"#),
        (
            "array",
            r#","items":[{}],"additionalItems":{"type":"number"}"#,
            r#","items":[{}],"additionalItems":{"type":"integer"}"#,
        ),
    ];
    let mut pairs = Vec::new();
    for (kind, loose, strict) in bounds {
        let [loose, strict] = [loose, strict].map(|rest| format!(r#"{{"type":"{kind}"{rest}}}"#));
        pairs.push((strict.clone(), loose.clone(), true));
        pairs.push((loose, strict, false));
    }
    let pairs: Vec<(&str, &str, bool)> =
        pairs.iter().map(|(writer, reader, reads)| (writer.as_str(), reader.as_str(), *reads)).collect();
    hold(DataFormat::Json, Profile::Glue, &pairs);
}

#[test]
fn what_changes_both_ways_breaks() {
    hold_bodies(
        Profile::Glue,
        &[
            (r#""type":"number","multipleOf":2"#, r#""type":"number","multipleOf":3"#, false),
            (r#""dependencies":{"a":["b"]}"#, r#""dependencies":{"a":["c"]}"#, false),
            (r#""const":"a""#, r#""const":"b""#, false),
            (r#""const":"a""#, r#""const":"a""#, true),
            (r#""type":"string","enum":["a"]"#, r#""type":"string","enum":["b","a"]"#, true),
            (r#""type":"string","enum":["a","b"]"#, r#""type":"string","enum":["b"]"#, false),
            (r#""type":"string","enum":["a","b"]"#, r#""type":"string","enum":["b","a"]"#, true),
        ],
    );
    // The fourth draft says by a word whether a bound counts itself.
    let open = format!(r#"{{{DRAFT_4}"type":"number","maximum":3}}"#);
    let shut = format!(r#"{{{DRAFT_4}"type":"number","maximum":3,"exclusiveMaximum":true}}"#);
    hold(DataFormat::Json, Profile::Glue, &[(&open, &shut, false), (&shut, &open, true)]);
}

#[test]
fn properties_go_by_the_model_they_come_into() {
    let open = r#""type":"object","properties":{}"#;
    let closed = r#""type":"object","properties":{},"additionalProperties":false"#;
    let texts = r#""type":"object","properties":{},"additionalProperties":{"type":"string"}"#;
    let some =
        r#""type":"object","properties":{},"patternProperties":{"^s":{"type":"string"}},"additionalProperties":false"#;
    let with = |model: &str, property: &str, more: &str| {
        format!("{}{more}", model.replace(r#""properties":{}"#, &format!(r#""properties":{{{property}}}"#)))
    };
    let text = r#""s1":{"type":"string"}"#;
    let number = r#""s1":{"type":"integer"}"#;
    let filled = r#""s1":{"type":"string","default":"x"}"#;
    let wanted = r#","required":["s1"]"#;
    // (old, new, strict, lenient)
    let cases = [
        (open.to_owned(), with(open, text, ""), false, true),
        (open.to_owned(), with(open, r#""s1":{}"#, ""), true, true),
        (open.to_owned(), with(open, text, wanted), false, false),
        (open.to_owned(), with(open, filled, wanted), false, true),
        (closed.to_owned(), with(closed, text, ""), true, true),
        (closed.to_owned(), with(closed, text, wanted), false, false),
        (closed.to_owned(), with(closed, filled, wanted), true, true),
        (texts.to_owned(), with(texts, text, ""), true, true),
        (texts.to_owned(), with(texts, number, ""), false, true),
        (some.to_owned(), with(some, text, ""), true, true),
        (some.to_owned(), with(some, number, ""), false, true),
        (with(open, text, ""), open.to_owned(), true, true),
        (with(closed, text, ""), closed.to_owned(), false, true),
        (with(closed, r#""s1":false"#, ""), closed.to_owned(), true, true),
        (with(texts, text, ""), texts.to_owned(), true, true),
        (with(texts, number, ""), texts.to_owned(), false, true),
        (with(some, text, ""), some.to_owned(), true, true),
        (with(some, number, ""), some.to_owned(), false, true),
        (with(open, filled, ""), with(open, filled, wanted), true, true),
        (with(open, text, ""), with(open, text, wanted), false, false),
        (open.to_owned(), closed.to_owned(), false, true),
        (open.to_owned(), texts.to_owned(), false, true),
        (texts.to_owned(), open.to_owned(), true, true),
    ];
    for (profile, is_lenient) in [(Profile::Glue, false), (Profile::JsonLenient, true)] {
        let pairs: Vec<(&str, &str, bool)> = cases
            .iter()
            .map(|(old, new, strict, lenient)| {
                (old.as_str(), new.as_str(), if is_lenient { *lenient } else { *strict })
            })
            .collect();
        hold_bodies(profile, &pairs);
    }
}

#[test]
fn items_go_by_the_model_they_come_into() {
    let (one, two) = (r#""items":[{"type":"string"}]"#, r#""items":[{"type":"string"},{"type":"integer"}]"#);
    let (any, closed) = (r#""items":[{"type":"string"},{}]"#, r#","additionalItems":false"#);
    let (number, text) = (r#","additionalItems":{"type":"number"}"#, r#","additionalItems":{"type":"string"}"#);
    let of = |items: &str, rest: &str| format!(r#""type":"array",{items}{rest}"#);
    let cases = [
        (of(one, ""), of(two, ""), false),
        (of(one, ""), of(any, ""), true),
        (of(one, closed), of(two, closed), true),
        (of(one, number), of(two, number), false),
        (of(one, text), of(two, text), false),
        (of(two, ""), of(one, ""), true),
        (of(two, closed), of(one, closed), false),
        (of(two, number), of(one, number), true),
        (of(two, text), of(one, text), false),
    ];
    let pairs: Vec<(&str, &str, bool)> =
        cases.iter().map(|(old, new, reads)| (old.as_str(), new.as_str(), *reads)).collect();
    hold_bodies(Profile::Glue, &pairs);
}

#[test]
fn combinations_and_their_branches() {
    let (text, number, yes) = (r#"{"type":"string"}"#, r#"{"type":"integer"}"#, r#"{"type":"boolean"}"#);
    let (short, shorter) = (r#"{"type":"string","maxLength":5}"#, r#"{"type":"string","maxLength":3}"#);
    let of = |word: &str, branches: &[&str]| format!(r#"{{"{word}":[{}]}}"#, branches.join(","));
    let mut cases = vec![
        (text.to_owned(), of("oneOf", &[text, number]), true),
        (text.to_owned(), of("anyOf", &[number, text]), true),
        (text.to_owned(), of("anyOf", &[number, yes]), false),
        (of("oneOf", &[text]), text.to_owned(), true),
        (of("oneOf", &[text, number]), text.to_owned(), false),
        (of("oneOf", &[text, number]), of("anyOf", &[text, number]), true),
        (of("anyOf", &[text, number]), of("oneOf", &[text, number]), false),
        (of("allOf", &[short]), of("allOf", &[short, r#"{"pattern":"a"}"#]), false),
        (of("allOf", &[short, r#"{"pattern":"a"}"#]), of("allOf", &[short]), true),
        (r#"{"type":["string","null"]}"#.to_owned(), r#"{"type":["null","integer","string"]}"#.to_owned(), true),
        (r#"{"type":["string","integer"]}"#.to_owned(), r#"{"type":["string","null"]}"#.to_owned(), false),
        (r#"{"type":["string","integer"]}"#.to_owned(), of("anyOf", &[text, number]), true),
        (r#"{"not":{"type":["string","integer"]}}"#.to_owned(), r#"{"not":{"type":"string"}}"#.to_owned(), true),
        (r#"{"not":{"type":"string"}}"#.to_owned(), r#"{"not":{"type":["string","integer"]}}"#.to_owned(), false),
        ("false".to_owned(), text.to_owned(), true),
        (text.to_owned(), "false".to_owned(), false),
        (text.to_owned(), "{}".to_owned(), true),
        ("{}".to_owned(), text.to_owned(), false),
    ];
    for word in ["oneOf", "anyOf"] {
        cases.extend([
            (of(word, &[text, number]), of(word, &[number, text]), true),
            (of(word, &[text, number]), of(word, &[number, text, yes]), true),
            (of(word, &[text, number, yes]), of(word, &[number, text]), false),
            (of(word, &[shorter, number]), of(word, &[number, short]), true),
            (of(word, &[short, number]), of(word, &[number, shorter]), false),
            (of(word, &[text, number]), of(word, &[text, yes]), false),
        ]);
    }
    let pairs: Vec<(&str, &str, bool)> =
        cases.iter().map(|(old, new, reads)| (old.as_str(), new.as_str(), *reads)).collect();
    hold(DataFormat::Json, Profile::Glue, &pairs);
}

#[test]
fn references_mean_what_they_lead_to() {
    let by_name = |definition: &str| {
        format!(
            r##"{{"type":"object","properties":{{"a":{{"$ref":"#/definitions/x"}}}},"definitions":{{"x":{definition}}}}}"##
        )
    };
    let inline = |definition: &str| format!(r#"{{"type":"object","properties":{{"a":{definition}}}}}"#);
    let list = |kind: &str| {
        format!(
            r##"{{"type":"object","properties":{{"value":{{"type":"{kind}"}},"next":{{"$ref":"#"}}}},"additionalProperties":false}}"##
        )
    };
    let (number, whole) = (r#"{"type":"number"}"#, r#"{"type":"integer"}"#);
    let cases = [
        (by_name(whole), by_name(number), true),
        (by_name(number), by_name(whole), false),
        (by_name(number), inline(number), true),
        (inline(number), by_name(number), true),
        (inline(number), by_name(whole), false),
        (list("integer"), list("number"), true),
        (list("number"), list("integer"), false),
    ];
    let pairs: Vec<(&str, &str, bool)> =
        cases.iter().map(|(old, new, reads)| (old.as_str(), new.as_str(), *reads)).collect();
    hold(DataFormat::Json, Profile::Glue, &pairs);
}

#[test]
fn what_is_for_people_changes_nothing() {
    hold_bodies(
        Profile::Glue,
        &[
            (r#""$id":"http://a.example/x","type":"string""#, r#""$id":"http://a.example/y","type":"string""#, true),
            (r#""type":"string","title":"a""#, r#""type":"string","description":"b""#, true),
            (r#""type":"string","default":"a""#, r#""type":"string","default":"b""#, true),
            (r#""type":"string""#, r#""type":"string","examples":["a"]"#, true),
        ],
    );
}

/// Published pairs whose published verdict a value refutes. The strict set is followed where it says so; `semantic` is not.
#[test]
fn known_mistakes_of_published_pairs_are_not_repeated_by_meaning() {
    let pairs = [
        // {"foo": "x"} was valid and is not.
        (r#"{"type":"object","required":["foo"]}"#, r#"{"type":"object","required":["bar"]}"#),
        // "" fits both branches.
        (
            r#"{"oneOf":[{"type":"string"}]}"#,
            r#"{"oneOf":[{"type":"string"},{"type":["string","null"],"maxLength":0}]}"#,
        ),
    ];
    for (old, new) in pairs {
        assert_eq!(reads(DataFormat::Json, Profile::Semantic, new, old), Outcome::Incompatible, "{old} -> {new}");
    }
}
