//! The calls that exchange documents: which client makes each, and how its service writes them.

use serde_json::Value;

use super::{Encoding, Exchange};
use crate::Clients;
use crate::error::Result;
use crate::failure::Named;

macro_rules! operations {
    ($(#[$doc:meta])* $name:ident { $($client:ident $encoding:ident: $($call:ident $operation:ident,)+;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[doc = concat!("`", stringify!($operation), "`")] $operation,)+)+
        }

        impl $name {
            /// The call's name.
            pub fn name(self) -> &'static str {
                match self {
                    $($(Self::$operation => stringify!($operation),)+)+
                }
            }

            pub(super) async fn send(self, clients: &Clients, request: &Value) -> Result<Value> {
                match self {
                    $($(Self::$operation => {
                        let exchange = Exchange::new(Encoding::$encoding, request);
                        let call = clients.$client.$call().customize().interceptor(exchange.clone());
                        // On the heap: each call is a future of its own kind, and there are many.
                        Box::pin(call.send()).await.named(stringify!($client), stringify!($operation))?;
                        exchange.answer(stringify!($operation))
                    })+)+
                }
            }
        }
    };
}

operations! {
    /// Calls that look.
    Look {
        glue Json:
            get_databases GetDatabases,
            get_tables GetTables,
            get_table_versions GetTableVersions,
            get_partitions GetPartitions,
            list_registries ListRegistries,
            list_schemas ListSchemas,
            get_schema GetSchema,
            list_schema_versions ListSchemaVersions,
            get_schema_version GetSchemaVersion,
            query_schema_version_metadata QuerySchemaVersionMetadata,
            get_classifiers GetClassifiers,
            get_crawlers GetCrawlers,
            get_jobs GetJobs,
            get_triggers GetTriggers,
            get_tags GetTags,;
        athena Json:
            list_work_groups ListWorkGroups,
            get_work_group GetWorkGroup,
            list_named_queries ListNamedQueries,
            batch_get_named_query BatchGetNamedQuery,
            list_prepared_statements ListPreparedStatements,
            get_prepared_statement GetPreparedStatement,;
        lakeformation Json:
            list_permissions ListPermissions,
            list_lf_tags ListLFTags,
            list_lf_tag_expressions ListLFTagExpressions,
            get_resource_lf_tags GetResourceLFTags,
            list_data_cells_filter ListDataCellsFilter,
            list_resources ListResources,
            get_data_lake_settings GetDataLakeSettings,
            list_lake_formation_opt_ins ListLakeFormationOptIns,;
        cloudwatch Cbor:
            describe_alarms DescribeAlarms,;
    }
}

operations! {
    /// Calls that change.
    Change {
        glue Json:
            create_database CreateDatabase,
            update_database UpdateDatabase,
            create_table CreateTable,
            update_table UpdateTable,
            batch_create_partition BatchCreatePartition,
            batch_update_partition BatchUpdatePartition,
            create_registry CreateRegistry,
            update_registry UpdateRegistry,
            create_schema CreateSchema,
            update_schema UpdateSchema,
            register_schema_version RegisterSchemaVersion,
            put_schema_version_metadata PutSchemaVersionMetadata,
            create_classifier CreateClassifier,
            update_classifier UpdateClassifier,
            create_crawler CreateCrawler,
            update_crawler UpdateCrawler,
            create_job CreateJob,
            update_job UpdateJob,
            create_trigger CreateTrigger,
            update_trigger UpdateTrigger,
            tag_resource TagResource,;
        athena Json:
            create_work_group CreateWorkGroup,
            update_work_group UpdateWorkGroup,
            create_named_query CreateNamedQuery,
            update_named_query UpdateNamedQuery,
            create_prepared_statement CreatePreparedStatement,
            update_prepared_statement UpdatePreparedStatement,;
        lakeformation Json:
            grant_permissions GrantPermissions,
            create_lf_tag CreateLFTag,
            update_lf_tag UpdateLFTag,
            create_lf_tag_expression CreateLFTagExpression,
            update_lf_tag_expression UpdateLFTagExpression,
            add_lf_tags_to_resource AddLFTagsToResource,
            create_data_cells_filter CreateDataCellsFilter,
            update_data_cells_filter UpdateDataCellsFilter,
            register_resource RegisterResource,
            update_resource UpdateResource,
            create_lake_formation_opt_in CreateLakeFormationOptIn,;
        cloudwatch Cbor:
            put_metric_alarm PutMetricAlarm,
            put_composite_alarm PutCompositeAlarm,;
    }
}
