//! The saved queries and derivation rules that are built into the program, so that it works anywhere. A test holds this list
//! against the folders.

/// The files of `queries/`, by name.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("actor-kinds.rq", include_str!("../../queries/actor-kinds.rq")),
    ("actor-names.rq", include_str!("../../queries/actor-names.rq")),
    ("actors.rq", include_str!("../../queries/actors.rq")),
    ("addressed-to-nobody.rq", include_str!("../../queries/addressed-to-nobody.rq")),
    ("asked-for-by.rq", include_str!("../../queries/asked-for-by.rq")),
    ("asked-to-do.rq", include_str!("../../queries/asked-to-do.rq")),
    ("asked-to-move.rq", include_str!("../../queries/asked-to-move.rq")),
    ("asked-to-stop.rq", include_str!("../../queries/asked-to-stop.rq")),
    ("asked-to-work-with.rq", include_str!("../../queries/asked-to-work-with.rq")),
    ("asks-on-topic.rq", include_str!("../../queries/asks-on-topic.rq")),
    ("by-strength.rq", include_str!("../../queries/by-strength.rq")),
    ("citations.rq", include_str!("../../queries/citations.rq")),
    ("conditions.rq", include_str!("../../queries/conditions.rq")),
    ("copies.rq", include_str!("../../queries/copies.rq")),
    ("corrections.rq", include_str!("../../queries/corrections.rq")),
    ("deadlines.rq", include_str!("../../queries/deadlines.rq")),
    ("documents-without.rq", include_str!("../../queries/documents-without.rq")),
    ("documents.rq", include_str!("../../queries/documents.rq")),
    ("doubtful.rq", include_str!("../../queries/doubtful.rq")),
    ("kinds-of-action.rq", include_str!("../../queries/kinds-of-action.rq")),
    ("most-addressed.rq", include_str!("../../queries/most-addressed.rq")),
    ("network-alike-asks.rq", include_str!("../../queries/network-alike-asks.rq")),
    ("network-asked-to-move.rq", include_str!("../../queries/network-asked-to-move.rq")),
    ("network-asked-to-work-with.rq", include_str!("../../queries/network-asked-to-work-with.rq")),
    ("network-in-one-document.rq", include_str!("../../queries/network-in-one-document.rq")),
    ("network-membership.rq", include_str!("../../queries/network-membership.rq")),
    ("network-named-together.rq", include_str!("../../queries/network-named-together.rq")),
    ("network-who-asks-whom.rq", include_str!("../../queries/network-who-asks-whom.rq")),
    ("never-addressed.rq", include_str!("../../queries/never-addressed.rq")),
    ("on-whose-behalf.rq", include_str!("../../queries/on-whose-behalf.rq")),
    ("recommendation-tree.rq", include_str!("../../queries/recommendation-tree.rq")),
    ("reported-calls.rq", include_str!("../../queries/reported-calls.rq")),
    ("roles-counted.rq", include_str!("../../queries/roles-counted.rq")),
    ("roles-known-how.rq", include_str!("../../queries/roles-known-how.rq")),
    ("said-of.rq", include_str!("../../queries/said-of.rq")),
    ("strength-by-organization.rq", include_str!("../../queries/strength-by-organization.rq")),
    ("topic-since-when.rq", include_str!("../../queries/topic-since-when.rq")),
    ("topics-by-organization.rq", include_str!("../../queries/topics-by-organization.rq")),
    ("unknown-actors.rq", include_str!("../../queries/unknown-actors.rq")),
    ("who-asks-whom.rq", include_str!("../../queries/who-asks-whom.rq")),
    ("who-else-asks.rq", include_str!("../../queries/who-else-asks.rq")),
];

/// The files of `queries/rules/`, by name.
pub(super) const RULES: &[(&str, &str)] = &[
    ("acts-for.rq", include_str!("../../queries/rules/acts-for.rq")),
    ("asked-to-move.rq", include_str!("../../queries/rules/asked-to-move.rq")),
    ("asked-to-work-with.rq", include_str!("../../queries/rules/asked-to-work-with.rq")),
    ("urges-to-stop.rq", include_str!("../../queries/rules/urges-to-stop.rq")),
    ("urges.rq", include_str!("../../queries/rules/urges.rq")),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Every file of the folder is in the list, and the list is in order.
    #[test]
    fn every_query_file_is_built_in() {
        for (folder, list) in [("queries", QUERIES), ("queries/rules", RULES)] {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            let names =
                std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
            let mut files: Vec<String> = names.filter(|name| name.ends_with(".rq")).collect();
            files.sort();
            assert_eq!(list.iter().map(|(name, _)| *name).collect::<Vec<_>>(), files);
        }
    }
}
