//! The arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::finding::Severity;

/// Checks an asylum evidence folder against its checklist and binds a verified exhibit packet.
#[derive(Debug, Parser)]
#[command(name = "casebinder", version, max_term_width = 100, after_help = AFTER_HELP)]
pub struct Args {
    /// Colours on the terminal (NO_COLOR is obeyed too)
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "auto|always|never")]
    #[arg(hide_possible_values = true)]
    pub color: Color,
    /// Say nothing but errors and the data asked for
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// The office's own rule files [default: CASEBINDER_TEMPLATES, or templates/ in or beside the case]
    #[arg(long, global = true, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  casebinder init lopez-garcia --track asylum-court-filing
  casebinder check lopez-garcia
  casebinder build lopez-garcia
  casebinder verify lopez-garcia/packet --evidence lopez-garcia/evidence

Exit codes:
   0  done, complete, verified
   1  could not do its work
   2  bad arguments
   3  the case file or a rule file is invalid
  10  gaps: a required item is missing or an error stands
  11  as 10, and a deadline has passed or is near
  12  a packet is not what its manifest says";

/// When to colour.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Makes it so for the whole run.
    pub fn apply(self) {
        let choice = match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the folder of a new case: case.toml and evidence/
    Init(InitArgs),
    /// Say what is there, what is missing, what is wrong, and by when
    Check(CheckArgs),
    /// Bind the packet and read it back; a packet with gaps is not written
    Build(BuildArgs),
    /// Prove that a packet is what its manifest says, and its evidence unchanged
    Verify(VerifyArgs),
    /// Write evidence, packet and case file as a bag for the archive (BagIt)
    Export(ExportArgs),
    /// Show where each source is in a packet, and whether it is still the same file
    Unpack(UnpackArgs),
    /// Explain a requirement, a deadline or a message: what, why, authority, remedy
    Explain(ExplainArgs),
    /// List the tracks, and from which file each comes
    Tracks(TracksArgs),
    /// Say which rule files, programs and fonts are in use, and which are stale
    Doctor(DoctorArgs),
    /// Look for mistakes in rule files and case files
    Lint(LintArgs),
    /// Print shell completions
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// How lists are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For the terminal.
    Human,
    /// For programs.
    Json,
}

/// `tracks`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  casebinder tracks --templates /office/templates")]
pub struct TracksArgs {
    /// The day to judge by what is stale [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Human, value_name = "human|json")]
    #[arg(hide_possible_values = true)]
    pub format: ListFormat,
}

/// `doctor`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  casebinder doctor --format json\n\nIt reads no case: what it prints names no client."
)]
pub struct DoctorArgs {
    /// The day to judge by what is stale [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Human, value_name = "human|json")]
    #[arg(hide_possible_values = true)]
    pub format: ListFormat,
}

/// `lint`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  casebinder lint\n  casebinder lint templates/tracks/u-visa.toml lopez-garcia/case.toml\n\nExit code 3 if a mistake was found, 0 if there are only warnings or nothing."
)]
pub struct LintArgs {
    /// Rule files or case files [default: every rule file in use]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The day to judge by what is stale [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Human, value_name = "human|json")]
    #[arg(hide_possible_values = true)]
    pub format: ListFormat,
}

/// `init`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  casebinder init lopez-garcia --track asylum-court-filing --client \"Maria LOPEZ GARCIA\""
)]
pub struct InitArgs {
    /// The folder to make
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The track, see `casebinder tracks`
    #[arg(long, value_name = "TRACK")]
    pub track: String,
    /// The client's full name, family names in capitals
    #[arg(long, value_name = "NAME")]
    pub client: Option<String>,
}

/// `check`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  casebinder check lopez-garcia\n  casebinder check lopez-garcia --format html -o report.html\n  casebinder check lopez-garcia --format client\n  casebinder check lopez-garcia --since 2026-11-01"
)]
pub struct CheckArgs {
    /// The case folder [default: found upward from here]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The day to check for [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "human|json|html|client")]
    #[arg(hide_possible_values = true)]
    pub format: Format,
    /// Say what has changed since this day [default: since the last check]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub since: Option<Date>,
    /// Write the report to this file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The least finding that makes the exit code 10
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "error|warning|info|never")]
    #[arg(hide_possible_values = true)]
    pub fail_on: FailOn,
    /// Add no line to history.jsonl
    #[arg(long)]
    pub no_history: bool,
}

/// How to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For the terminal.
    Human,
    /// For programs.
    Json,
    /// One file for the browser and the printer.
    Html,
    /// What the client is to bring, as a message.
    Client,
}

/// From which weight on a finding makes the exit code 10.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum FailOn {
    /// Missing items and errors.
    Error,
    /// Warnings too.
    Warning,
    /// Any finding.
    Info,
    /// Nothing: always 0.
    Never,
}

impl FailOn {
    /// The least weight that counts; `None` = none.
    pub fn least(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}

/// `build`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  casebinder build lopez-garcia --draft -o /tmp/draft")]
pub struct BuildArgs {
    /// The case folder [default: found upward from here]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The day to build for [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// The kind of packet, see `casebinder tracks` [default: as case.toml says, or the track's first]
    #[arg(long, visible_alias = "profile", value_name = "PROFILE")]
    pub packet: Option<String>,
    /// The packet folder [default: packet/ in the case folder]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Build in spite of gaps; every page bears DRAFT
    #[arg(long)]
    pub draft: bool,
    /// Only list what the packet would hold
    #[arg(long)]
    pub dry_run: bool,
}

/// `verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  casebinder verify lopez-garcia/packet --evidence lopez-garcia/evidence")]
pub struct VerifyArgs {
    /// The packet folder
    #[arg(value_name = "OUT")]
    pub packet: PathBuf,
    /// The evidence folder (or the case folder): hold the sources against it too
    #[arg(long, value_name = "DIR")]
    pub evidence: Option<PathBuf>,
    /// The packet hash that `build` printed: the packet must be that one
    #[arg(long, value_name = "SHA256")]
    pub hash: Option<String>,
}

/// `export`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  casebinder export lopez-garcia --bagit /archive/lopez-garcia")]
pub struct ExportArgs {
    /// The case folder [default: found upward from here]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The folder to make: a BagIt 1.0 bag (RFC 8493)
    #[arg(long, value_name = "BAG")]
    pub bagit: PathBuf,
    /// The packet folder [default: packet/ in the case folder]
    #[arg(long, value_name = "PACKET")]
    pub packet: Option<PathBuf>,
}

/// `unpack`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  casebinder unpack lopez-garcia/packet --evidence lopez-garcia/evidence")]
pub struct UnpackArgs {
    /// The packet folder
    #[arg(value_name = "PACKET")]
    pub packet: PathBuf,
    /// The evidence folder (or the case folder)
    #[arg(long, value_name = "DIR")]
    pub evidence: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t = ListFormat::Human, value_name = "human|json")]
    #[arg(hide_possible_values = true)]
    pub format: ListFormat,
    /// The same as --format json
    #[arg(long)]
    pub json: bool,
}

/// `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  casebinder explain passport\n  casebinder explain untranslated")]
pub struct ExplainArgs {
    /// The id of a requirement, a deadline or a message
    #[arg(value_name = "ID")]
    pub id: String,
    /// The case folder, to say whether it applies there [default: found upward from here]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}
