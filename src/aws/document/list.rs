//! Lists of documents, all pages of them.

use serde_json::{Value, json};

use super::Look;
use crate::domain::catalog::TableName;
use crate::error::Result;
use crate::{Read, page};

/// Parts of a large listing that are read at once; the service takes up to ten.
pub const SEGMENTS: u32 = 4;

/// A part of a listing of partitions.
#[derive(Debug, Clone, Copy)]
pub struct PartitionSegment {
    /// Counted from 0.
    pub number: u32,
    /// How many there are.
    pub total: u32,
}

impl Read {
    /// All items of a listing: the request without its token, and the member that holds the items.
    pub async fn look_at_all(&self, what: Look, request: &Value, items: &str) -> Result<Vec<Value>> {
        page::all(items, |token| async move {
            let mut request = request.clone();
            if let Some(token) = token {
                request["NextToken"] = json!(token);
            }
            let mut answer = self.look(what, &request).await?;
            let next = answer["NextToken"].as_str().map(str::to_owned);
            let found = match answer[items].take() {
                Value::Array(found) => found,
                _ => Vec::new(),
            };
            Ok((found, next))
        })
        .await
    }

    /// A page of the partitions of a table with their columns, of one segment or of all, and the token of the next one.
    pub async fn partition_documents(
        &self,
        table: &TableName,
        segment: Option<PartitionSegment>,
        token: Option<&str>,
    ) -> Result<(Vec<Value>, Option<String>)> {
        let mut request = json!({ "DatabaseName": table.database.as_str(), "TableName": table.table });
        if let Some(segment) = segment {
            request["Segment"] = json!({ "SegmentNumber": segment.number, "TotalSegments": segment.total });
        }
        if let Some(token) = token {
            request["NextToken"] = json!(token);
        }
        let mut answer = self.look(Look::GetPartitions, &request).await?;
        let next = answer["NextToken"].as_str().filter(|next| !next.is_empty()).map(str::to_owned);
        let found = match answer["Partitions"].take() {
            Value::Array(found) => found,
            _ => Vec::new(),
        };
        Ok((found, next))
    }
}
