//! Who may: policies, signatures, public access, URLs with a time.

use super::*;

#[test]
fn a_policy_is_enforced_and_the_root_can_take_it_off() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"x").ok();
    let policy = |effect: &str, principal: &str, action: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"{effect}","Principal":{principal},"Action":"{action}","Resource":["arn:aws:s3:::raw","arn:aws:s3:::raw/*"]}}]}}"#
        )
    };
    client.put("/raw?policy", b"not json").fails(400, "MalformedPolicy");
    client.put("/raw?policy", policy("Allow", "\"*\"", "s3:GetObject").as_bytes()).fails(403, "AccessDenied");
    assert_eq!(client.put("/raw?policy", policy("Deny", "\"*\"", "s3:*").as_bytes()).status.as_u16(), 204);
    client.get("/raw/k").fails(403, "AccessDenied");
    client.send("DELETE", "/raw?policy", &[], b"").ok();
    client.get("/raw/k").ok();
    // Somebody else may do what a policy allows, and nothing more.
    let analyst = "arn:aws:iam::123456789012:role/analyst";
    let key = client.lake.lake.credential_for(analyst).unwrap().access_key;
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={key}/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
    );
    let as_analyst =
        |method: &str, target: &str| client.send(method, target, &[("authorization", &authorization)], b"");
    as_analyst("GET", "/raw/k").fails(403, "AccessDenied");
    as_analyst("GET", "/").fails(403, "AccessDenied");
    client.put("/raw?policy", policy("Allow", &format!("{{\"AWS\":\"{analyst}\"}}"), "s3:GetObject").as_bytes()).ok();
    as_analyst("GET", "/raw/k").ok();
    as_analyst("PUT", "/raw/k").fails(403, "AccessDenied");
    as_analyst("DELETE", "/raw/k").fails(403, "AccessDenied");
}

#[test]
fn without_a_signature_there_is_no_access() {
    let lake = testing::lake();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ask = |authorization: Option<&str>| {
        let mut request = http::Request::builder().uri("/").header("host", "127.0.0.1");
        if let Some(authorization) = authorization {
            request = request
                .header("authorization", authorization)
                .header("x-amz-date", "20261122T000000Z")
                .header("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        }
        let request = request.body(full("")).unwrap();
        runtime.block_on(async { handle(&lake.lake, request).await.status().as_u16() })
    };
    assert_eq!(ask(None), 403);
    let wrong =
        "AWS4-HMAC-SHA256 Credential=AKIAWRONG/20261122/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00";
    assert_eq!(ask(Some(wrong)), 403);
}

#[test]
fn policies_judge_what_a_request_says() {
    let client = Client::with_bucket();
    client.send("PUT", "/raw/secret", &[("x-amz-tagging", "class=pii")], b"x").ok();
    client.put("/raw/open", b"x").ok();
    let deny = |action: &str, resource: &str, condition: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Principal":"*","Action":"{action}","Resource":"arn:aws:s3:::{resource}","Condition":{condition}}}]}}"#
        )
    };
    let set = |policy: String| client.put("/raw?policy", policy.as_bytes()).ok();
    set(deny("s3:GetObject", "raw/*", r#"{"StringEquals":{"s3:ExistingObjectTag/class":"pii"}}"#));
    client.get("/raw/secret").fails(403, "AccessDenied");
    client.get("/raw/open").ok();
    set(deny("s3:ListBucket", "raw", r#"{"StringNotLike":{"s3:prefix":"mine/*"}}"#));
    client.get("/raw?list-type=2").fails(403, "AccessDenied");
    client.get("/raw?list-type=2&prefix=mine%2Fx").ok();
    set(deny("s3:PutObject", "raw/*", r#"{"Null":{"s3:x-amz-server-side-encryption":"true"}}"#));
    client.put("/raw/new", b"x").fails(403, "AccessDenied");
    client.send("PUT", "/raw/new", &[("x-amz-server-side-encryption", "AES256")], b"x").ok();
    set(deny("s3:GetObject", "raw/*", r#"{"NotIpAddress":{"aws:SourceIp":"127.0.0.1/32"}}"#));
    client.get("/raw/open").ok();
}

#[test]
fn the_accounts_public_access_block_counts_for_every_bucket() {
    let client = Client::with_bucket();
    let account = [("x-amz-account-id", "123456789012")];
    let path = "/v20180820/configuration/publicAccessBlock";
    client.send("GET", path, &account, b"").fails(404, "NoSuchPublicAccessBlockConfiguration");
    client.send("DELETE", "/raw?publicAccessBlock", &[], b"").ok();
    let public = br#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::raw/*"}]}"#;
    client.put("/raw?policy", public).ok();
    let blocked =
        b"<PublicAccessBlockConfiguration><BlockPublicPolicy>true</BlockPublicPolicy></PublicAccessBlockConfiguration>";
    client.send("PUT", path, &account, blocked).ok();
    assert!(client.send("GET", path, &account, b"").ok().text().contains("<BlockPublicPolicy>true"));
    client.put("/raw?policy", public).fails(403, "AccessDenied");
    client.send("DELETE", path, &account, b"").ok();
    client.put("/raw?policy", public).ok();
}

#[test]
fn a_url_has_its_time() {
    let client = Client::with_bucket();
    client.put("/raw/k", b"x").ok();
    let at = |date: &str, seconds: &str| client.get(&format!("/raw/k?X-Amz-Date={date}&X-Amz-Expires={seconds}"));
    assert!(at("20200101T000000Z", "60").fails(403, "AccessDenied").text().contains("expired"));
    at("20200101T000000Z", "604801").fails(400, "AuthorizationQueryParametersError");
    at("20200101T000000Z", "-1").fails(400, "AuthorizationQueryParametersError");
    at("20990101T000000Z", "60").ok();
}
