//! Who fills the roles of a recommendation, as corrections change it.

use super::RoleName;
use crate::extract::{Counterpart, Recommendation, Role};
use crate::iri::ActorId;

/// Who fills a role; a recommendation without a recommender of its own is its publisher's.
pub(super) fn holders(found: &Recommendation, role: RoleName, publisher: Option<&ActorId>) -> Vec<ActorId> {
    let ids = |roles: &[Role]| roles.iter().map(|role| role.actor.clone()).collect();
    match role {
        RoleName::Recommender if found.recommenders.is_empty() => publisher.cloned().into_iter().collect(),
        RoleName::Recommender => ids(&found.recommenders),
        RoleName::Addressee => ids(&found.addressees),
        RoleName::SoughtFrom => ids(&found.sought_from),
        RoleName::Beneficiary => ids(&found.beneficiaries),
        RoleName::Invokes => ids(&found.invokes),
        RoleName::Place => ids(&found.places),
        RoleName::Counterpart(relation) => {
            let these = found.counterparts.iter().filter(|counterpart| counterpart.relation == relation);
            these.map(|counterpart| counterpart.role.actor.clone()).collect()
        }
    }
}

/// Takes somebody, or all, out of a role.
pub(super) fn take(found: &mut Recommendation, role: RoleName, who: Option<&ActorId>) {
    let stays = |role: &Role| who.is_some_and(|who| role.actor != *who);
    match role {
        RoleName::Recommender => found.recommenders.retain(stays),
        RoleName::Addressee => found.addressees.retain(stays),
        RoleName::SoughtFrom => found.sought_from.retain(stays),
        RoleName::Beneficiary => found.beneficiaries.retain(stays),
        RoleName::Invokes => found.invokes.retain(stays),
        RoleName::Place => found.places.retain(stays),
        RoleName::Counterpart(relation) => {
            found.counterparts.retain(|counterpart| counterpart.relation != relation || stays(&counterpart.role));
        }
    }
}

/// Puts somebody into a role.
pub(super) fn put(found: &mut Recommendation, role: RoleName, filler: Role) {
    match role {
        RoleName::Recommender => found.recommenders.push(filler),
        RoleName::Addressee => found.addressees.push(filler),
        RoleName::SoughtFrom => found.sought_from.push(filler),
        RoleName::Beneficiary => found.beneficiaries.push(filler),
        RoleName::Invokes => found.invokes.push(filler),
        RoleName::Place => found.places.push(filler),
        RoleName::Counterpart(relation) => {
            found.counterparts.push(Counterpart { role: filler, relation });
        }
    }
}
