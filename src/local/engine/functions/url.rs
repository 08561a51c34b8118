//! Functions over URLs.

use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::Int64Type;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::registry::Registry;
use super::rows::{self, Out};
use super::udf::{Arg, Args, Returns};
use crate::engine::error::EngineError;

/// What a form's parameter writes with percent signs.
const PARAMETER: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'*').remove(b' ');

pub fn register(r: &mut Registry) {
    use Arg::Text;
    macro_rules! parts {
        ($($name:literal => $each:expr),* $(,)?) => {$(
            r.add($name, Args::Exact(&[Text]), Returns::Text, |a| part(a, $each));
        )*};
    }
    parts! {
        "url_extract_protocol" => |url| url.scheme.to_owned(),
        "url_extract_host" => |url| url.host.to_owned(),
        "url_extract_path" => |url| decoded(url.path),
        "url_extract_query" => |url| decoded(url.query.unwrap_or_default()),
        "url_extract_fragment" => |url| decoded(url.fragment.unwrap_or_default()),
    }
    r.add("url_extract_port", Args::Exact(&[Text]), Returns::Bigint, |a| {
        let text = rows::text(&a[0])?;
        Ok(Arc::new(rows::to_number::<Int64Type>(a, |row| Ok(Url::parse(text.value(row)).and_then(|url| url.port)))?))
    });
    r.add("url_extract_parameter", Args::Exact(&[Text, Text]), Returns::Text, parameter);
    r.add("url_encode", Args::Exact(&[Text]), Returns::Text, |a| {
        let text = rows::text(&a[0])?;
        rows::to_text(a, |row| Ok(Some(utf8_percent_encode(text.value(row), PARAMETER).to_string().replace(' ', "+"))))
    });
    r.add("url_decode", Args::Exact(&[Text]), Returns::Text, decode);
}

struct Url<'a> {
    scheme: &'a str,
    host: &'a str,
    port: Option<i64>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Url<'a> {
    /// The parts of a URI; none when it is not one.
    fn parse(text: &'a str) -> Option<Self> {
        let illegal = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
        if text.contains(illegal) {
            return None;
        }
        let (rest, fragment) = match text.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment)),
            None => (text, None),
        };
        let (rest, query) = match rest.split_once('?') {
            Some((rest, query)) => (rest, Some(query)),
            None => (rest, None),
        };
        let (scheme, rest) = match rest.split_once(':') {
            Some((scheme, rest))
                if scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                    && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) =>
            {
                (scheme, rest)
            }
            _ => ("", rest),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
            None => ("", rest),
        };
        let server = authority.rsplit_once('@').map_or(authority, |(_, server)| server);
        let (host, port) = match server.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port.parse().ok()),
            _ => (server, None),
        };
        Some(Self { scheme, host, port, path, query, fragment })
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn part(args: &[ArrayRef], each: impl Fn(&Url<'_>) -> String) -> Out {
    let text = rows::text(&args[0])?;
    rows::to_text(args, |row| Ok(Url::parse(text.value(row)).map(|url| each(&url))))
}

/// The first parameter of that name; the empty text when it has no value.
fn parameter(args: &[ArrayRef]) -> Out {
    let (text, name) = (rows::text(&args[0])?, rows::text(&args[1])?);
    rows::to_text(args, |row| {
        let query = Url::parse(text.value(row)).and_then(|url| url.query);
        Ok(query.into_iter().flat_map(|query| query.split('&')).find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(&key.replace('+', " ")) == name.value(row)).then(|| decoded(&value.replace('+', " ")))
        }))
    })
}

fn decode(args: &[ArrayRef]) -> Out {
    let text = rows::text(&args[0])?;
    rows::to_text(args, |row| {
        let value = text.value(row);
        let broken = value.match_indices('%').any(|(at, _)| {
            !value.get(at + 1..at + 3).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        });
        if broken {
            return Err(EngineError::user(
                "INVALID_FUNCTION_ARGUMENT",
                format_args!("Illegal hex characters in escape (%) pattern: '{value}'"),
            ));
        }
        Ok(Some(decoded(&value.replace('+', " "))))
    })
}
