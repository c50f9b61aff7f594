//! A page as a tree, built by html5ever as browsers build it: whatever stands in the file, a tree comes of it.

use html5ever::interface::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, QualName, parse_document};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// The nodes of a page; node 0 is the page itself.
#[derive(Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    content: Content,
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
}

#[derive(Default)]
enum Content {
    /// The page itself, a comment, a document type …
    #[default]
    Other,
    Text(String),
    Element {
        name: Rc<QualName>,
        attributes: Vec<Attribute>,
    },
}

impl Tree {
    /// Reads a page.
    pub fn parse(html: &str) -> Self {
        parse_document(Builder::default(), html5ever::ParseOpts::default()).one(html)
    }

    /// The name of an element in small letters; of other nodes the empty text.
    pub fn name(&self, node: usize) -> &str {
        match &self.nodes[node].content {
            Content::Element { name, .. } => &name.local,
            _ => "",
        }
    }

    pub fn text(&self, node: usize) -> Option<&str> {
        match &self.nodes[node].content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn attribute(&self, node: usize, name: &str) -> Option<&str> {
        match &self.nodes[node].content {
            Content::Element { attributes, .. } => {
                attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
            }
            _ => None,
        }
    }

    pub fn parent(&self, node: usize) -> Option<usize> {
        self.nodes[node].parent
    }

    pub fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.nodes[node].first, |child| self.nodes[*child].next)
    }

    /// A node and all that stands in it, in the order of the page.
    pub fn below(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = Some(node);
        std::iter::from_fn(move || {
            let this = at?;
            at = self.nodes[this].first.or_else(|| {
                let mut up = this;
                while up != node {
                    if let Some(next) = self.nodes[up].next {
                        return Some(next);
                    }
                    up = self.nodes[up].parent?;
                }
                None
            });
            Some(this)
        })
    }

    /// How deep the deepest node stands.
    pub fn depth(&self) -> usize {
        let (mut depth, mut deepest, mut at) = (0, 0, 0);
        loop {
            if let Some(first) = self.nodes[at].first {
                (at, depth) = (first, depth + 1);
                deepest = depth.max(deepest);
                continue;
            }
            while self.nodes[at].next.is_none() {
                match self.nodes[at].parent {
                    Some(parent) => (at, depth) = (parent, depth - 1),
                    None => return deepest,
                }
            }
            at = self.nodes[at].next.unwrap_or(at);
        }
    }

    fn add(&mut self, content: Content) -> usize {
        self.nodes.push(Node { content, ..Node::default() });
        self.nodes.len() - 1
    }

    fn detach(&mut self, node: usize) {
        let Node { parent, previous, next, .. } = self.nodes[node];
        match (previous, parent) {
            (Some(previous), _) => self.nodes[previous].next = next,
            (None, Some(parent)) => self.nodes[parent].first = next,
            (None, None) => {}
        }
        match (next, parent) {
            (Some(next), _) => self.nodes[next].previous = previous,
            (None, Some(parent)) => self.nodes[parent].last = previous,
            (None, None) => {}
        }
        let node = &mut self.nodes[node];
        (node.parent, node.previous, node.next) = (None, None, None);
    }

    /// Puts a node into `parent`, before `next` or at the end.
    fn insert(&mut self, node: usize, parent: usize, next: Option<usize>) {
        self.detach(node);
        let previous = next.map_or(self.nodes[parent].last, |next| self.nodes[next].previous);
        (self.nodes[node].parent, self.nodes[node].previous, self.nodes[node].next) = (Some(parent), previous, next);
        match previous {
            Some(previous) => self.nodes[previous].next = Some(node),
            None => self.nodes[parent].first = Some(node),
        }
        match next {
            Some(next) => self.nodes[next].previous = Some(node),
            None => self.nodes[parent].last = Some(node),
        }
    }

    fn put(&mut self, child: NodeOrText<Handle>, parent: usize, next: Option<usize>) {
        match child {
            NodeOrText::AppendNode(node) => self.insert(node.at, parent, next),
            NodeOrText::AppendText(more) => {
                let previous = next.map_or(self.nodes[parent].last, |next| self.nodes[next].previous);
                if let Some(previous) = previous
                    && let Content::Text(text) = &mut self.nodes[previous].content
                {
                    return text.push_str(&more);
                }
                let node = self.add(Content::Text(more.to_string()));
                self.insert(node, parent, next);
            }
        }
    }
}

/// A node as html5ever holds it.
#[derive(Clone)]
struct Handle {
    at: usize,
    name: Option<Rc<QualName>>,
}

struct Builder {
    tree: RefCell<Tree>,
    /// What has no name is never asked for one; were it, this would be it.
    nameless: QualName,
}

impl Default for Builder {
    fn default() -> Self {
        let mut tree = Tree::default();
        tree.add(Content::Other);
        let nameless = QualName::new(None, html5ever::ns!(), html5ever::LocalName::from(""));
        Self { tree: RefCell::new(tree), nameless }
    }
}

impl Builder {
    fn other(&self) -> Handle {
        Handle { at: self.tree.borrow_mut().add(Content::Other), name: None }
    }
}

impl TreeSink for Builder {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { at: 0, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        target.name.as_deref().unwrap_or(&self.nameless)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let name = Rc::new(name);
        let content = Content::Element { name: name.clone(), attributes };
        Handle { at: self.tree.borrow_mut().add(content), name: Some(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.tree.borrow_mut().put(child, parent.at, None);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parent = self.tree.borrow().parent(element.at);
        match parent {
            Some(_) => self.append_before_sibling(element, child),
            None => self.append(previous, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What stands in a template is not shown: it goes where nobody looks.
    fn get_template_contents(&self, _: &Handle) -> Handle {
        self.other()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.at == other.at
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let mut tree = self.tree.borrow_mut();
        if let Some(parent) = tree.parent(sibling.at) {
            tree.put(child, parent, Some(sibling.at));
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        if let Content::Element { attributes, .. } = &mut self.tree.borrow_mut().nodes[target.at].content {
            for attribute in more {
                if !attributes.iter().any(|known| known.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.at);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.nodes[node.at].first {
            tree.insert(child, new_parent.at, None);
        }
    }
}
