//! How fast files are parsed, compared with hcl-edit in the same process.
//!
//! `cargo bench -p grantlint-parser --bench parse -- FOLDER` reads every `.tf`
//! file below the folder that both parsers accept, then parses them all from
//! memory, with one and the other in turn, on one thread. Without a folder it
//! measures generated texts alone. Where `terraform` is on the path, it also
//! compares reading the folder's files from the disk, as a run reads them, with
//! `terraform fmt -check -recursive`. At last it prints how the time grows with
//! the size of texts of many shapes, broken ones among them.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measures")]

mod shapes;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use grantlint_parser::source::{FileId, Sources};
use grantlint_parser::syntax::{self, tree::Format};

const ROUNDS: usize = 9;

fn main() -> ExitCode {
    let id = Sources::default().add("bench.tf", "");
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    if let Some(folder) = folder {
        let texts = match read(Path::new(&folder)) {
            Ok(texts) => texts,
            Err(error) => {
                println!("{folder}: {error}");
                return ExitCode::FAILURE;
            }
        };
        let both = |text: &Arc<str>| ours(id, text) && theirs(text);
        let (texts, rest): (Vec<_>, Vec<_>) = texts.into_iter().partition(both);
        println!("{} files, {} left out", texts.len(), rest.len());
        compare(id, "files", &texts);
        let bytes = texts.iter().chain(&rest).map(|text| text.len()).sum();
        compare_reading(Path::new(&folder), bytes);
    }
    compare(id, "resources", &[resources(2_000)]);
    println!("one object of {} keys, ours alone:", 32_000);
    let object = object(32_000);
    let times: Vec<_> = (0..ROUNDS).map(|_| time(|| ours(id, &object))).collect();
    show("ours", object.len(), &times);
    shapes::print(id);
    ExitCode::SUCCESS
}

/// The `.tf` files below a folder.
fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut folders: Vec<PathBuf> = vec![folder.into()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "tf") {
                files.push(path);
            }
        }
    }
    Ok(files)
}

fn read(folder: &Path) -> std::io::Result<Vec<Arc<str>>> {
    let mut texts = Vec::new();
    for file in files(folder)? {
        texts.extend(String::from_utf8(std::fs::read(file)?).map(Arc::from));
    }
    Ok(texts)
}

/// Reads all files below a folder as a run does, on all processors, and keeps texts
/// and trees.
fn load(folder: &Path) -> std::io::Result<bool> {
    let paths = files(folder)?;
    let id = Sources::default().add("bench.tf", "");
    let next = AtomicUsize::new(0);
    let work = || {
        let mut read = Vec::new();
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            let text = std::fs::read(path).ok().map(String::from_utf8);
            let Some(Ok(text)) = text else { continue };
            let text: Arc<str> = text.into();
            let parsed = syntax::parse(id, text.clone(), Format::Hcl);
            read.push((path, text, parsed));
        }
        read
    };
    let threads = std::thread::available_parallelism()?.get();
    let mut sources = Sources::default();
    let mut trees = Vec::new();
    std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        all.extend(
            helpers
                .into_iter()
                .flat_map(|it| it.join().unwrap_or_default()),
        );
        for (path, text, parsed) in all {
            sources.add(&path.to_string_lossy(), text);
            trees.push(parsed);
        }
    });
    Ok(!trees.is_empty())
}

fn ours(id: FileId, text: &Arc<str>) -> bool {
    syntax::parse(id, text.clone(), Format::Hcl)
        .errors
        .is_empty()
}

fn theirs(text: &str) -> bool {
    hcl_edit::parser::parse_body(text).is_ok()
}

fn time(work: impl FnOnce() -> bool) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn compare(id: FileId, what: &str, texts: &[Arc<str>]) {
    let bytes = texts.iter().map(|text| text.len()).sum();
    println!("{what}: {:.2} MB", bytes as f64 / 1e6);
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        times
            .0
            .push(time(|| texts.iter().all(|text| ours(id, text))));
        times.1.push(time(|| texts.iter().all(|text| theirs(text))));
    }
    let ours = show("ours", bytes, &times.0);
    let theirs = show("hcl-edit", bytes, &times.1);
    println!("  ratio {:.1}", theirs / ours);
}

/// Compares reading and parsing all files below a folder with Terraform's
/// formatter, which also lays each text out anew. The first run of each warms the
/// disk's cache and is not counted.
fn compare_reading(folder: &Path, bytes: usize) {
    let ours = || load(folder).unwrap_or_default();
    let theirs = || {
        let mut terraform = Command::new("terraform");
        terraform.args(["fmt", "-check", "-recursive", "-list=false", "-no-color"]);
        terraform.arg(folder).env("CHECKPOINT_DISABLE", "1");
        terraform.stdout(Stdio::null()).stderr(Stdio::null());
        terraform.status().is_ok()
    };
    if !(ours() && theirs()) {
        println!("no terraform on the path");
        return;
    }
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..3 {
        times.0.extend((0..3).map(|_| time(ours)));
        times.1.push(time(theirs));
    }
    println!("reading the folder:");
    let ours = show("ours", bytes, &times.0);
    let theirs = show("terraform", bytes, &times.1);
    println!("  ratio {:.1}", theirs / ours);
}

/// Prints the median of the times and returns it in seconds.
fn show(who: &str, bytes: usize, times: &[Duration]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort();
    let seconds = |time: Option<&Duration>| time.map_or(0.0, Duration::as_secs_f64);
    let median = seconds(sorted.get(sorted.len() / 2));
    let (least, most) = (seconds(sorted.first()), seconds(sorted.last()));
    let speed = bytes as f64 / 1e6 / median;
    println!(
        "  {who:9} {:8.2} ms ({:.2} to {:.2}), {speed:6.1} MB/s",
        median * 1e3,
        least * 1e3,
        most * 1e3
    );
    median
}

fn resources(count: usize) -> Arc<str> {
    let resource = |index| {
        format!(
            "resource \"genesyscloud_auth_role\" \"role_{index}\" {{\n  \
             name        = \"Role ${{var.region}} {index}\"\n  \
             permissions = [\"admin\", \"employee\"]\n\n  # what it may do\n  \
             permission_policies {{\n    domain      = \"routing\"\n    \
             entity_name = \"queue\"\n    action_set  = [\"view\", \"edit\"]\n  }}\n}}\n\n"
        )
    };
    (0..count).map(resource).collect::<String>().into()
}

fn object(keys: usize) -> Arc<str> {
    let items = (0..keys).map(|key| format!("  key_{key} = \"value {key}\"\n"));
    format!("locals {{\n a = {{\n{}}}\n}}\n", items.collect::<String>()).into()
}
