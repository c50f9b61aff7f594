//! The page of a network, whole: what is in its file, whatever the documents say.

use super::typed;
use demarche::network::{Layout, LayoutOptions, Network, Style, page};

/// A network whose names, quotes and addresses try to get out of their places.
#[test]
fn a_page_is_one_file_in_which_nothing_of_a_document_runs() {
    let network = Network::of(&typed(
        r#"SELECT * { VALUES (?source ?source_label ?relation ?target ?target_label ?quote ?document ?publisher ?date ?strength) {
            (<http://x/a> "Harbour <b>Kids</b>" <http://x/urges> <http://x/b> "</script><script>alert(1)</script>"
                "it \"must\" <!-- stop & {{script}} " <javascript:alert(2)> "R. Vance" "2031-04" "must")
            (<http://x/b> "</script><script>alert(1)</script>" <http://x/urges> <http://x/a> "Harbour <b>Kids</b>"
                UNDEF UNDEF UNDEF UNDEF UNDEF) } }"#,
    ))
    .unwrap();
    let layout = Layout::of(&network, &LayoutOptions::default());
    let title = "Who asks <whom> & {{data}}?".to_owned();
    let page = page::html(&network, &layout, &Style { title, ..Style::default() });
    // What stands in files of its own is told by their names.
    let files = ["src/network/page/page.css", "src/network/page/page.js"].map(|name| {
        (name, std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap())
    });
    let mut shown = page.clone();
    for (name, text) in &files {
        assert_eq!(page.matches(text.as_str()).count(), 1, "{name} stands in it once");
        shown = shown.replacen(text.as_str(), &format!("[{name}]\n"), 1);
    }
    let (head, rest) = shown.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("[src/network/page/page.css]").unwrap();
    let mut parts = head.split("'sha256-");
    let mut head = parts.next().unwrap().to_owned();
    for part in parts {
        head += "[hash]";
        head += part.split_once('\'').unwrap().1;
    }
    assert_eq!(head.matches("[hash]").count(), 2, "style and script are allowed by their hashes");
    insta::assert_snapshot!("page", format!("{head}<style>[look][src/network/page/page.css]{body}"));
}
