//! The command line: one file a command. Only here are the clock, the environment and the terminal known.

mod args;
mod build;
mod case_folder;
mod check;
mod crash;
mod doctor;
mod exit;
mod explain;
mod export;
mod failure;
mod init;
mod interrupt;
mod lint;
mod office;
mod outputs;
mod passwords;
mod say;
mod today;
mod tracks;
mod unpack;
mod verify;
mod who;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Args, Command};
use exit::Exit;
use office::Wanted;

/// Runs the program with these arguments.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are no mistakes: clap knows which stream and code are right.
            let code = if error.use_stderr() { Exit::BadArguments } else { Exit::Done };
            let _ = error.print();
            return code.into();
        }
    };
    args.color.apply();
    interrupt::listen();
    crash::guard(|| dispatch(&args))
}

fn dispatch(args: &Args) -> ExitCode {
    let wanted = Wanted { given: args.templates.as_deref() };
    let outcome = match &args.command {
        Command::Init(init) => init::run(init, wanted, args.quiet),
        Command::Check(check) => check::run(check, wanted, args.quiet),
        Command::Build(build) => build::run(build, wanted, args.quiet),
        Command::Verify(verify) => verify::run(verify, args.quiet),
        Command::Export(export) => export::run(export, wanted, args.quiet),
        Command::Unpack(unpack) => unpack::run(unpack, args.quiet),
        Command::Explain(explain) => explain::run(explain, wanted),
        Command::Tracks(tracks) => tracks::run(tracks, wanted),
        Command::Doctor(doctor) => doctor::run(doctor, wanted),
        Command::Lint(lint) => lint::run(lint, wanted),
        Command::Completions { shell } => completions(*shell),
        Command::Man => man(),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => failure.report().into(),
    }
}

fn completions(shell: clap_complete::Shell) -> Result<Exit, failure::Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "casebinder", &mut text);
    say::data(&String::from_utf8_lossy(&text))?;
    Ok(Exit::Done)
}

fn man() -> Result<Exit, failure::Failure> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut text)?;
    say::data(&String::from_utf8_lossy(&text))?;
    Ok(Exit::Done)
}
