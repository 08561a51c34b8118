use super::*;

#[test]
fn values_are_told_by_their_shape_and_their_checksum() {
    for (text, kind) in [
        ("ann@example.com", Some(Kind::Email)),
        ("write to <bob.o'neil@mail.example.co.uk> please", Some(Kind::Email)),
        ("4111 1111 1111 1111", Some(Kind::Card)),
        ("378282246310005", Some(Kind::Card)),
        ("4111 1111 1111 1112", None),
        ("1234567890123456", None),
        ("DE89 3704 0044 0532 0130 00", Some(Kind::BankAccount)),
        ("DE89 3704 0044 0532 0130 01", None),
        ("078-05-1120", Some(Kind::NationalId)),
        // No area has this number: it is grouped as a telephone number.
        ("000-12-3456", Some(Kind::Phone)),
        ("12345678Z", Some(Kind::NationalId)),
        ("12345678A", None),
        ("QQ123456C", None),
        ("AB123456C", Some(Kind::NationalId)),
        ("192.168.0.12", Some(Kind::Ip)),
        ("2001:db8::1", Some(Kind::Ip)),
        ("+49 30 1234567", Some(Kind::Phone)),
        ("(212) 555-0199", Some(Kind::Phone)),
        ("2026-01-31", None),
        ("31.12.2026", None),
        ("2026-01-31 10:00:00", None),
        ("1234567", None),
        ("12.5", None),
        ("-12.3456789", None),
        ("221B Baker Street", Some(Kind::Address)),
        ("Hauptstraße 12a", Some(Kind::Address)),
        ("12 rue de la Paix", Some(Kind::Address)),
        ("oslo", None),
        ("", None),
    ] {
        assert_eq!(of_value(text), kind, "{text}");
    }
}

#[test]
fn titles_are_read_by_their_words() {
    for (title, kind) in [
        ("customer_email", Some(Kind::Email)),
        ("eMailAddress", Some(Kind::Email)),
        ("mobile_no", Some(Kind::Phone)),
        ("firstName", Some(Kind::Name)),
        ("last_name", Some(Kind::Name)),
        ("ssn", Some(Kind::NationalId)),
        ("client_ip", Some(Kind::Ip)),
        ("ship_to_street", Some(Kind::Address)),
        ("date_of_birth", Some(Kind::BirthDate)),
        ("file_name", None),
        ("table_name", None),
        ("shipped", None),
        ("description", None),
        ("zip_file", None),
    ] {
        assert_eq!(of_title(title), kind, "{title}");
    }
}

fn tally(values: &[&str]) -> Tally {
    let mut tally = Tally::default();
    values.iter().for_each(|value| tally.add(Some(value)));
    tally
}

#[test]
fn title_and_values_together_are_surer_than_either() {
    let mails = tally(&["a@example.com", "b@example.com", ""]);
    let both = judge("email", &mails).unwrap();
    let alone = judge("contact", &mails).unwrap();
    assert_eq!((both.kind, both.matches, both.values), (Kind::Email, 2, 2));
    assert!(both.confidence > alone.confidence);
    assert!(judge("email", &Tally::default()).unwrap().confidence < alone.confidence);
}

#[test]
fn values_that_say_otherwise_are_believed() {
    let numbers: Vec<String> = (0..30).map(|number| number.to_string()).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    assert_eq!(judge("email", &tally(&numbers)), None);
    assert_eq!(judge("amount", &tally(&numbers)), None);
    assert!(judge("last_name", &tally(&["smith"])).is_some());
}
