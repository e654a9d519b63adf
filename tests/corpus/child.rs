//! A child process with a time limit, its output, and how long and how large it got.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How a child ended.
pub struct Ran {
    /// Its exit code; `None` = killed by a signal or by the time limit.
    pub code: Option<i32>,
    /// It ran into the time limit.
    pub out_of_time: bool,
    pub stdout: Vec<u8>,
    pub stderr: String,
    pub seconds: f64,
    /// The most memory it held, in MiB, where the system tells (Linux), sampled every few milliseconds.
    pub mebibytes: u64,
}

impl Ran {
    pub fn succeeded(&self) -> bool {
        self.code == Some(0)
    }

    /// stdout as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }
}

/// Runs a command to its end or to the limit.
pub fn run(command: &mut Command, limit: Duration) -> Ran {
    let start = Instant::now();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let stdout = drained(child.stdout.take());
    let stderr = drained(child.stderr.take());
    let (mut mebibytes, mut out_of_time) = (0, false);
    let status = loop {
        mebibytes = mebibytes.max(peak(&child));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > limit && !out_of_time {
            out_of_time = true;
            let _ = child.kill();
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let seconds = start.elapsed().as_secs_f64();
    let stderr = String::from_utf8_lossy(&stderr.join().unwrap()).into_owned();
    Ran { code: status.code(), out_of_time, stdout: stdout.join().unwrap(), stderr, seconds, mebibytes }
}

fn drained(stream: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            let _ = stream.read_to_end(&mut bytes);
        }
        bytes
    })
}

fn peak(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}
