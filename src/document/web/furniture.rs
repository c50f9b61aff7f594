//! What on a page is the text, and what stands around it: told by elements, roles and names of classes as sites use them,
//! and by how much of a part is links.

use super::dom::Tree;

/// A page with the part that holds its text.
pub(super) struct Page<'a> {
    pub tree: &'a Tree,
    pub main: usize,
    /// How many parts are nothing but leads to other pages.
    pub teasers: usize,
    /// What is left out, by node.
    out: Vec<bool>,
    /// For each node, how much text stands in it, and how much of that in links to other pages; in bytes.
    weight: Vec<(usize, usize)>,
}

/// Elements that never hold a document's text.
const OUT: [&str; 34] = [
    "script",
    "style",
    "template",
    "noscript",
    "nav",
    "footer",
    "aside",
    "button",
    "input",
    "select",
    "textarea",
    "label",
    "svg",
    "canvas",
    "iframe",
    "object",
    "embed",
    "video",
    "audio",
    "picture",
    "img",
    "dialog",
    "menu",
    "head",
    "figcaption",
    "map",
    "form",
    "frameset",
    "progress",
    "math",
    "datalist",
    "output",
    "search",
    "rt",
];

/// Roles of parts around the text.
const ROLES: [&str; 14] = [
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "form",
    "button",
    "tablist",
    "alert",
];

/// Words in the names of classes and ids that sites give to parts around the text.
const WORDS: [&str; 60] = [
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "onetrust",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "widget",
    "share",
    "sharing",
    "sharedaddy",
    "addtoany",
    "social",
    "related",
    "relatedposts",
    "recommended",
    "recommendations-widget",
    "promo",
    "newsletter",
    "subscribe",
    "subscription",
    "signup",
    "comments",
    "comment",
    "respond",
    "disqus",
    "pagination",
    "pager",
    "footer",
    "colophon",
    "skip",
    "byline",
    "tags",
    "tagcloud",
    "meta",
    "metadata",
    "toolbar",
    "ticker",
    "popup",
    "modal",
    "overlay",
    "advert",
    "ads",
    "advertisement",
    "sponsored",
    "login",
    "search",
    "mostread",
    "trending",
    "feedback",
    "print",
    "donate",
    "teaser",
    "dates",
    "copyright",
];

/// Whole names of classes for what only screen readers say, and for pairs of words.
const NAMES: [&str; 9] = [
    "screen-reader-text",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "most-read",
    "read-more",
    "see-also",
    "back-to-top",
    "entry-footer",
];

impl<'a> Page<'a> {
    pub fn of(tree: &'a Tree) -> Self {
        let nodes: Vec<usize> = tree.below(0).collect();
        let size = nodes.iter().max().map_or(1, |last| last + 1);
        let mut page = Self { tree, main: 0, teasers: 0, out: vec![false; size], weight: vec![(0, 0); size] };
        page.prune(&nodes, false);
        page.weigh(&nodes);
        page.prune(&nodes, true);
        page.weigh(&nodes);
        page.drop_teasers(&nodes);
        page.weigh(&nodes);
        page.drop_lists_of_links(&nodes);
        page.weigh(&nodes);
        page.main = page.find_main();
        page
    }

    /// The share of a node's text that is links, in hundredths.
    fn linked(&self, node: usize) -> usize {
        let (text, links) = self.weight[node];
        links * 100 / text.max(1)
    }

    /// The children that are left.
    pub fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        self.tree.children(node).filter(|child| !self.out[*child])
    }

    /// What is left of a node and below it.
    pub fn below(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let mut skip: Option<usize> = None;
        self.tree.below(node).filter(move |at| {
            let inside = skip.is_some_and(|skip| self.is_inside(*at, skip));
            if !inside {
                skip = self.out[*at].then_some(*at);
            }
            !inside && !self.out[*at]
        })
    }

    fn is_inside(&self, node: usize, outer: usize) -> bool {
        std::iter::successors(Some(node), |at| self.tree.parent(*at)).any(|at| at == outer)
    }

    /// Leaves out what elements, roles and attributes tell (first), and what names of classes tell (then, once it is known
    /// how much text stands where: the part that holds most of the page's text is no menu, whatever it is called).
    fn prune(&mut self, nodes: &[usize], by_class: bool) {
        let whole = self.weight[0].0;
        for &node in nodes {
            let out = match by_class {
                false => self.is_out_by_element(node),
                true => self.is_out_by_class(node) && self.weight[node].0 * 2 <= whole,
            };
            self.out[node] |= out;
        }
    }

    fn is_out_by_element(&self, node: usize) -> bool {
        let tree = self.tree;
        let name = tree.name(node);
        if name.is_empty() || matches!(name, "html" | "body" | "main" | "article") {
            return false;
        }
        // A form around the whole page is how some systems make pages; its text is looked at.
        let form = name == "form" && tree.below(node).any(|at| matches!(tree.name(at), "p" | "h1" | "article"));
        let figure = name == "figcaption" && tree.below(node).any(|at| tree.name(at) == "blockquote");
        let role = tree.attribute(node, "role").unwrap_or_default();
        let style = tree.attribute(node, "style").unwrap_or_default();
        let hidden = tree.attribute(node, "hidden").is_some()
            || tree.attribute(node, "aria-hidden") == Some("true")
            || style.split(';').any(|rule| {
                let rule: String = rule.chars().filter(|sign| !sign.is_whitespace()).collect();
                matches!(rule.to_ascii_lowercase().as_str(), "display:none" | "visibility:hidden")
            });
        (OUT.contains(&name) && !form && !figure)
            || (ROLES.contains(&role) && !(role == "form" && form))
            || hidden
            || (name == "header" && !self.holds_title(node))
    }

    /// Whether a page's header is the header of its text: it holds the main heading and no menu.
    fn holds_title(&self, node: usize) -> bool {
        let has = |name: &str| self.tree.below(node).any(|at| self.tree.name(at) == name);
        (has("h1") || has("h2")) && !has("nav")
    }

    fn is_out_by_class(&self, node: usize) -> bool {
        let tree = self.tree;
        if !matches!(
            tree.name(node),
            "div"
                | "section"
                | "ul"
                | "ol"
                | "p"
                | "span"
                | "dl"
                | "table"
                | "td"
                | "header"
                | "li"
                | "h2"
                | "h3"
                | "h4"
                | "form"
                | "a"
        ) {
            return false;
        }
        let names = [tree.attribute(node, "class"), tree.attribute(node, "id"), tree.attribute(node, "aria-label")];
        names.into_iter().flatten().flat_map(str::split_whitespace).any(|name| {
            let name = name.to_ascii_lowercase();
            NAMES.contains(&name.as_str())
                || name.split(|sign: char| !sign.is_ascii_alphanumeric()).any(|word| WORDS.contains(&word))
        })
    }

    /// Counts text and text in links, from the leaves up.
    fn weigh(&mut self, nodes: &[usize]) {
        self.weight.fill((0, 0));
        for &node in nodes {
            if let Some(text) = self.tree.text(node) {
                let len = text.split_whitespace().map(str::len).sum();
                self.weight[node] = (len, 0);
            }
        }
        // A child always stands behind its parent in the order of the page.
        for &node in nodes.iter().rev() {
            if self.out[node] {
                self.weight[node] = (0, 0);
            }
            if self.tree.name(node) == "a" && self.leads_away(node) {
                self.weight[node].1 = self.weight[node].0;
            }
            if let Some(parent) = self.tree.parent(node) {
                let (text, links) = self.weight[node];
                self.weight[parent].0 += text;
                self.weight[parent].1 += links;
            }
        }
    }

    fn leads_away(&self, link: usize) -> bool {
        self.tree.attribute(link, "href").is_some_and(|href| !href.starts_with('#'))
    }

    /// Leaves out the leads to other pages: a part with one heading that is a link, and little beside it.
    fn drop_teasers(&mut self, nodes: &[usize]) {
        let heads = nodes.iter().copied().filter(|node| {
            matches!(self.tree.name(*node), "h1" | "h2" | "h3" | "h4" | "h5")
                && self.weight[*node].0 > 0
                && self.linked(*node) > 90
        });
        let teasers: Vec<usize> = heads
            .filter_map(|head| {
                let parts = std::iter::successors(self.tree.parent(head), |at| self.tree.parent(*at));
                let part = parts.take_while(|part| {
                    let heads = |at: &usize| matches!(self.tree.name(*at), "h1" | "h2" | "h3" | "h4" | "h5");
                    matches!(self.tree.name(*part), "div" | "li" | "article" | "section" | "header" | "a" | "td" | "tr")
                        && self.weight[*part].0 < 500
                        && self.tree.below(*part).filter(heads).count() == 1
                });
                part.last()
            })
            .collect();
        if teasers.len() > 1 {
            self.teasers = teasers.len();
            for teaser in teasers {
                self.out[teaser] = true;
            }
        }
    }

    /// Leaves out lists (and tables of links) whose items are nothing but links to other pages.
    fn drop_lists_of_links(&mut self, nodes: &[usize]) {
        for &node in nodes {
            let name = self.tree.name(node);
            let list = matches!(name, "ul" | "ol" | "dl" | "table") && self.linked(node) > 85;
            // "Last updated … Legal notice – Privacy policy"
            let line = matches!(name, "p" | "div" | "td" | "small")
                && self.weight[node].0 < 200
                && self.linked(node) >= 45
                && self
                    .children(node)
                    .all(|child| !matches!(self.tree.name(child), "p" | "div" | "ul" | "ol" | "table"))
                && self.below(node).filter(|at| self.tree.name(*at) == "a").nth(1).is_some();
            self.out[node] |= list || line;
        }
    }

    /// The part that holds the text: from the whole page down, as long as one part holds nearly all of what is no link.
    fn find_main(&self) -> usize {
        let own = |node: usize| self.weight[node].0 - self.weight[node].1;
        let start = |name: &str| {
            let fits = |at: &usize| {
                self.tree.name(*at) == name || (name == "main" && self.tree.attribute(*at, "role") == Some("main"))
            };
            self.below(0).filter(fits).max_by_key(|at| (own(*at), std::cmp::Reverse(*at)))
        };
        let mut main = start("main").filter(|main| own(*main) * 3 > own(0)).unwrap_or(0);
        if let Some(article) = start("article").filter(|article| own(*article) * 2 > own(main)) {
            main = article;
        }
        let title = self.below(0).find(|at| self.tree.name(*at) == "h1");
        loop {
            let down = self.children(main).find(|child| {
                let enough = own(*child) * 100 >= own(main) * 85 && own(*child) > 0;
                let container = matches!(
                    self.tree.name(*child),
                    "html"
                        | "body"
                        | "main"
                        | "article"
                        | "div"
                        | "section"
                        | "form"
                        | "table"
                        | "tbody"
                        | "tr"
                        | "td"
                        | "center"
                        | "font"
                        | "span"
                );
                let titled = title.is_none_or(|title| self.is_inside(title, *child) || !self.is_inside(title, main));
                enough && container && titled
            });
            match down {
                Some(down) => main = down,
                None => return main,
            }
        }
    }
}
