//! Widening: the narrowest type that can hold the values of two.

use super::{GlueType, MAX_DECIMAL_PRECISION, StructField};

impl GlueType {
    /// The type that a crawler gives to a column seen with both types.
    pub fn merge(&self, other: &GlueType) -> GlueType {
        use GlueType::{Array, Char, Decimal, Double, Map, String, Struct, VarChar};
        match (self, other) {
            (left, right) if left == right => left.clone(),
            (left, right) if left.is_integer() && right.is_integer() => {
                if left.integer_digits() >= right.integer_digits() { left.clone() } else { right.clone() }
            }
            (&Decimal { precision, scale }, &Decimal { precision: other_precision, scale: other_scale }) => {
                decimal((precision - scale).max(other_precision - other_scale), scale.max(other_scale))
            }
            (&Decimal { precision, scale }, integer) | (integer, &Decimal { precision, scale })
                if integer.is_integer() =>
            {
                decimal((precision - scale).max(integer.integer_digits()), scale)
            }
            (left, right) if left.is_numeric() && right.is_numeric() => Double,
            (&Char(left), &Char(right)) => Char(left.max(right)),
            (&VarChar(left) | &Char(left), &VarChar(right) | &Char(right)) => VarChar(left.max(right)),
            (Array(left), Array(right)) => GlueType::array(left.merge(right)),
            (Map(key, value), Map(other_key, other_value)) => {
                GlueType::map(key.merge(other_key), value.merge(other_value))
            }
            (Struct(left), Struct(right)) => Struct(merge_fields(left, right)),
            _ => String,
        }
    }

    /// Decimal digits that the widest value of an integer type needs.
    fn integer_digits(&self) -> u8 {
        match self {
            Self::TinyInt => 3,
            Self::SmallInt => 5,
            Self::Int => 10,
            _ => 19,
        }
    }
}

fn decimal(whole: u8, scale: u8) -> GlueType {
    let precision = whole + scale;
    if precision > MAX_DECIMAL_PRECISION { GlueType::Double } else { GlueType::Decimal { precision, scale } }
}

fn merge_fields(left: &[StructField], right: &[StructField]) -> Vec<StructField> {
    let mut fields = left.to_vec();
    for field in right {
        match fields.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&field.name)) {
            Some(known) => known.field_type = known.field_type.merge(&field.field_type),
            None => fields.push(field.clone()),
        }
    }
    fields
}
