//! Reads the path of a call, in every form in which people and exports write one.
//!
//! A full URL loses its scheme and host; query and fragment are cut; the rest is split
//! at slashes, but not inside of Velocity expressions. What Terraform does not know is
//! a hole, and stays one.

/// A part of a path, in the order in which the parts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPiece<'t> {
    /// Text, which may hold Velocity expressions and parameters in braces.
    Text(&'t str),
    /// A value that is not known and is an identifier for sure, like the id of a
    /// resource: it fills a parameter, and holds no slash.
    Identifier,
    /// A value of which nothing is known.
    Hole,
}

/// One segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// A literal text.
    Literal(String),
    /// Something that fills a parameter: `{name}`, or an identifier.
    Parameter,
    /// A Velocity expression, which fills a parameter as far as one can tell before it
    /// runs; with the literal text before it.
    Velocity(String),
    /// Text, something unknown, text.
    Hole(String, String),
}

/// A path that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Path {
    /// The segments after the root.
    Segments(Vec<Segment>),
    /// The path does not begin at the root; the segments if it did.
    Relative(Vec<Segment>),
    /// A URL of another host.
    Foreign(String),
    /// It begins with something unknown, and what follows does not begin with `/api/`.
    Open,
}

impl Path {
    pub(super) fn read(pieces: &[PathPiece<'_>]) -> Self {
        let mut segments = Reader::read(pieces);
        if segments.len() > 1 && segments.last().is_some_and(Segment::is_empty) {
            segments.pop();
        }
        let text = |at: usize| segments.get(at).and_then(Segment::literal);
        let scheme = text(0).is_some_and(|text| {
            text.eq_ignore_ascii_case("https:") || text.eq_ignore_ascii_case("http:")
        });
        if scheme && text(1) == Some("") {
            if let Some(host) = text(2).filter(|host| !is_platform(host)) {
                return Self::Foreign(host.to_owned());
            }
            return Self::Segments(segments.split_off(segments.len().min(3)));
        }
        match segments.first() {
            Some(Segment::Literal(first)) if first.is_empty() => {
                Self::Segments(segments.split_off(1))
            }
            Some(Segment::Literal(host)) if is_platform(host) => {
                Self::Relative(segments.split_off(1))
            }
            Some(Segment::Literal(_)) => Self::Relative(segments),
            // A base that is not known, as in `${var.base}/api/v2/users`.
            Some(_) if text(1) == Some("api") => Self::Segments(segments.split_off(1)),
            Some(_) => Self::Open,
            None => Self::Relative(Vec::new()),
        }
    }
}

/// Whether a host serves the platform's API: `api.mypurecloud.com` and its like in
/// other countries, and `api.<region>.pure.cloud`.
pub(crate) fn is_platform(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let host = host.split_once(':').map_or(host.as_str(), |(name, _)| name);
    let mut labels = host.rsplit('.');
    let last = labels.next().unwrap_or_default();
    let before = labels.next().unwrap_or_default();
    let third = labels.next().unwrap_or_default();
    before == "mypurecloud"
        || (third == "mypurecloud" && ["co", "com"].contains(&before))
        || (before == "pure" && last == "cloud")
}

impl Segment {
    fn is_empty(&self) -> bool {
        self.literal() == Some("")
    }

    pub(super) fn literal(&self) -> Option<&str> {
        match self {
            Self::Literal(text) => Some(text),
            Self::Parameter | Self::Velocity(_) | Self::Hole(..) => None,
        }
    }
}

/// Gathers segments from pieces.
#[derive(Default)]
struct Reader {
    segments: Vec<Segment>,
    /// The text of the segment so far, or since its last hole.
    text: String,
    /// The text before the first thing that is not text.
    prefix: Option<String>,
    hole: bool,
    velocity: bool,
    /// How many brackets are open.
    depth: u32,
}

impl Reader {
    fn read(pieces: &[PathPiece<'_>]) -> Vec<Segment> {
        let mut reader = Self::default();
        for piece in pieces {
            match piece {
                PathPiece::Text(text) => {
                    if !reader.text(text) {
                        break;
                    }
                }
                PathPiece::Identifier => reader.gap(),
                PathPiece::Hole => {
                    reader.gap();
                    reader.hole = true;
                }
            }
        }
        reader.end_segment();
        reader.segments
    }

    /// Reads text; false where the path ends in it.
    fn text(&mut self, text: &str) -> bool {
        for (at, letter) in text.char_indices() {
            let rest = text.get(at..).unwrap_or_default();
            match letter {
                '/' if self.depth == 0 => self.end_segment(),
                '?' if self.depth == 0 => return false,
                '#' if self.depth == 0 => {
                    // A Velocity directive decides at run time what stands here.
                    if ["#if", "#set", "#foreach", "#else", "#end", "#{"]
                        .iter()
                        .any(|directive| rest.starts_with(directive))
                    {
                        self.gap();
                        self.hole = true;
                    }
                    return false;
                }
                '$' => {
                    self.gap();
                    self.velocity = true;
                }
                '{' | '(' => {
                    self.depth = self.depth.saturating_add(1);
                    self.text.push(letter);
                }
                '}' | ')' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.text.push(letter);
                }
                _ => self.text.push(letter),
            }
        }
        true
    }

    fn gap(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.prefix.get_or_insert(text);
    }

    fn end_segment(&mut self) {
        let text = std::mem::take(&mut self.text);
        let prefix = self.prefix.take();
        let segment = match prefix {
            None if text.starts_with('{') && text.ends_with('}') => Segment::Parameter,
            None => Segment::Literal(text),
            // The text after a Velocity expression may still belong to it.
            Some(prefix) if self.hole && self.velocity => Segment::Hole(prefix, String::new()),
            Some(prefix) if self.hole => Segment::Hole(prefix, text),
            Some(prefix) if self.velocity => Segment::Velocity(prefix),
            Some(_) => Segment::Parameter,
        };
        self.segments.push(segment);
        self.hole = false;
        self.velocity = false;
        self.depth = 0;
    }
}
