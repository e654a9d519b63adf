//! Runs LibreOffice: a profile of its own, no macros, no network, no window, a time limit, ended with all its
//! children.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Where the program may be.
const PLACES: &[&str] = &[
    "soffice",
    "libreoffice",
    "/usr/bin/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
];
/// How often it is asked whether it is done, and how often at most: two minutes in all.
const PAUSE: Duration = Duration::from_millis(50);
const MOST_PAUSES: u32 = 2_400;
/// It says its version at once, or never.
const PAUSES_FOR_VERSION: u32 = 400;
/// Nothing listens there.
const NOWHERE: &str = "http://127.0.0.1:9";

/// LibreOffice on this computer.
pub struct LibreOffice {
    program: &'static str,
    /// Name and version: "LibreOffice 7.4.7.2".
    pub name: String,
    /// Can a program be kept from the network altogether?
    fenced: bool,
}

impl LibreOffice {
    /// Looks for it.
    pub fn find() -> Option<LibreOffice> {
        let (program, said) = PLACES.iter().find_map(|place| Some((*place, version(place)?)))?;
        let number = said.split_whitespace().nth(1).unwrap_or_default();
        let name = format!("LibreOffice {number}").trim().to_owned();
        Some(LibreOffice { program, name, fenced: can_be_fenced() })
    }

    /// Makes `document.pdf` of a file, in the private folder `place`.
    pub fn convert(&self, file: &Path, place: &Path, stop: &AtomicBool) -> Result<(), String> {
        let profile = place.join("profile");
        fs::create_dir_all(profile.join("user"))
            .and_then(|()| fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS))
            .map_err(|error| format!("its settings could not be written: {error}"))?;
        let mut command = if self.fenced {
            let mut command = Command::new("unshare");
            command.args(["--map-root-user", "--net", "--"]).arg(self.program);
            command
        } else {
            Command::new(self.program)
        };
        command
            .arg(format!("-env:UserInstallation={}", address(&profile)))
            .args(["--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"])
            .args(["--nolockcheck", "--convert-to", "pdf", "--outdir"])
            .arg(place)
            .arg(file)
            .current_dir(place)
            .env("HOME", place)
            .env("TMPDIR", place)
            .env("TZ", "UTC")
            .env("LC_ALL", "C.UTF-8")
            .env("SOURCE_DATE_EPOCH", "0")
            .env("SAL_USE_VCLPLUGIN", "svp");
        for name in ["http_proxy", "https_proxy", "ftp_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            command.env(name, NOWHERE);
        }
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "no_proxy", "NO_PROXY"] {
            command.env_remove(name);
        }
        let child = group(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())).spawn();
        let mut child = child.map_err(|error| format!("it could not be started: {error}"))?;
        match wait(&mut child, MOST_PAUSES, stop) {
            Waited::Done => Ok(()),
            Waited::Failed => Err("it ended with an error".into()),
            Waited::Ended => Err("it took too long".into()),
        }
    }
}

/// As LibreOffice wants the place of a profile.
fn address(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.replace('%', "%25").replace(' ', "%20").replace('#', "%23");
    if text.starts_with('/') { format!("file://{text}") } else { format!("file:///{text}") }
}

fn version(program: &str) -> Option<String> {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::piped());
    let mut child = group(&mut command).spawn().ok()?;
    match wait(&mut child, PAUSES_FOR_VERSION, &AtomicBool::new(false)) {
        Waited::Done => {
            let said = child.wait_with_output().ok()?.stdout;
            Some(String::from_utf8_lossy(&said).into_owned()).filter(|said| said.contains("LibreOffice"))
        }
        _ => None,
    }
}

/// Linux can give a program a network in which there is nothing.
fn can_be_fenced() -> bool {
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--net", "--", "true"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let child = group(&mut command).spawn();
    child.is_ok_and(|mut child| {
        matches!(wait(&mut child, PAUSES_FOR_VERSION, &AtomicBool::new(false)), Waited::Done)
    })
}

enum Waited {
    Done,
    Failed,
    /// By us.
    Ended,
}

fn wait(child: &mut Child, pauses: u32, stop: &AtomicBool) -> Waited {
    for _ in 0..pauses {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Waited::Done,
            Ok(Some(_)) | Err(_) => return Waited::Failed,
            Ok(None) if stop.load(Ordering::SeqCst) => break,
            Ok(None) => thread::sleep(PAUSE),
        }
    }
    end_group(child);
    let _ = child.wait();
    Waited::Ended
}

/// A group of its own: LibreOffice is a script that starts a program that starts programs.
#[cfg(unix)]
fn group(command: &mut Command) -> &mut Command {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0)
}

#[cfg(not(unix))]
fn group(command: &mut Command) -> &mut Command {
    command
}

#[cfg(unix)]
fn end_group(child: &mut Child) {
    use nix::sys::signal::{Signal, killpg};
    use nix::unistd::Pid;
    if let Ok(leader) = i32::try_from(child.id()) {
        let _ = killpg(Pid::from_raw(leader), Signal::SIGKILL);
    }
    let _ = child.kill();
}

#[cfg(not(unix))]
fn end_group(child: &mut Child) {
    let _ = child.kill();
}

/// No macros, no links to elsewhere, no network.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"#;

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_hangs_is_ended_with_its_children() {
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 60 & echo $!; wait"]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = group(&mut command).spawn().unwrap();
        assert!(matches!(wait(&mut child, 10, &AtomicBool::new(false)), Waited::Ended));
        // The grandchild held the other end of the pipe; it is closed because the grandchild is gone.
        let mut said = String::new();
        std::io::Read::read_to_string(&mut child.stdout.take().unwrap(), &mut said).unwrap();
        assert!(said.trim().parse::<u32>().is_ok());
    }
}
