//! What a document holds that the SDK does not know, and would drop without a word when the document is written back.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::AfterDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

/// Keeps the names of the elements of an answer.
#[derive(Debug, Clone, Default)]
pub struct Elements {
    found: Arc<Mutex<Vec<String>>>,
}

impl Elements {
    /// The first element that is not among those known.
    pub fn stranger(&self, known: &[&str]) -> Option<String> {
        let found = self.found.lock().expect("nobody panics while holding the names");
        found.iter().find(|name| !known.contains(&name.as_str())).cloned()
    }
}

#[aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint]
impl Intercept for Elements {
    fn name(&self) -> &'static str {
        "Elements"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        if response.status().is_success()
            && let Some(body) = response.body().bytes()
        {
            *self.found.lock().expect("nobody panics while holding the names") = names(body);
        }
        Ok(())
    }
}

/// The names of the elements of an XML document, without their namespaces.
fn names(document: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    for piece in document.split(|byte| *byte == b'<').skip(1) {
        let name: Vec<u8> =
            piece.iter().copied().take_while(|byte| !byte.is_ascii_whitespace() && !b"/>".contains(byte)).collect();
        let name = String::from_utf8_lossy(&name);
        if !name.is_empty() && !name.starts_with(['?', '!']) {
            names.push(name.rsplit(':').next().unwrap_or(&name).to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_named() {
        let document = b"<?xml version=\"1.0\"?><a xmlns=\"x\"><s3:b>1</s3:b><c/><!-- no --></a>";
        assert_eq!(names(document), ["a", "b", "c"]);
        let elements = Elements { found: Arc::new(Mutex::new(names(document))) };
        assert_eq!(elements.stranger(&["a", "c"]), Some("b".to_owned()));
        assert_eq!(elements.stranger(&["a", "b", "c"]), None);
    }
}
