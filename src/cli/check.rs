use super::Outcome;
/// x
#[derive(clap::Args)]
pub(super) struct Arguments {}
pub(super) fn run(_: &Arguments) -> anyhow::Result<Outcome> { Ok(Outcome::Done) }
