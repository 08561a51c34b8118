use super::*;
use crate::permission::effective::{IamDefaults, Picture, TableFacts};
use crate::permission::{Admins, Columns, Location};

const ACCOUNT: &str = "123456789012";

fn grant(principal: &str, permission: Permission, resource: Resource) -> Grant {
    let principal = Principal::as_given(principal);
    Grant { principal, resource, permission, columns: Columns::All, grantable: false }
}

fn rules(picture: &Picture, extra: &Extra) -> Vec<(Severity, &'static str)> {
    audit(&Lake::new(picture), extra).iter().map(|finding| (finding.severity, finding.rule)).collect()
}

fn sound() -> Picture {
    let table = TableFacts {
        database: "crm".to_owned(),
        table: "people".to_owned(),
        columns: ["id", "email"].map(str::to_owned).to_vec(),
        location: Some("s3://lake/people/".to_owned()),
    };
    let location = Location { arn: "arn:aws:s3:::lake".to_owned(), role: None, hybrid: false, verification: None };
    Picture {
        account: ACCOUNT.to_owned(),
        admins: Some(Admins { full: vec![format!("arn:aws:iam::{ACCOUNT}:root")], read_only: Vec::new() }),
        defaults: Some(IamDefaults::default()),
        databases: vec!["crm".to_owned()],
        tables: vec![table],
        locations: Some(vec![location]),
        ..Picture::default()
    }
}

#[test]
fn a_sound_lake_has_no_findings() {
    let mut picture = sound();
    let role = format!("arn:aws:iam::{ACCOUNT}:role/a");
    let own = grant(&role, Permission::Select, Resource::table("crm", "people"));
    picture.grants = vec![own.with_columns(Columns::only(["id"]))];
    let extra = Extra {
        personal: BTreeMap::from([(
            "crm.people".to_owned(),
            BTreeMap::from([("email".to_owned(), "tag pii=email".to_owned())]),
        )]),
        principals: Principals::Listed(BTreeSet::from([role])),
        ..Extra::default()
    };
    assert_eq!(rules(&picture, &extra), []);
    picture.grants[0].columns = Columns::All;
    assert_eq!(rules(&picture, &extra), [(Severity::Medium, "personal-data-readable")]);
    picture.grants[0].columns = Columns::only(["email"]);
    assert_eq!(rules(&picture, &extra), [(Severity::Low, "personal-data-readable")]);
}

#[test]
fn nobody_is_said_to_exist_whom_nobody_listed() {
    let mut picture = sound();
    let column = |name: &str| {
        let name = format!("arn:aws:iam::{ACCOUNT}:role/{name}");
        grant(&name, Permission::Select, Resource::table("crm", "people")).with_columns(Columns::only(["id"]))
    };
    picture.grants = vec![column("a"), column("me")];
    let caller = format!("arn:aws:sts::{ACCOUNT}:assumed-role/me/session");
    let asked = |principals: Principals| {
        let extra = Extra { principals, caller: caller.clone(), ..Extra::default() };
        let found = audit(&Lake::new(&picture), &extra);
        found.into_iter().map(|finding| (finding.severity, finding.subject)).collect::<Vec<_>>()
    };
    assert_eq!(asked(Principals::Everybody), []);
    let one = |severity| vec![(severity, format!("arn:aws:iam::{ACCOUNT}:role/a"))];
    assert_eq!(asked(Principals::default()), one(Severity::Unknown), "whoever asks is there");
    let listed = BTreeSet::from([format!("arn:aws:iam::{ACCOUNT}:role/me")]);
    assert_eq!(asked(Principals::Listed(listed)), one(Severity::High));
}

#[test]
fn everything_that_is_wrong_is_found() {
    let mut picture = sound();
    let people = Resource::table("crm", "people");
    picture.grants = vec![
        grant("IAM_ALLOWED_PRINCIPALS", Permission::All, people.clone()),
        grant("arn:aws:iam::123456789012:role/a", Permission::All, Resource::database("crm")),
        grant("999999999999", Permission::Select, people.clone()),
        grant("123456789012:IAMPrincipals", Permission::Describe, people.clone()),
        grant("arn:aws:iam::123456789012:role/a", Permission::Select, Resource::table("crm", "old")),
        Grant { grantable: true, ..grant("arn:aws:iam::123456789012:role/gone", Permission::Select, people) },
    ];
    picture.defaults = Some(IamDefaults { databases: false, tables: true });
    picture.locations = Some(Vec::new());
    let known = BTreeSet::from(["arn:aws:iam::123456789012:role/a".to_owned()]);
    let found = rules(&picture, &Extra { principals: Principals::Listed(known), ..Extra::default() });
    let mut names: Vec<&str> = found.iter().map(|(_, rule)| *rule).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "default-for-new-objects",
            "grant-option",
            "granted-to-another-account",
            "granted-to-everybody",
            "iam-default-open",
            "stale-grant",
            "super-grant",
            "unknown-principal",
            "unregistered-location",
        ]
    );
    assert!(found.windows(2).all(|pair| pair[0].0 >= pair[1].0), "the worst comes first: {found:?}");
}

#[test]
fn what_iam_says_of_each_principal_is_what_is_found() {
    let mut picture = sound();
    let arn = |name: &str| format!("arn:aws:iam::{ACCOUNT}:{name}");
    let holders = [
        arn("role/there"),
        arn("role/gone"),
        arn("user/eng/moved"),
        arn("role/denied"),
        arn("saml-provider/idp:group/g"),
        "arn:aws:identitystore:::group/1".to_owned(),
        "arn:aws:iam::999999999999:role/theirs".to_owned(),
        arn("root"),
    ];
    let on = Resource::table("crm", "people");
    let narrow = |name: &String| grant(name, Permission::Select, on.clone()).with_columns(Columns::only(["id"]));
    picture.grants = holders.iter().map(narrow).collect();
    let answers = [
        ("role/there", Existence::There),
        ("role/gone", Existence::Gone),
        ("user/eng/moved", Existence::Elsewhere(arn("user/moved"))),
        ("role/denied", Existence::Unknown("no".to_owned())),
    ];
    let answers = answers.into_iter().map(|(name, said)| (Principal::as_given(&arn(name)), said)).collect();
    let extra = Extra { principals: Principals::Asked(answers), ..Extra::default() };
    let found: Vec<(Severity, String)> = audit(&Lake::new(&picture), &extra)
        .into_iter()
        .filter(|finding| finding.rule != "granted-to-another-account")
        .map(|finding| (finding.severity, finding.subject))
        .collect();
    let expected = [
        (Severity::High, arn("role/gone")),
        (Severity::High, arn("user/eng/moved")),
        (Severity::Unknown, arn("role/denied")),
        (Severity::Unknown, arn("saml-provider/idp:group/g")),
        (Severity::Unknown, "arn:aws:identitystore:::group/1".to_owned()),
    ];
    assert_eq!(found, expected);
}
