//! One actor in the place of another, wherever an extraction refers to it.

use super::{Extraction, Recommendation, Role};
use crate::iri::ActorId;
use crate::text::ByteSpan;

/// Every reference to an actor, with the place that makes it.
pub(crate) fn each_actor(extraction: &mut Extraction, visit: &mut impl FnMut(&mut ActorId, Option<ByteSpan>)) {
    for mention in &mut extraction.mentions {
        visit(&mut mention.actor, Some(mention.span));
    }
    each_role(extraction, &mut |role| visit(&mut role.actor, role.span));
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

/// Every role of what is asked and what others are told to ask.
pub(crate) fn each_role(extraction: &mut Extraction, visit: &mut impl FnMut(&mut Role)) {
    for found in extraction.recommendations.iter_mut().chain(&mut extraction.reported_calls) {
        found.spokesperson.iter_mut().for_each(&mut *visit);
        found.counterparts.iter_mut().for_each(|counterpart| visit(&mut counterpart.role));
        found.roles_mut().into_iter().flatten().for_each(&mut *visit);
    }
}

/// Who fills a role twice, fills it once.
pub(crate) fn once_each(found: &mut Recommendation) {
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
