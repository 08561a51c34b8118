//! Hive's folder layout: `key=value/key=value`, with the characters that a path cannot carry percent-encoded.

/// The folder value that stands for a null.
pub const DEFAULT_PARTITION: &str = "__HIVE_DEFAULT_PARTITION__";

/// Characters that Hive encodes in partition folders (`FileUtils.charToEscape`), besides control characters.
const ENCODED: &str = "\"#%'*/:=?\\{[]^\u{7f}";

/// Encodes a key or value for a folder name. An empty value becomes [`DEFAULT_PARTITION`], as Hive writes it.
pub fn encode_segment(text: &str) -> String {
    if text.is_empty() {
        return DEFAULT_PARTITION.to_owned();
    }
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_control() || ENCODED.contains(c) {
            encoded.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            encoded.push(c);
        }
    }
    encoded
}

/// Undoes percent-encoding. What is no valid encoding, or would not be text, stays as it is.
pub fn decode_segment(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1..at + 3).filter(|pair| bytes[at] == b'%' && pair.iter().all(u8::is_ascii_hexdigit));
        match pair.and_then(|pair| std::str::from_utf8(pair).ok()).and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// The folder path of a partition, without slashes at the ends: `year=2024/city=S%2FA`.
pub fn partition_path<K: AsRef<str>, V: AsRef<str>>(keys_and_values: impl IntoIterator<Item = (K, V)>) -> String {
    let folders: Vec<String> = keys_and_values
        .into_iter()
        .map(|(key, value)| format!("{}={}", encode_segment(key.as_ref()), encode_segment(value.as_ref())))
        .collect();
    folders.join("/")
}

/// Reads a path of `key=value` folders. None when a folder has no `=` or no key. Keys keep their case.
pub fn parse_partition_path(path: &str) -> Option<Vec<(String, String)>> {
    path.split('/')
        .filter(|folder| !folder.is_empty())
        .map(|folder| {
            let (key, value) = folder.split_once('=')?;
            (!key.is_empty()).then(|| (decode_segment(key), decode_segment(value)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn encodes_as_hive_does() {
        assert_eq!(
            partition_path([("dt", "2024-01-01 10:00:00"), ("c", "a/b=c")]),
            "dt=2024-01-01 10%3A00%3A00/c=a%2Fb%3Dc"
        );
        assert_eq!(partition_path([("k", "")]), "k=__HIVE_DEFAULT_PARTITION__");
        assert_eq!(decode_segment("S%C3%A3o"), "São");
        assert_eq!(decode_segment("100%"), "100%");
        assert_eq!(decode_segment("%zz%4"), "%zz%4");
        assert_eq!(decode_segment("%ff"), "%ff");
    }

    #[test]
    fn reads_only_key_value_folders() {
        assert_eq!(
            parse_partition_path("a=1/b=x=y/"),
            Some(vec![("a".into(), "1".into()), ("b".into(), "x=y".into())])
        );
        assert_eq!(parse_partition_path("a=1/2024"), None);
        assert_eq!(parse_partition_path("=1"), None);
        assert_eq!(parse_partition_path(""), Some(Vec::new()));
    }

    proptest! {
        #[test]
        fn any_values_survive(pairs in prop::collection::vec((".{1,12}", ".{1,12}"), 1..4)) {
            let path = partition_path(pairs.iter().map(|(key, value)| (key, value)));
            prop_assert_eq!(parse_partition_path(&path), Some(pairs));
        }
    }
}
