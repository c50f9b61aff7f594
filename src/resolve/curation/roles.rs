//! Who fills the roles of a recommendation, as corrections change it.

use super::RoleName;
use crate::extract::{Counterpart, Extraction, Recommendation, Role};
use crate::iri::ActorId;
use crate::text::ByteSpan;

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

/// Every reference to an actor, with the place that makes it.
pub(super) fn each_actor(extraction: &mut Extraction, visit: &mut impl FnMut(&mut ActorId, Option<ByteSpan>)) {
    for mention in &mut extraction.mentions {
        visit(&mut mention.actor, Some(mention.span));
    }
    for found in extraction.recommendations.iter_mut().chain(&mut extraction.reported_calls) {
        let counterparts = found.counterparts.iter_mut().map(|counterpart| &mut counterpart.role);
        let speakers = found.recommenders.iter_mut().chain(&mut found.spokesperson);
        let roles = speakers.chain(&mut found.addressees).chain(counterparts);
        let roles = roles.chain(&mut found.sought_from).chain(&mut found.beneficiaries);
        for role in roles.chain(&mut found.invokes).chain(&mut found.places) {
            visit(&mut role.actor, role.span);
        }
    }
    for role in extraction.citations.iter_mut().filter_map(|citation| citation.publisher.as_mut()) {
        visit(&mut role.actor, role.span);
    }
    if let Some(publisher) = &mut extraction.publisher {
        visit(&mut publisher.actor, publisher.span);
    }
    for actor in &mut extraction.actors {
        for (member, span) in &mut actor.members {
            visit(member, Some(*span));
        }
        if let Some(whole) = &mut actor.acts_for {
            visit(whole, None);
        }
    }
}

/// Who fills a role twice, fills it once.
pub(super) fn once_each(found: &mut Recommendation) {
    fn once(roles: &mut Vec<Role>) {
        let mut seen = Vec::new();
        roles.retain(|role| {
            let is_new = !seen.contains(&role.actor);
            seen.push(role.actor.clone());
            is_new
        });
    }
    for roles in found.roles_mut() {
        once(roles);
    }
    let mut seen = Vec::new();
    found.counterparts.retain(|counterpart| {
        let key = (counterpart.role.actor.clone(), counterpart.relation);
        let is_new = !seen.contains(&key);
        seen.push(key);
        is_new
    });
}
