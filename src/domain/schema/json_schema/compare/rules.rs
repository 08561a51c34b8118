//! Which rules break, by profile.

use crate::schema::Profile;
use crate::schema::finding::Severity;

/// Changes that let the reader read everything that the writer wrote, as the published strict set has them.
const COMPATIBLE: [&str; 58] = [
    "ADDITIONAL_ITEMS_ADDED",
    "ADDITIONAL_ITEMS_EXTENDED",
    "ADDITIONAL_PROPERTIES_ADDED",
    "ADDITIONAL_PROPERTIES_EXTENDED",
    "COMBINED_TYPE_EXTENDED",
    "DEFAULT_CHANGED",
    "DEPENDENCY_ARRAY_NARROWED",
    "DEPENDENCY_ARRAY_REMOVED",
    "DEPENDENCY_SCHEMA_REMOVED",
    "DESCRIPTION_CHANGED",
    "ENUM_ARRAY_EXTENDED",
    "EXCLUSIVE_MAXIMUM_INCREASED",
    "EXCLUSIVE_MAXIMUM_REMOVED",
    "EXCLUSIVE_MINIMUM_DECREASED",
    "EXCLUSIVE_MINIMUM_REMOVED",
    "ID_CHANGED",
    "ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
    "ITEM_ADDED_TO_CLOSED_CONTENT_MODEL",
    "ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL",
    "ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
    "ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL",
    "ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL",
    "MAXIMUM_INCREASED",
    "MAXIMUM_REMOVED",
    "MAX_ITEMS_INCREASED",
    "MAX_ITEMS_REMOVED",
    "MAX_LENGTH_INCREASED",
    "MAX_LENGTH_REMOVED",
    "MAX_PROPERTIES_INCREASED",
    "MAX_PROPERTIES_REMOVED",
    "MINIMUM_DECREASED",
    "MINIMUM_REMOVED",
    "MIN_ITEMS_DECREASED",
    "MIN_ITEMS_REMOVED",
    "MIN_LENGTH_DECREASED",
    "MIN_LENGTH_REMOVED",
    "MIN_PROPERTIES_DECREASED",
    "MIN_PROPERTIES_REMOVED",
    "MULTIPLE_OF_REDUCED",
    "MULTIPLE_OF_REMOVED",
    "NOT_TYPE_NARROWED",
    "OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL",
    "PATTERN_REMOVED",
    "PRODUCT_TYPE_NARROWED",
    "PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
    "PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL",
    "PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
    "PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL",
    "PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL",
    "REQUIRED_ATTRIBUTE_REMOVED",
    "REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED",
    "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL",
    "SCHEMA_REMOVED",
    "SUM_TYPE_EXTENDED",
    "TITLE_CHANGED",
    "TYPE_EXTENDED",
    "UNIQUE_ITEMS_REMOVED",
    "REFERENCE_UNRESOLVED",
];

/// What the lenient set lets pass besides: properties that come and go, whatever the content model.
const LENIENT: [&str; 7] = [
    "ADDITIONAL_PROPERTIES_NARROWED",
    "ADDITIONAL_PROPERTIES_REMOVED",
    "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
    "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
    "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL",
    "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
    "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL",
];

/// How a rule counts under a profile.
pub(super) fn severity(rule: &str, profile: Profile) -> Severity {
    let compatible = COMPATIBLE.contains(&rule) || (profile == Profile::JsonLenient && LENIENT.contains(&rule));
    if compatible { Severity::Compatible } else { Severity::Breaking }
}

/// What a stricter keyword shuts out.
pub(super) fn beyond(keyword: &str) -> &'static str {
    match keyword {
        "maxLength" => "longer texts",
        "minLength" => "shorter texts",
        "pattern" => "texts that do not match",
        "maximum" | "exclusiveMaximum" => "larger numbers",
        "minimum" | "exclusiveMinimum" => "smaller numbers",
        "multipleOf" => "numbers in between",
        "maxItems" => "more elements",
        "minItems" => "fewer elements",
        "uniqueItems" => "equal elements",
        "maxProperties" => "more properties",
        "minProperties" => "fewer properties",
        _ => "other values",
    }
}
