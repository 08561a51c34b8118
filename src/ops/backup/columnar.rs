//! Partitions in Parquet: what differs from one to the next in columns of its own, the rest, which is much the same for
//! all of a table, as one text that a dictionary holds once. A lakectl without the local lake has no Parquet and writes
//! lines of JSON.

#[cfg(feature = "local")]
pub use with_parquet::{Reader, Writer};
#[cfg(not(feature = "local"))]
pub use without_parquet::{Reader, Writer};

/// Whether this lakectl writes Parquet.
pub const IS_THERE: bool = cfg!(feature = "local");

#[cfg(feature = "local")]
mod with_parquet {
    use std::fs::File;
    use std::io::Write;
    use std::sync::Arc;

    use datafusion::arrow::array::{
        Array, AsArray, Float64Array, Float64Builder, ListBuilder, StringArray, StringBuilder,
    };
    use datafusion::arrow::datatypes::{DataType, Field, Float64Type, Schema};
    use datafusion::arrow::record_batch::RecordBatch;
    use datafusion::parquet::arrow::ArrowWriter;
    use datafusion::parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
    use datafusion::parquet::basic::{Compression, ZstdLevel};
    use datafusion::parquet::file::properties::WriterProperties;
    use serde_json::{Value, json};

    /// Rows that are held before they are written.
    const ROWS: usize = 50_000;

    fn schema() -> Arc<Schema> {
        let item = Arc::new(Field::new("item", DataType::Utf8, true));
        Arc::new(Schema::new(vec![
            Field::new("values", DataType::List(item), false),
            Field::new("location", DataType::Utf8, true),
            Field::new("created", DataType::Float64, true),
            Field::new("rest", DataType::Utf8, false),
        ]))
    }

    /// A file that is being written.
    pub struct Writer<W: Write + Send> {
        inner: ArrowWriter<W>,
    }

    impl<W: Write + Send> Writer<W> {
        /// Begins a file.
        pub fn new(file: W) -> Result<Self, String> {
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(ZstdLevel::default()))
                .set_max_row_group_row_count(Some(ROWS))
                // The same partitions are to be the same bytes, whichever lakectl wrote them.
                .set_created_by("lakectl".to_owned())
                .build();
            let inner = ArrowWriter::try_new(file, schema(), Some(properties)).map_err(|error| error.to_string())?;
            Ok(Self { inner })
        }

        /// Adds partitions.
        pub fn add(&mut self, documents: &[Value]) -> Result<(), String> {
            let mut values = ListBuilder::new(StringBuilder::new());
            let (mut locations, mut created, mut rests) =
                (StringBuilder::new(), Float64Builder::new(), StringBuilder::new());
            for document in documents {
                let mut rest = document.clone();
                for value in document["Values"].as_array().into_iter().flatten() {
                    values.values().append_option(value.as_str());
                }
                values.append(true);
                locations.append_option(document["StorageDescriptor"]["Location"].as_str());
                created.append_option(document["CreationTime"].as_f64());
                if let Some(members) = rest.as_object_mut() {
                    for name in ["Values", "DatabaseName", "TableName", "CreationTime"] {
                        members.remove(name);
                    }
                    if let Some(storage) = members.get_mut("StorageDescriptor").and_then(Value::as_object_mut) {
                        storage.remove("Location");
                    }
                }
                rests.append_value(rest.to_string());
            }
            let batch = RecordBatch::try_new(
                schema(),
                vec![
                    Arc::new(values.finish()),
                    Arc::new(locations.finish()),
                    Arc::new(created.finish()),
                    Arc::new(rests.finish()),
                ],
            )
            .map_err(|error| error.to_string())?;
            self.inner.write(&batch).map_err(|error| error.to_string())
        }

        /// Ends the file.
        pub fn finish(self) -> Result<W, String> {
            self.inner.into_inner().map_err(|error| error.to_string())
        }
    }

    /// A file that is being read.
    pub struct Reader {
        inner: ParquetRecordBatchReader,
        database: String,
        table: String,
        /// The last text of what is the same for many, and what it says.
        rest: (String, Value),
    }

    impl Reader {
        /// Opens a file of the partitions of a table.
        pub fn open(file: File, of: &str, batch: usize) -> Result<Self, String> {
            let inner = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| error.to_string())?;
            if inner.schema().fields() != schema().fields() {
                return Err("its columns are not those of partitions".to_owned());
            }
            let inner = inner.with_batch_size(batch).build().map_err(|error| error.to_string())?;
            let (database, table) = of.split_once('.').ok_or("it does not say of which table it is")?;
            Ok(Self {
                inner,
                database: database.to_owned(),
                table: table.to_owned(),
                rest: (String::new(), Value::Null),
            })
        }

        /// The next partitions; none at the end.
        pub fn next(&mut self) -> Result<Option<Vec<Value>>, String> {
            let Some(batch) = self.inner.next() else { return Ok(None) };
            let batch = batch.map_err(|error| error.to_string())?;
            let values = batch.column(0).as_list_opt::<i32>().ok_or("no values")?;
            let text = |index: usize| batch.column(index).as_string_opt::<i32>().ok_or("no text");
            let (locations, rests): (&StringArray, &StringArray) = (text(1)?, text(3)?);
            let created: &Float64Array = batch.column(2).as_primitive_opt::<Float64Type>().ok_or("no times")?;
            let mut found = Vec::with_capacity(batch.num_rows());
            for row in 0..batch.num_rows() {
                if rests.value(row) != self.rest.0 {
                    let rest: Value = serde_json::from_str(rests.value(row)).map_err(|error| error.to_string())?;
                    if !rest.is_object() {
                        return Err("a partition is no document".to_owned());
                    }
                    self.rest = (rests.value(row).to_owned(), rest);
                }
                let mut document = self.rest.1.clone();
                let own = values.value(row);
                let own = own.as_string_opt::<i32>().ok_or("values are no texts")?;
                document["Values"] = own.iter().map(|value| json!(value)).collect();
                document["DatabaseName"] = json!(self.database);
                document["TableName"] = json!(self.table);
                if created.is_valid(row) {
                    document["CreationTime"] = json!(created.value(row));
                }
                if locations.is_valid(row) {
                    if !document["StorageDescriptor"].is_object() {
                        document["StorageDescriptor"] = json!({});
                    }
                    document["StorageDescriptor"]["Location"] = json!(locations.value(row));
                }
                found.push(document);
            }
            Ok(Some(found))
        }
    }
}

#[cfg(not(feature = "local"))]
mod without_parquet {
    use std::fs::File;
    use std::io::Write;

    use serde_json::Value;

    const NONE: &str = "this lakectl was built without Parquet: use one with the local lake";

    /// Nothing is written in columns.
    pub struct Writer<W: Write + Send>(std::convert::Infallible, std::marker::PhantomData<W>);

    impl<W: Write + Send> Writer<W> {
        pub fn new(_file: W) -> Result<Self, String> {
            Err(NONE.to_owned())
        }

        pub fn add(&mut self, _documents: &[Value]) -> Result<(), String> {
            match self.0 {}
        }

        pub fn finish(self) -> Result<W, String> {
            match self.0 {}
        }
    }

    /// Nothing is read from columns.
    pub struct Reader(std::convert::Infallible);

    impl Reader {
        pub fn open(_file: File, _of: &str, _batch: usize) -> Result<Self, String> {
            Err(NONE.to_owned())
        }

        pub fn next(&mut self) -> Result<Option<Vec<Value>>, String> {
            match self.0 {}
        }
    }
}

#[cfg(all(test, feature = "local"))]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn partitions_come_back_as_they_were_and_the_same_ones_are_the_same_bytes() {
        let storage = json!({ "Columns": [{ "Name": "a", "Type": "int" }], "Location": "s3://b/t/1/" });
        let partition = |values: &[&str], parameters: serde_json::Value| {
            json!({
                "StorageDescriptor": storage, "Parameters": parameters, "Values": values,
                "DatabaseName": "d", "TableName": "t", "CreationTime": 1.5,
            })
        };
        let mut bare = partition(&["ä", ""], json!({ "k": "v" }));
        bare.as_object_mut().unwrap().remove("StorageDescriptor");
        bare.as_object_mut().unwrap().remove("CreationTime");
        let all = vec![partition(&["1", "x/y"], json!({})), partition(&["2", "z"], json!({ "n": null })), bare];
        let write = || {
            let mut writer = Writer::new(Vec::new()).unwrap();
            writer.add(&all[..2]).unwrap();
            writer.add(&all[2..]).unwrap();
            writer.finish().unwrap()
        };
        let bytes = write();
        assert_eq!(bytes, write());
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, &bytes).unwrap();
        let mut reader = Reader::open(file, "d.t", 2).unwrap();
        let mut found = Vec::new();
        while let Some(some) = reader.next().unwrap() {
            found.extend(some);
        }
        assert_eq!(found, all);
    }
}
