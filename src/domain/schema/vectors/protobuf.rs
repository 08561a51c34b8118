//! Protobuf: kinds of fields on the wire, whole files, and both syntaxes.

use super::*;

#[test]
fn scalars_change_within_their_group() {
    let groups: [&[&str]; 6] = [
        &["int32", "int64", "uint32", "uint64", "bool", "E"],
        &["sint32", "sint64"],
        &["string", "bytes"],
        &["fixed32", "sfixed32"],
        &["fixed64", "sfixed64"],
        &["float"],
    ];
    let groups = groups.into_iter().chain([&["double"][..], &["N"][..], &["map<string, string>"][..]]);
    let kinds: Vec<(usize, &str)> =
        groups.enumerate().flat_map(|(group, kinds)| kinds.iter().map(move |kind| (group, *kind))).collect();
    let mut texts = Vec::new();
    for (old_group, old) in &kinds {
        for (new_group, new) in &kinds {
            texts.push((format!("{old} a = 1;"), format!("{new} a = 1;"), old_group == new_group));
        }
    }
    let pairs: Vec<(&str, &str, bool)> =
        texts.iter().map(|(writer, reader, reads)| (writer.as_str(), reader.as_str(), *reads)).collect();
    hold_messages(Profile::Glue, &pairs);
}

#[test]
fn files_lose_no_message_and_keep_their_package() {
    let file = |rest: &str| format!("syntax = \"proto3\"; {rest}");
    let cases = [
        (file("package a; message M {}"), file("package b; message M {}"), false),
        (file("message M {}"), file("package b; message M {}"), false),
        (file("message M {} message N {}"), file("message M {}"), false),
        (file("message M {}"), file("message M {} message N {}"), true),
        (file("message M {} message N {}"), file("message N {} message M {}"), true),
        (file("message M { message I {} }"), file("message M {}"), false),
        (file("message M {}"), file("message M { message I {} }"), true),
        (file("message M {} enum E { Z = 0; }"), file("message M {}"), true),
        (file("message M {}"), file("message M {} enum E { Z = 0; }"), true),
        (file("enum E { Z = 0; A = 1; }"), file("enum E { Z = 0; }"), true),
        (file("enum E { Z = 0; A = 1; }"), file("enum E { Z = 0; B = 1; }"), true),
        (file("enum E { Z = 0; }"), file("enum E { Z = 0; A = 1; }"), true),
        (
            file("message N {} message O {} message M { N a = 1; }"),
            file("message N {} message O {} message M { O a = 1; }"),
            false,
        ),
        (
            file("message N { int32 x = 1; } message M { N a = 1; }"),
            file("message N { string x = 1; } message M { N a = 1; }"),
            false,
        ),
        (file("message M { M next = 1; int32 x = 2; }"), file("message M { M next = 1; int64 x = 2; }"), true),
        (file("message M { M next = 1; int32 x = 2; }"), file("message M { M next = 1; string x = 2; }"), false),
        (file("message M {}"), file("option java_package = \"x\"; message M {}"), true),
        (file("message M {} service S { rpc A(M) returns (M); }"), file("message M {}"), true),
    ];
    let pairs: Vec<(&str, &str, bool)> =
        cases.iter().map(|(writer, reader, reads)| (writer.as_str(), reader.as_str(), *reads)).collect();
    hold(DataFormat::Protobuf, Profile::Glue, &pairs);
}

#[test]
fn what_must_be_there_neither_comes_nor_goes() {
    let of = |members: &str| format!("syntax = \"proto2\"; message M {{ {members} }}");
    let cases = [
        (of(""), of("required int32 a = 1;"), false),
        (of("required int32 a = 1;"), of(""), false),
        (of(""), of("optional int32 a = 1;"), true),
        (of("optional int32 a = 1;"), of(""), true),
        (of("optional int32 a = 1;"), of("repeated int32 a = 1;"), false),
        (of("repeated int32 a = 1;"), of("optional int32 a = 1;"), false),
        (of("optional string a = 1;"), of("repeated string a = 1;"), true),
        (of("optional int32 a = 1;"), of("optional int32 b = 1;"), true),
        (of("optional int32 a = 1 [default = 3];"), of("optional int32 a = 1 [default = 4];"), true),
    ];
    let pairs: Vec<(&str, &str, bool)> =
        cases.iter().map(|(writer, reader, reads)| (writer.as_str(), reader.as_str(), *reads)).collect();
    hold(DataFormat::Protobuf, Profile::Glue, &pairs);
}

#[test]
fn members_of_a_oneof() {
    hold_messages(
        Profile::Glue,
        &[
            ("", "oneof o { string a = 1; }", true),
            ("oneof o { string a = 1; int32 b = 2; }", "oneof p { string a = 1; int32 b = 2; }", true),
            ("oneof o { string a = 1; }", "oneof o { int32 a = 1; }", false),
            ("string a = 1; oneof o { int32 b = 2; }", "oneof o { int32 b = 2; string a = 1; }", false),
            ("oneof o { string a = 1; int32 b = 2; }", "string a = 1; int32 b = 2;", true),
        ],
    );
}
