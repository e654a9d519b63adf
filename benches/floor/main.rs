//! The floor under any packet: one thread that reads every input byte once, hashes it, and writes
//! as many bytes: `bench-floor EVIDENCE OUT`.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Read as _, Write as _};

use sha2::{Digest as _, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(evidence), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("usage: bench-floor EVIDENCE OUT".into());
    };
    let mut out = BufWriter::with_capacity(1 << 20, File::create(out)?);
    let mut buffer = vec![0; 1 << 20];
    let mut all = Sha256::new();
    for entry in walkdir::WalkDir::new(evidence).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let mut file = fs::File::open(entry.path())?;
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            all.update(&buffer[..read]);
            out.write_all(&buffer[..read])?;
        }
    }
    out.flush()?;
    let hash: String = all.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    std::io::stdout().write_all(format!("{hash}\n").as_bytes())?;
    Ok(())
}
