//! Who may talk to the port at all.
//!
//! A web page can make a browser send requests to 127.0.0.1, and with a name of its own that its DNS points there
//! ("rebinding") it may even read the answers. Both leave a trace: an `Origin` header, or a `Host` that is not this
//! machine's. No AWS client sends either.

use http::header::{HOST, HeaderMap, ORIGIN};
use http::request::Parts;

use crate::wire::{Response, full};

/// Why a request is refused before it is routed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It comes from a web page.
    Origin,
    /// It names no host, or more than one.
    NoHost,
    /// It is meant for another host.
    ForeignHost(String),
}

impl Refusal {
    /// 403 with the reason.
    pub fn response(&self) -> Response {
        let message = match self {
            Self::Origin => "requests from web pages are refused (the request has an Origin header)".to_owned(),
            Self::NoHost => "a request names exactly one host".to_owned(),
            Self::ForeignHost(host) => format!(
                "the local lake does not answer for host {host:?}; use 127.0.0.1, localhost or a name under .localhost"
            ),
        };
        let body = serde_json::json!({ "__type": "AccessDeniedException", "message": message }).to_string();
        let mut response = http::Response::new(full(body));
        *response.status_mut() = http::StatusCode::FORBIDDEN;
        response.headers_mut().insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
        response
    }
}

/// Lets a request in, or says why not.
pub fn check(parts: &Parts) -> Result<(), Refusal> {
    if parts.headers.contains_key(ORIGIN) {
        return Err(Refusal::Origin);
    }
    let host = one_host(&parts.headers)?;
    for name in [Some(host), parts.uri.authority().map(http::uri::Authority::as_str)].into_iter().flatten() {
        if !is_this_machine(name) {
            return Err(Refusal::ForeignHost(name.chars().take(100).collect()));
        }
    }
    Ok(())
}

/// Whether a request may reach `/_lake/…`: a browser's own request for another site's sake may not.
pub fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|value| value != "none" && value != "same-origin")
}

fn one_host(headers: &HeaderMap) -> Result<&str, Refusal> {
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().map_err(|_| Refusal::ForeignHost("(not text)".to_owned())),
        _ => Err(Refusal::NoHost),
    }
}

/// Whether a name can only mean this machine. `.localhost` is reserved for it (RFC 6761, 6.3), whatever stands before:
/// `bucket.s3.localhost`. A prefix that some AWS clients put before the host (`query-`, `data-`) changes nothing.
fn is_this_machine(authority: &str) -> bool {
    let name = match authority.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) if is_port(port) => return address == "::1",
            _ => return false,
        },
        None => match authority.split_once(':') {
            Some((name, port)) if is_port(&format!(":{port}")) => name,
            Some(_) => return false,
            None => authority,
        },
    };
    let name = name.to_ascii_lowercase();
    let name = ["query-", "data-", "stream-"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(&name);
    name == "127.0.0.1" || name == "localhost" || name.ends_with(".localhost")
}

fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|digits| digits.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_host(host: &str) -> Result<(), Refusal> {
        let (parts, ()) = http::Request::get("/").header(HOST, host).body(()).expect("a request").into_parts();
        check(&parts)
    }

    #[test]
    fn this_machine_is_let_in() {
        for host in [
            "127.0.0.1",
            "127.0.0.1:4566",
            "localhost",
            "LOCALHOST:1",
            "[::1]:4566",
            "[::1]",
            "bucket.s3.localhost:4566",
            "my.bucket.localhost",
            "query-localhost:4566",
            "data-127.0.0.1:4566",
        ] {
            assert_eq!(check_host(host), Ok(()), "{host}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for host in [
            "example.com",
            "127.0.0.1.example.com",
            "localhost.example.com",
            "notlocalhost",
            "10.0.0.1:4566",
            "0.0.0.0",
            "127.0.0.1@example.com",
            "127.0.0.1:80:80",
            "[::1].example.com",
            "[::2]",
            "s3.amazonaws.com",
            "",
        ] {
            assert!(matches!(check_host(host), Err(Refusal::ForeignHost(_))), "{host}");
        }
    }

    #[test]
    fn an_origin_is_refused_whatever_it_says() {
        for origin in ["null", "http://127.0.0.1", "https://example.com"] {
            let request = http::Request::get("/").header(HOST, "localhost").header(ORIGIN, origin).body(());
            let (parts, ()) = request.expect("a request").into_parts();
            assert_eq!(check(&parts), Err(Refusal::Origin));
        }
    }

    #[test]
    fn the_request_line_may_not_name_another_host() {
        let request = http::Request::get("http://example.com/").header(HOST, "localhost").body(());
        let (parts, ()) = request.expect("a request").into_parts();
        assert!(matches!(check(&parts), Err(Refusal::ForeignHost(_))));
    }

    #[test]
    fn exactly_one_host_is_named() {
        let (none, ()) = http::Request::get("/").body(()).expect("a request").into_parts();
        assert_eq!(check(&none), Err(Refusal::NoHost));
        let request = http::Request::get("/").header(HOST, "localhost").header(HOST, "localhost").body(());
        let (two, ()) = request.expect("a request").into_parts();
        assert_eq!(check(&two), Err(Refusal::NoHost));
    }
}
