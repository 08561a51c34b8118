//! What is about the code that is generated from a file, and about its calls: services, options, syntax.
//!
//! Source: the published rules and categories of Buf's breaking change detection (v2), whose names the rules have. What
//! only editions can say (`features`) is not among them: the registry takes none.

use std::collections::HashMap;

use super::Comparison;
use crate::schema::Fix;
use crate::schema::protobuf::tree::{Call, Field, FieldKind, File, Label, Meaning};
use crate::schema::protobuf::tree::{Message, Parcel, Service, Written};

/// (option of a file, what it is when it is not given, the rule)
const FILE_OPTIONS: &[(&str, &str, &str)] = &[
    ("cc_enable_arenas", "true", "FILE_SAME_CC_ENABLE_ARENAS"),
    ("cc_generic_services", "false", "FILE_SAME_CC_GENERIC_SERVICES"),
    ("csharp_namespace", "\"\"", "FILE_SAME_CSHARP_NAMESPACE"),
    ("go_package", "\"\"", "FILE_SAME_GO_PACKAGE"),
    ("java_generic_services", "false", "FILE_SAME_JAVA_GENERIC_SERVICES"),
    ("java_multiple_files", "false", "FILE_SAME_JAVA_MULTIPLE_FILES"),
    ("java_outer_classname", "\"\"", "FILE_SAME_JAVA_OUTER_CLASSNAME"),
    ("java_package", "\"\"", "FILE_SAME_JAVA_PACKAGE"),
    ("java_string_check_utf8", "false", "FILE_SAME_JAVA_STRING_CHECK_UTF8"),
    ("objc_class_prefix", "\"\"", "FILE_SAME_OBJC_CLASS_PREFIX"),
    ("optimize_for", "SPEED", "FILE_SAME_OPTIMIZE_FOR"),
    ("php_class_prefix", "\"\"", "FILE_SAME_PHP_CLASS_PREFIX"),
    ("php_metadata_namespace", "\"\"", "FILE_SAME_PHP_METADATA_NAMESPACE"),
    ("php_namespace", "\"\"", "FILE_SAME_PHP_NAMESPACE"),
    ("py_generic_services", "false", "FILE_SAME_PY_GENERIC_SERVICES"),
    ("ruby_package", "\"\"", "FILE_SAME_RUBY_PACKAGE"),
    ("swift_prefix", "\"\"", "FILE_SAME_SWIFT_PREFIX"),
];

fn option<'w>(options: &'w [Written], name: &str) -> Option<&'w Written> {
    // The last one holds, as for the compiler.
    options.iter().rfind(|option| option.name == name)
}

impl<'a> Comparison<'a> {
    /// Everything of the file that is no message and no enum.
    pub(super) fn code(&mut self) {
        let (reader, writer) = (self.reader, self.writer);
        self.syntax();
        for (name, default, rule) in FILE_OPTIONS {
            let (own, other) = (option(&writer.options, name), option(&reader.options, name));
            let value = |option: Option<&Written>| option.map_or(*default, |option| &option.value).to_owned();
            let (from, to) = self.versions(value(own), value(other));
            if from != to {
                let message = format!("the option {name} changed from {from} to {to}: generated code moves or changes");
                let span = |option: Option<&Written>, file: &File| option.map_or(file.package_span, |found| found.span);
                let spans = (span(other, reader), span(own, writer));
                self.say(rule, "/".to_owned(), message, Fix::advice(format!("go back to {name} = {from}")), spans);
            }
        }
        self.services();
    }

    fn syntax(&mut self) {
        let (reader, writer) = (self.reader, self.writer);
        if reader.proto3 == writer.proto3 {
            return;
        }
        let word = |file: &File| if file.proto3 { "proto3" } else { "proto2" };
        let (from, to) = self.versions(word(writer), word(reader));
        let spans = (reader.syntax_span, writer.syntax_span);
        let fix = || Fix::advice(format!("go back to {from}"));
        let message = format!("the syntax changed from {from} to {to}");
        self.say("FILE_SAME_SYNTAX", "/".to_owned(), message, fix(), spans);
        if from == "proto3" {
            let message = format!("{to} writes JSON by other rules than {from}, and not all of it can be read");
            self.say("MESSAGE_SAME_JSON_FORMAT", "/".to_owned(), message, fix(), spans);
        }
        if !reader.enums.is_empty() && !writer.enums.is_empty() {
            let message = format!("enums are open in proto3 and closed in proto2, and {from} became {to}");
            self.say("ENUM_SAME_TYPE", "/".to_owned(), message, fix(), spans);
        }
    }

    fn services(&mut self) {
        let (reader, writer) = (self.reader, self.writer);
        let named = |file: &'a File| -> HashMap<&'a str, &'a Service> {
            file.services.iter().map(|service| (service.name.as_str(), service)).collect()
        };
        let (ours, theirs) = (named(writer), named(reader));
        for own in &writer.services {
            if let Some(other) = theirs.get(own.name.as_str()) {
                self.calls(own, other);
                continue;
            }
            let what = self.either("was removed", "was added");
            let message = format!("the service `{}` {what}", own.name);
            let fix = Fix::advice(self.either("keep the service", "nothing to do"));
            let (path, spans) = (self.path(&own.name), (reader.package_span, own.span));
            self.say_kept("SERVICE_NO_DELETE", path, message, fix, spans, !self.backward());
        }
        for other in reader.services.iter().filter(|other| !ours.contains_key(other.name.as_str())) {
            let message = format!("the service `{}` {}", other.name, self.either("was added", "was removed"));
            let (path, spans) = (self.path(&other.name), (other.span, writer.package_span));
            self.say("SERVICE_ADDED", path, message, Fix::advice("nothing to do"), spans);
        }
    }

    fn calls(&mut self, own: &'a Service, other: &'a Service) {
        if !self.work.steps(1 + own.calls.len() as u64) {
            return;
        }
        let named = |service: &'a Service| -> HashMap<&'a str, &'a Call> {
            service.calls.iter().map(|call| (call.name.as_str(), call)).collect()
        };
        let (ours, theirs) = (named(own), named(other));
        let path = |comparison: &Self, call: &Call| format!("{}.{}", comparison.path(&own.name), call.name);
        for call in &own.calls {
            if let Some(found) = theirs.get(call.name.as_str()) {
                self.call(call, found, &path(self, call));
                continue;
            }
            let message = format!("the call `{}` {}", call.name, self.either("was removed", "was added"));
            let fix = Fix::advice(self.either("keep the call, marked as deprecated", "nothing to do"));
            let spans = (other.span, call.span);
            self.say_kept("RPC_NO_DELETE", path(self, call), message, fix, spans, !self.backward());
        }
        for call in other.calls.iter().filter(|call| !ours.contains_key(call.name.as_str())) {
            let message = format!("the call `{}` {}", call.name, self.either("was added", "was removed"));
            let fix = Fix::advice("nothing to do");
            self.say("RPC_ADDED", path(self, call), message, fix, (call.span, own.span));
        }
    }

    fn call(&mut self, own: &Call, other: &Call, path: &str) {
        let name = &own.name;
        let spans = (other.span, own.span);
        let parcels = [
            (&own.request, &other.request, "takes", "RPC_SAME_REQUEST_TYPE", "RPC_SAME_CLIENT_STREAMING"),
            (&own.response, &other.response, "returns", "RPC_SAME_RESPONSE_TYPE", "RPC_SAME_SERVER_STREAMING"),
        ];
        for (ours, theirs, verb, type_rule, stream_rule) in parcels {
            let (from, to) = self.versions(message_name(self.writer, ours), message_name(self.reader, theirs));
            if from != to {
                let message = format!("the call `{name}` {verb} `{to}`, where it was `{from}`");
                let fix = Fix::advice(format!("go back to `{from}`, or add a call with a new name"));
                let spans = (theirs.kind.span, ours.kind.span);
                self.say(type_rule, path.to_owned(), message, fix, spans);
            }
            if ours.is_stream != theirs.is_stream {
                let word = |parcel: &Parcel| if parcel.is_stream { "a stream" } else { "a single message" };
                let (from, to) = self.versions(word(ours), word(theirs));
                let message = format!("the call `{name}` {verb} {to}, where it was {from}");
                let fix = Fix::advice(format!("go back to {from}, or add a call with a new name"));
                self.say(stream_rule, path.to_owned(), message, fix, spans);
            }
        }
        let level = |call: &Call| call.idempotency.clone().unwrap_or_else(|| "IDEMPOTENCY_UNKNOWN".to_owned());
        let (from, to) = self.versions(level(own), level(other));
        if from != to {
            let message = format!("the idempotency_level of the call `{name}` changed from {from} to {to}");
            let fix = Fix::advice(format!("go back to {from}"));
            self.say("RPC_SAME_IDEMPOTENCY_LEVEL", path.to_owned(), message, fix, spans);
        }
    }

    /// What of a field only its code shows.
    pub(super) fn field_code(
        &mut self,
        (writer, reader): (&Field, &Field),
        (own, other): (Option<&String>, Option<&String>),
        path: &str,
        shown: &str,
    ) {
        let spans = (reader.span, writer.span);
        let pairs = [
            ("ctype", &writer.ctype, &reader.ctype, "STRING", "FIELD_SAME_CPP_STRING_TYPE"),
            ("jstype", &writer.jstype, &reader.jstype, "JS_NORMAL", "FIELD_SAME_JSTYPE"),
        ];
        for (name, ours, theirs, default, rule) in pairs {
            let value = |option: &Option<String>| option.clone().unwrap_or_else(|| default.to_owned());
            let (from, to) = self.versions(value(ours), value(theirs));
            if from != to {
                let message = format!("the option {name} of {shown} changed from {from} to {to}");
                let fix = Fix::advice(format!("go back to {name} = {from}"));
                self.say(rule, path.to_owned(), message, fix, spans);
            }
        }
        let is_plain = |field: &Field, oneof: Option<&String>| {
            let scalar = matches!(&field.kind, FieldKind::One(name) if !matches!(name.meaning, Meaning::Message(_)));
            scalar && oneof.is_none() && matches!(field.label, Label::Optional { .. })
        };
        if !is_plain(writer, own) || !is_plain(reader, other) {
            return;
        }
        let explicit =
            |file: &File, field: &Field| !file.proto3 || matches!(field.label, Label::Optional { written: true });
        let (from, to) = self.versions(explicit(self.writer, writer), explicit(self.reader, reader));
        if from != to {
            let what =
                if to { "can be told from a zero now when it is not set" } else { "is zero now when it is not set" };
            let message = format!("{shown} {what}: generated code has other members");
            let fix = Fix::advice(if from { "write optional again" } else { "leave out optional" });
            self.say("FIELD_PRESENCE_CHANGED", path.to_owned(), message, fix, spans);
        }
    }

    /// What of a message only its code shows.
    pub(super) fn message_code(&mut self, writer: &Message, reader: &Message) {
        const NAME: &str = "no_standard_descriptor_accessor";
        let without = |message: &Message| option(&message.options, NAME).is_some_and(|option| option.value == "true");
        let (was, is) = self.versions(without(writer), without(reader));
        if !was && is {
            let message = format!("`{}` has no descriptor() any more: {NAME} was set", reader.name);
            let fix = Fix::advice(format!("leave out {NAME}"));
            let rule = "MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR";
            self.say(rule, self.path(&reader.name), message, fix, (reader.span, writer.span));
        }
    }
}

/// The full name of what a call takes or gives.
fn message_name(file: &File, parcel: &Parcel) -> String {
    match &parcel.kind.meaning {
        Meaning::Message(name) | Meaning::Enum(name) => file.full(name),
        Meaning::Scalar | Meaning::Imported => parcel.kind.written.trim_start_matches('.').to_owned(),
    }
}
