//! What a column's title says.

use super::Kind;

/// The kind that a title names; none when it names none.
pub fn of_title(title: &str) -> Option<Kind> {
    let words = words(title);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let joined = words.join(" ");
    let says = |wanted: &[&str]| wanted.iter().any(|phrase| joined.contains(phrase));
    if has(&["email", "mail", "emails", "emailaddress"]) || says(&["e mail"]) {
        return Some(Kind::Email);
    }
    if has(&["ssn", "nino", "dni", "nir", "pesel", "passport", "steuerid", "taxid", "nationalid"])
        || says(&["social security", "national id", "tax id", "steuer id", "personal id", "id card"])
    {
        return Some(Kind::NationalId);
    }
    if has(&["iban", "bic"]) || says(&["bank account", "account iban"]) {
        return Some(Kind::BankAccount);
    }
    if has(&["pan", "ccn", "cardnumber", "creditcard"]) || says(&["card number", "card no", "credit card", "card num"])
    {
        return Some(Kind::Card);
    }
    if has(&["phone", "telephone", "tel", "mobile", "msisdn", "fax", "cell", "cellphone", "phonenumber"]) {
        return Some(Kind::Phone);
    }
    if has(&["ip", "ipaddress", "ipaddr", "ipv4", "ipv6"]) {
        return Some(Kind::Ip);
    }
    if has(&["dob", "birthday", "birthdate"]) || says(&["date of birth", "birth date", "birth day"]) {
        return Some(Kind::BirthDate);
    }
    if has(&["street", "address", "addr", "postcode", "zipcode"]) || says(&["postal code", "zip code"]) {
        return Some(Kind::Address);
    }
    let is_name = has(&["surname", "forename", "firstname", "lastname", "fullname", "nickname", "username"])
        || says(&[
            "first name",
            "last name",
            "full name",
            "given name",
            "family name",
            "middle name",
            "maiden name",
            "customer name",
            "person name",
            "contact name",
            "patient name",
            "employee name",
            "user name",
        ]);
    (is_name || is_weak(title)).then_some(Kind::Name)
}

/// A title that says `name` and not whose.
pub fn is_weak(title: &str) -> bool {
    words(title) == ["name"]
}

/// The words of a title: apart at whatever is no letter or digit, and where a capital follows a small letter.
fn words(title: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_is_small = false;
    for letter in title.chars() {
        let last = words.last_mut().expect("there is always one");
        if !letter.is_alphanumeric() {
            words.push(String::new());
        } else if letter.is_uppercase() && before_is_small {
            words.push(letter.to_lowercase().collect());
        } else {
            last.extend(letter.to_lowercase());
        }
        before_is_small = letter.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}
