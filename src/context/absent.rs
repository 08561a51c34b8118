//! What a lakectl without the local lake says of it.

use super::Ctx;
use crate::aws::{self, Read, Write};
use crate::error::{Error, Kind, Result};
use crate::ops::query::far::FarFiles;

impl Ctx {
    /// There is no engine to work with.
    pub async fn beside(&self) -> Result<&Ctx> {
        Err(Error::new(Kind::Usage, "this lakectl was built without an engine of its own")
            .hint("build it with the feature `local`"))
    }

    /// There are none.
    pub fn far(&self) -> Option<&FarFiles> {
        None
    }

    pub(super) async fn connect_locally(
        &self,
        _trace: Option<aws::TraceSink>,
        _principal: Option<&str>,
    ) -> Result<Read> {
        Err(Error::new(Kind::Usage, "this lakectl was built without the local lake")
            .hint("build it with the feature `local`"))
    }

    /// The same, in a lakectl that has no local lake.
    pub async fn scratch_lake(&self, _directory: &std::path::Path, _account: &str, _region: &str) -> Result<Write> {
        Err(Error::new(Kind::Usage, "this lakectl was built without the local lake")
            .hint("build it with the feature `local`"))
    }
}
