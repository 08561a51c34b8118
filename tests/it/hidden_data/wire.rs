//! Attempts by the services' own requests, signed with the principal's own keys.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_glue::types::{Column, DatabaseInput, PartitionIndex, PartitionInput, StorageDescriptor, TableInput};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use lakectl::aws::transport::{Transport, in_process};
use lakectl::local::{Lake, LakeOptions};

use super::{count, lake, nothing_hidden_in, query};
use crate::sandbox::Sandbox;

/// The lake of a sandbox, as clients of the services reach it.
pub struct Wire {
    pub lake: Lake,
    runtime: tokio::runtime::Runtime,
}

impl Wire {
    pub fn of(sandbox: &Sandbox) -> Self {
        let lake = Lake::open(&sandbox.lake(), LakeOptions::default()).unwrap_or_else(|error| panic!("{error}"));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        Self { lake, runtime }
    }

    /// The configuration of a client with these keys.
    pub fn with_keys(&self, access_key: &str, secret_key: &str, token: Option<&str>) -> SdkConfig {
        let lake = self.lake.clone();
        let transport = Transport::new(move |request| {
            let lake = lake.clone();
            async move { lake.handle(request).await }
        });
        let keys = Credentials::new(access_key, secret_key, token.map(str::to_owned), None, "test");
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(SharedCredentialsProvider::new(keys))
            .http_client(in_process(transport))
            .build()
    }

    /// The configuration of a principal's client: `role/analyst`, or `root`.
    pub fn client(&self, principal: &str) -> SdkConfig {
        let arn = match principal {
            "root" => self.lake.root_principal(),
            short => format!("arn:aws:iam::123456789012:{short}"),
        };
        let keys = self.lake.credential_for(&arn).unwrap();
        self.with_keys(&keys.access_key, &keys.secret_key, None)
    }

    /// Waits for a call.
    pub fn run<T>(&self, call: impl Future<Output = T>) -> T {
        self.runtime.block_on(call)
    }

    /// A call that must fail with one of these codes, and say nothing that is hidden.
    #[track_caller]
    pub fn refused<T, E>(&self, attempt: &str, codes: &[&str], call: impl Future<Output = Result<T, E>>)
    where
        E: ProvideErrorMetadata + std::fmt::Debug,
    {
        match self.run(call) {
            Ok(_) => panic!("{attempt} succeeded"),
            Err(error) => {
                nothing_hidden_in(attempt, &format!("{error:?}"));
                let code = error.code().unwrap_or_default();
                assert!(codes.contains(&code), "{attempt}: {code}\n{error:?}");
            }
        }
    }
}

const DENIED: &[&str] = &["AccessDeniedException"];

fn storage(location: &str) -> StorageDescriptor {
    let column = |name: &str| Column::builder().name(name).r#type("string").build().unwrap();
    StorageDescriptor::builder().columns(column("name")).columns(column("salary")).location(location).build()
}

fn table(name: &str, location: &str) -> TableInput {
    TableInput::builder().name(name).storage_descriptor(storage(location)).build().unwrap()
}

#[test]
fn the_catalog_lays_nothing_over_hidden_data() {
    let sandbox = lake();
    let wire = Wire::of(&sandbox);
    let glue = aws_sdk_glue::Client::new(&wire.client("role/analyst"));
    let create =
        |name: &str, place: &str| glue.create_table().database_name("mine").table_input(table(name, place)).send();
    for place in ["s3://lake/emp/", "s3://lake/emp", "s3://lake", "s3://", "s3a://lake/emp/", "s3://lake/emp/a.csv"] {
        wire.refused(place, DENIED, create("x", place));
    }
    let further = StorageDescriptor::builder().additional_locations("s3://lake/emp/").build();
    let further = TableInput::builder().name("x").storage_descriptor(further).build().unwrap();
    let call = glue.create_table().database_name("mine").table_input(further).send();
    wire.refused("a further location", DENIED, call);
    // A table without a place is no harm, and gets none later.
    wire.run(create("own", "")).unwrap();
    let call = glue.update_table().database_name("mine").table_input(table("own", "s3://lake/emp/")).send();
    wire.refused("UpdateTable", DENIED, call);
    let key = Column::builder().name("p").build().unwrap();
    let parts = TableInput::builder().name("parts").partition_keys(key).build().unwrap();
    wire.run(glue.create_table().database_name("mine").table_input(parts).send()).unwrap();
    let partition = |place: &str| PartitionInput::builder().values("a").storage_descriptor(storage(place)).build();
    let call = glue.create_partition().database_name("mine").table_name("parts");
    wire.refused("CreatePartition", DENIED, call.partition_input(partition("s3://lake/emp/")).send());
    let call = glue.batch_create_partition().database_name("mine").table_name("parts");
    let answer = wire.run(call.partition_input_list(partition("s3://lake/emp/")).send()).unwrap();
    let error = answer.errors()[0].error_detail().and_then(|detail| detail.error_code());
    assert_eq!(error, Some("AccessDeniedException"));
    let call = glue.create_partition().database_name("mine").table_name("parts");
    wire.run(call.partition_input(PartitionInput::builder().values("a").build()).send()).unwrap();
    let call = glue.update_partition().database_name("mine").table_name("parts").partition_value_list("a");
    wire.refused("UpdatePartition", DENIED, call.partition_input(partition("s3://lake/emp/")).send());
    let database = |name: &str| DatabaseInput::builder().name(name).location_uri("s3://lake/").build().unwrap();
    wire.refused("CreateDatabase", DENIED, glue.create_database().database_input(database("sly")).send());
    wire.refused("UpdateDatabase", DENIED, glue.update_database().name("mine").database_input(database("mine")).send());
}

#[test]
fn former_versions_hide_what_the_table_hides() {
    let sandbox = lake();
    let wire = Wire::of(&sandbox);
    let root = aws_sdk_glue::Client::new(&wire.client("root"));
    let column = |name: &str| Column::builder().name(name).r#type("string").build().unwrap();
    // The former version has `salary`, the new one does not.
    let now = StorageDescriptor::builder().columns(column("name")).columns(column("dept")).location("s3://lake/emp/");
    let now = TableInput::builder().name("emp").storage_descriptor(now.build()).build().unwrap();
    wire.run(root.update_table().database_name("hr").table_input(now).send()).unwrap();
    let glue = aws_sdk_glue::Client::new(&wire.client("role/analyst"));
    let one = wire.run(glue.get_table_version().database_name("hr").table_name("emp").version_id("0").send()).unwrap();
    let all = wire.run(glue.get_table_versions().database_name("hr").table_name("emp").send()).unwrap();
    assert_eq!(all.table_versions().len(), 2);
    for text in [format!("{one:?}"), format!("{all:?}")] {
        assert!(text.contains("dept") && !text.contains("salary"), "{text}");
    }
    let gone = glue.delete_table_version().database_name("hr").table_name("emp").version_id("0").send();
    wire.refused("DeleteTableVersion", DENIED, gone);
    let gone = glue.batch_delete_table_version().database_name("hr").table_name("emp").version_ids("0").send();
    let gone = wire.run(gone).unwrap();
    assert_eq!(gone.errors()[0].error_detail().and_then(|detail| detail.error_code()), Some("AccessDeniedException"));
    let kept = wire.run(root.get_table_versions().database_name("hr").table_name("emp").send()).unwrap();
    assert_eq!(kept.table_versions().len(), 2);
}

#[test]
fn partitions_show_only_the_columns_that_are_granted_whatever_their_spelling() {
    let sandbox = lake();
    sandbox
        .sh(
            "lakectl table create hr.pay --format csv --location s3://lake/pay/ --columns 'name string, salary string' \
                --partitioned-by 'year string'",
        )
        .code(0);
    sandbox.sh("lakectl grant SELECT --on hr.pay --columns name,year --to role/analyst --enforce --yes").code(0);
    let wire = Wire::of(&sandbox);
    let root = aws_sdk_glue::Client::new(&wire.client("root"));
    let column = |name: &str| Column::builder().name(name).build().unwrap();
    let own = StorageDescriptor::builder().columns(column("Name")).columns(column("SALARY")).columns(column("bonus"));
    let own = PartitionInput::builder().values("1999").storage_descriptor(own.build()).build();
    wire.run(root.create_partition().database_name("hr").table_name("pay").partition_input(own).send()).unwrap();
    let glue = aws_sdk_glue::Client::new(&wire.client("role/analyst"));
    let one = glue.get_partition().database_name("hr").table_name("pay").partition_values("1999").send();
    let all = glue.get_partitions().database_name("hr").table_name("pay").send();
    let value = aws_sdk_glue::types::PartitionValueList::builder().values("1999").build().unwrap();
    let batch = glue.batch_get_partition().database_name("hr").table_name("pay").partitions_to_get(value).send();
    let shown = [
        format!("{:?}", wire.run(one).unwrap()),
        format!("{:?}", wire.run(all).unwrap()),
        format!("{:?}", wire.run(batch).unwrap()),
    ];
    for text in shown {
        assert!(text.contains("Name") && !text.contains("SALARY") && !text.contains("bonus"), "{text}");
    }
    let root_sees = root.get_partition().database_name("hr").table_name("pay").partition_values("1999").send();
    assert!(format!("{:?}", wire.run(root_sees).unwrap()).contains("bonus"));
    wire.refused(
        "partitions of a hidden key",
        DENIED,
        glue.get_partitions().database_name("hr").table_name("graded").send(),
    );
    let clerk = aws_sdk_glue::Client::new(&wire.client("role/clerk"));
    wire.refused(
        "partitions of filtered rows",
        DENIED,
        clerk.get_partitions().database_name("hr").table_name("staff").send(),
    );
}

#[test]
fn indexes_and_tags_are_governed_like_their_table() {
    let sandbox = lake();
    let wire = Wire::of(&sandbox);
    let (root, glue) = (wire.client("root"), wire.client("role/analyst"));
    let (root, glue) = (aws_sdk_glue::Client::new(&root), aws_sdk_glue::Client::new(&glue));
    let index = |name: &str| PartitionIndex::builder().index_name(name).keys("grade").build().unwrap();
    wire.run(root.create_partition_index().database_name("hr").table_name("graded").partition_index(index("a")).send())
        .unwrap();
    let call =
        glue.create_partition_index().database_name("hr").table_name("graded").partition_index(index("b")).send();
    wire.refused("CreatePartitionIndex", DENIED, call);
    wire.refused(
        "GetPartitionIndexes",
        DENIED,
        glue.get_partition_indexes().database_name("hr").table_name("graded").send(),
    );
    let call = glue.delete_partition_index().database_name("hr").table_name("graded").index_name("a").send();
    wire.refused("DeletePartitionIndex", DENIED, call);
    let arn = |what: &str| format!("arn:aws:glue:us-east-1:123456789012:{what}");
    wire.refused(
        "TagResource",
        DENIED,
        glue.tag_resource().resource_arn(arn("table/hr/emp")).tags_to_add("a", "b").send(),
    );
    wire.refused(
        "UntagResource",
        DENIED,
        glue.untag_resource().resource_arn(arn("database/hr")).tags_to_remove("a").send(),
    );
    let missing: &[&str] = &["EntityNotFoundException"];
    wire.refused("a hidden table", missing, glue.get_tags().resource_arn(arn("table/hr/nosuch")).send());
    let nobody = aws_sdk_glue::Client::new(&wire.client("role/nobody"));
    wire.refused("a table that is not seen", missing, nobody.get_tags().resource_arn(arn("table/hr/emp")).send());
    wire.run(root.tag_resource().resource_arn(arn("table/hr/emp")).tags_to_add("a", "b").send()).unwrap();
    let tags = wire.run(glue.get_tags().resource_arn(arn("table/hr/emp")).send()).unwrap();
    assert_eq!(tags.tags().and_then(|tags| tags.get("a")).map(String::as_str), Some("b"));
}

#[test]
fn queries_of_others_are_theirs() {
    let sandbox = lake();
    let ran =
        sandbox.ok(["query", "SELECT name FROM hr.emp WHERE salary = '7700001'", "--no-wait", "-o", "json"]).json();
    let id = ran["query"]["id"].as_str().unwrap_or_else(|| panic!("{ran}")).to_owned();
    let wire = Wire::of(&sandbox);
    let (root, athena) = (wire.client("root"), wire.client("role/analyst"));
    let (root, athena) = (aws_sdk_athena::Client::new(&root), aws_sdk_athena::Client::new(&athena));
    wire.run(root.get_query_execution().query_execution_id(&id).send()).unwrap();
    wire.refused("GetQueryExecution", DENIED, athena.get_query_execution().query_execution_id(&id).send());
    wire.refused("GetQueryResults", DENIED, athena.get_query_results().query_execution_id(&id).send());
    wire.refused(
        "GetQueryRuntimeStatistics",
        DENIED,
        athena.get_query_runtime_statistics().query_execution_id(&id).send(),
    );
    wire.refused("StopQueryExecution", DENIED, athena.stop_query_execution().query_execution_id(&id).send());
    let batch = wire.run(athena.batch_get_query_execution().query_execution_ids(&id).send()).unwrap();
    assert!(batch.query_executions().is_empty());
    assert_eq!(batch.unprocessed_query_execution_ids()[0].error_code(), Some("ACCESS_DENIED"));
    nothing_hidden_in("BatchGetQueryExecution", &format!("{batch:?}"));
    assert!(wire.run(athena.list_query_executions().send()).unwrap().query_execution_ids().is_empty());
    assert!(!wire.run(root.list_query_executions().send()).unwrap().query_execution_ids().is_empty());
    query(&sandbox, "role/analyst", "SELECT name FROM hr.emp").code(0);
    let own = wire.run(athena.list_query_executions().max_results(1).send()).unwrap();
    assert_eq!(own.query_execution_ids().len(), 1);
    wire.run(athena.get_query_execution().query_execution_id(&own.query_execution_ids()[0]).send()).unwrap();
}

#[test]
fn a_workgroup_is_no_way_to_write_into_a_table() {
    let sandbox = lake();
    let wire = Wire::of(&sandbox);
    let athena = aws_sdk_athena::Client::new(&wire.client("role/analyst"));
    let results = |place: &str| aws_sdk_athena::types::ResultConfiguration::builder().output_location(place).build();
    let configuration = aws_sdk_athena::types::WorkGroupConfiguration::builder()
        .result_configuration(results("s3://lake/emp/"))
        .build();
    wire.refused("CreateWorkGroup", DENIED, athena.create_work_group().name("sly").configuration(configuration).send());
    let updates =
        aws_sdk_athena::types::ResultConfigurationUpdates::builder().output_location("s3://lake/emp/").build();
    let updates =
        aws_sdk_athena::types::WorkGroupConfigurationUpdates::builder().result_configuration_updates(updates).build();
    let call = athena.update_work_group().work_group("primary").configuration_updates(updates).send();
    wire.refused("UpdateWorkGroup", DENIED, call);
    wire.refused("DeleteWorkGroup", DENIED, athena.delete_work_group().work_group("other").send());
    let start = |place: &str| {
        athena.start_query_execution().query_string("SELECT 'eve', 'dev'").result_configuration(results(place)).send()
    };
    wire.refused("StartQueryExecution", DENIED, start("s3://lake/emp/"));
    wire.refused("StartQueryExecution over the folders of made tables", DENIED, start("s3://results/q/tables/x/"));
    assert_eq!(count(&sandbox, "hr.emp"), "2");
    // A bucket whose policy lets the analyst write is a place of the analyst's own.
    sandbox.sh("lakectl bucket create analysts-own").code(0);
    let s3 = aws_sdk_s3::Client::from_conf(
        aws_sdk_s3::config::Builder::from(&wire.client("root")).force_path_style(true).build(),
    );
    let policy = r#"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/analyst"},
        "Action":"s3:PutObject","Resource":"arn:aws:s3:::analysts-own/*"}]}"#;
    wire.run(s3.put_bucket_policy().bucket("analysts-own").policy(policy).send()).unwrap();
    wire.run(start("s3://analysts-own/")).unwrap();
    wire.run(wire.lake.tasks().drain());
}

#[test]
fn the_objects_of_a_granted_table_are_not_granted() {
    let sandbox = lake();
    let wire = Wire::of(&sandbox);
    let client = |principal: &str| {
        let configuration = aws_sdk_s3::config::Builder::from(&wire.client(principal));
        aws_sdk_s3::Client::from_conf(configuration.force_path_style(true).build())
    };
    let (root, s3) = (client("root"), client("role/analyst"));
    wire.run(root.get_object().bucket("lake").key("emp/a.csv").send()).unwrap();
    // An answer to HEAD has no body, so it has no code either.
    let denied: &[&str] = &["AccessDenied", "Forbidden", ""];
    wire.refused("GetObject", denied, s3.get_object().bucket("lake").key("emp/a.csv").send());
    wire.refused("a range", denied, s3.get_object().bucket("lake").key("emp/a.csv").range("bytes=0-10").send());
    wire.refused("HeadObject", denied, s3.head_object().bucket("lake").key("emp/a.csv").send());
    wire.refused(
        "GetObjectAttributes",
        denied,
        s3.get_object_attributes()
            .bucket("lake")
            .key("emp/a.csv")
            .object_attributes(aws_sdk_s3::types::ObjectAttributes::Etag)
            .send(),
    );
    wire.refused("GetObjectTagging", denied, s3.get_object_tagging().bucket("lake").key("emp/a.csv").send());
    wire.refused("ListObjectsV2", denied, s3.list_objects_v2().bucket("lake").send());
    wire.refused("ListObjects", denied, s3.list_objects().bucket("lake").prefix("emp/").send());
    wire.refused("ListObjectVersions", denied, s3.list_object_versions().bucket("lake").send());
    wire.refused("ListMultipartUploads", denied, s3.list_multipart_uploads().bucket("lake").send());
    wire.refused("ListBuckets", denied, s3.list_buckets().send());
    wire.refused(
        "CopyObject",
        denied,
        s3.copy_object().copy_source("lake/emp/a.csv").bucket("results").key("x").send(),
    );
    wire.refused("PutObject", denied, s3.put_object().bucket("lake").key("emp/b.csv").send());
    wire.refused("DeleteObject", denied, s3.delete_object().bucket("lake").key("emp/a.csv").send());
    wire.refused("results of others", denied, s3.list_objects_v2().bucket("results").send());
    wire.refused("PutBucketPolicy", denied, s3.put_bucket_policy().bucket("lake").policy("{}").send());
    wire.refused("GetBucketPolicy", denied, s3.get_bucket_policy().bucket("lake").send());
    // May write to a bucket of one's own, and still not copy into it.
    sandbox.sh("lakectl bucket create analysts-own").code(0);
    let policy = r#"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/analyst"},
        "Action":"s3:*","Resource":["arn:aws:s3:::analysts-own","arn:aws:s3:::analysts-own/*"]}]}"#;
    wire.run(root.put_bucket_policy().bucket("analysts-own").policy(policy).send()).unwrap();
    let copy = s3.copy_object().copy_source("lake/emp/a.csv").bucket("analysts-own").key("x").send();
    wire.refused("CopyObject to an own bucket", denied, copy);
    let upload = wire.run(s3.create_multipart_upload().bucket("analysts-own").key("y").send()).unwrap();
    let part = s3.upload_part_copy().copy_source("lake/emp/a.csv").bucket("analysts-own").key("y").part_number(1);
    wire.refused("UploadPartCopy", denied, part.upload_id(upload.upload_id().unwrap()).send());
    // Naming the account in a policy leaves it to IAM, which lets nobody but the root.
    let account = r#"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},
        "Action":"s3:*","Resource":"arn:aws:s3:::lake/*"}]}"#;
    wire.run(root.put_bucket_policy().bucket("lake").policy(account).send()).unwrap();
    wire.refused("GetObject by the account", denied, s3.get_object().bucket("lake").key("emp/a.csv").send());
}
