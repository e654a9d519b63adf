//! The command line: arguments in, exit code out. The only place that ends the process.

use std::process::ExitCode;

fn main() -> ExitCode {
    casebinder::cli::run(std::env::args_os())
}
