//! Registered locations, and the data lake's administrators.

use aws_sdk_lakeformation::types as sdk;

use super::failure::Named;
use super::glue_catalog::absent;
use super::page;
use super::{Read, Write};
use crate::domain::permission::effective::IamDefaults;
use crate::domain::permission::{Admins, EVERY_IAM_PRINCIPAL, Location};
use crate::error::{Error, Result};

impl Read {
    /// Every registered location.
    pub async fn locations(&self) -> Result<Vec<Location>> {
        page::all("locations", |token| self.location_page(token)).await
    }

    /// One page of the locations, and the token of the next one.
    pub async fn location_page(&self, token: Option<String>) -> Result<(Vec<Location>, Option<String>)> {
        let call = self.clients.lakeformation.list_resources().set_next_token(token);
        let answer = call.send().await.named("lakeformation", "ListResources")?;
        let found = answer.resource_info_list.unwrap_or_default().into_iter().filter_map(location_from);
        Ok((found.collect(), answer.next_token))
    }

    /// A registered location, by its ARN; none when it is not registered.
    pub async fn location(&self, arn: &str) -> Result<Option<Location>> {
        let answer = self.clients.lakeformation.describe_resource().resource_arn(arn).send().await;
        let answer = absent(answer.named("lakeformation", "DescribeResource"))?;
        Ok(answer.and_then(|answer| answer.resource_info).and_then(location_from))
    }

    /// Who administers the data lake.
    pub async fn admins(&self) -> Result<Admins> {
        let settings = self.lake_settings().await?;
        let names = |list: Option<Vec<sdk::DataLakePrincipal>>| -> Vec<String> {
            list.unwrap_or_default().into_iter().filter_map(|one| one.data_lake_principal_identifier).collect()
        };
        Ok(Admins { full: names(settings.data_lake_admins), read_only: names(settings.read_only_admins) })
    }

    /// What the IAM default holds on new databases and on new tables.
    pub async fn iam_defaults(&self) -> Result<IamDefaults> {
        let settings = self.lake_settings().await?;
        let open = |list: Option<Vec<sdk::PrincipalPermissions>>| list.is_some_and(|list| !list.is_empty());
        Ok(IamDefaults {
            databases: open(settings.create_database_default_permissions),
            tables: open(settings.create_table_default_permissions),
        })
    }

    async fn lake_settings(&self) -> Result<sdk::DataLakeSettings> {
        let answer = self.clients.lakeformation.get_data_lake_settings().send().await;
        let answer = answer.named("lakeformation", "GetDataLakeSettings")?;
        answer.data_lake_settings.ok_or_else(|| Error::failed("the data lake has no settings to be read"))
    }
}

impl Write {
    /// Registers a location, with a role or with the service's own.
    pub async fn register_location(&self, location: &Location) -> Result<()> {
        let call = self.clients.lakeformation.register_resource().resource_arn(&location.arn);
        let call = call.set_role_arn(location.role.clone()).use_service_linked_role(location.role.is_none());
        let call = call.hybrid_access_enabled(location.hybrid);
        call.send().await.named("lakeformation", "RegisterResource").map(drop)
    }

    /// Changes the role and the mode of a location that is registered with a role of the account's own.
    pub async fn update_location(&self, location: &Location) -> Result<()> {
        let call = self.clients.lakeformation.update_resource().resource_arn(&location.arn);
        let call = call.set_role_arn(location.role.clone()).hybrid_access_enabled(location.hybrid);
        call.send().await.named("lakeformation", "UpdateResource").map(drop)
    }

    /// Takes a location out of Lake Formation's care.
    pub async fn deregister_location(&self, arn: &str) -> Result<()> {
        let call = self.clients.lakeformation.deregister_resource().resource_arn(arn);
        call.send().await.named("lakeformation", "DeregisterResource").map(drop)
    }

    /// Writes what the IAM default holds on what is to come, into the settings as they are now.
    pub async fn put_iam_defaults(&self, defaults: IamDefaults) -> Result<()> {
        let list = |open: bool| {
            let everyone = sdk::DataLakePrincipal::builder().data_lake_principal_identifier(EVERY_IAM_PRINCIPAL);
            let all =
                sdk::PrincipalPermissions::builder().principal(everyone.build()).permissions(sdk::Permission::All);
            if open { vec![all.build()] } else { Vec::new() }
        };
        let mut settings = self.lake_settings().await?;
        settings.create_database_default_permissions = Some(list(defaults.databases));
        settings.create_table_default_permissions = Some(list(defaults.tables));
        let call = self.clients.lakeformation.put_data_lake_settings().data_lake_settings(settings);
        call.send().await.named("lakeformation", "PutDataLakeSettings").map(drop)
    }

    /// Writes who administers the data lake, into the settings as they are now: a put replaces all of them.
    pub async fn put_admins(&self, admins: &Admins) -> Result<()> {
        let one = |name: &String| sdk::DataLakePrincipal::builder().data_lake_principal_identifier(name).build();
        let mut settings = self.lake_settings().await?;
        settings.data_lake_admins = Some(admins.full.iter().map(one).collect());
        settings.read_only_admins = Some(admins.read_only.iter().map(one).collect());
        let call = self.clients.lakeformation.put_data_lake_settings().data_lake_settings(settings);
        call.send().await.named("lakeformation", "PutDataLakeSettings").map(drop)
    }
}

fn location_from(info: sdk::ResourceInfo) -> Option<Location> {
    let is_own = |role: &String| !role.contains(":role/aws-service-role/");
    Some(Location {
        arn: info.resource_arn?.trim_end_matches('/').to_owned(),
        role: info.role_arn.filter(is_own),
        hybrid: info.hybrid_access_enabled.unwrap_or(false),
        verification: info.verification_status.map(|status| status.as_str().to_owned()),
    })
}
