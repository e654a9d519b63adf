//! The file being written: objects with their offsets, counted and summed up on the way out.

use std::io::{self, Write};

use lopdf::{Dictionary, Object, StringFormat};

use super::object::{write_dictionary, write_object};
use crate::hash::{Checksum, Summing};

/// Bytes gathered before they are summed up and handed on.
const BLOCK: usize = 256 * 1024;

/// Writes numbered objects to a sink, forward only.
pub struct FileWriter<W: Write> {
    sink: W,
    block: Vec<u8>,
    handed_on: u64,
    summing: Summing,
    /// Offset of each object by number; 0 = reserved, not yet written. Number 0 stands for itself.
    offsets: Vec<u64>,
}

impl<W: Write> FileWriter<W> {
    /// Starts a PDF 1.7 file.
    pub fn new(sink: W) -> Self {
        let mut block = Vec::with_capacity(BLOCK + BLOCK / 4);
        // The comment of high bytes tells mail programs and sniffers that the file is binary.
        block.extend_from_slice(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        FileWriter { sink, block, handed_on: 0, summing: Summing::default(), offsets: vec![0] }
    }

    /// Bytes written so far.
    pub fn bytes(&self) -> u64 {
        self.handed_on + self.block.len() as u64
    }

    /// A number for an object that will be written later.
    pub fn reserve(&mut self) -> u32 {
        self.offsets.push(0);
        // A file with four thousand million objects would be far over every limit before this wraps.
        u32::try_from(self.offsets.len() - 1).unwrap_or(u32::MAX)
    }

    /// Writes a reserved object.
    pub fn object(&mut self, number: u32, object: &Object) -> io::Result<()> {
        self.begin(number);
        write_object(&mut self.block, object);
        self.end()
    }

    /// Writes a reserved stream; /Length is set here.
    pub fn stream(&mut self, number: u32, dictionary: &Dictionary, data: &[u8]) -> io::Result<()> {
        self.begin(number);
        let mut dictionary = dictionary.clone();
        dictionary.set("Length", i64::try_from(data.len()).unwrap_or(i64::MAX));
        write_dictionary(&mut self.block, &dictionary);
        self.block.extend_from_slice(b"\nstream\n");
        if data.len() >= BLOCK {
            self.hand_on()?;
            self.summing.update(data);
            self.sink.write_all(data)?;
            self.handed_on += data.len() as u64;
        } else {
            self.block.extend_from_slice(data);
        }
        self.block.extend_from_slice(b"\nendstream");
        self.end()
    }

    fn begin(&mut self, number: u32) {
        let offset = self.handed_on + self.block.len() as u64;
        if let Some(slot) = self.offsets.get_mut(number as usize) {
            *slot = offset;
        }
        self.block.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    }

    fn end(&mut self) -> io::Result<()> {
        self.block.extend_from_slice(b"\nendobj\n");
        if self.block.len() >= BLOCK { self.hand_on() } else { Ok(()) }
    }

    fn hand_on(&mut self) -> io::Result<()> {
        self.summing.update(&self.block);
        self.sink.write_all(&self.block)?;
        self.handed_on += self.block.len() as u64;
        self.block.clear();
        Ok(())
    }

    /// Writes the cross-reference table and the trailer. Gives back the sink, the number of bytes written
    /// and their checksum.
    pub fn finish(mut self, root: u32, info: u32) -> io::Result<(W, u64, Checksum)> {
        let forgotten: Vec<usize> = (1..self.offsets.len()).filter(|&n| self.offsets[n] == 0).collect();
        for number in forgotten {
            self.object(u32::try_from(number).unwrap_or(u32::MAX), &Object::Null)?;
        }
        self.hand_on()?;
        let id = Object::String(self.summing.checksum().bytes().to_vec(), StringFormat::Hexadecimal);
        let table_at = self.handed_on;
        let size = self.offsets.len();
        self.block.extend_from_slice(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes());
        for offset in &self.offsets[1..] {
            self.block.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
        }
        let mut trailer = Dictionary::new();
        trailer.set("Size", i64::try_from(size).unwrap_or(i64::MAX));
        trailer.set("Root", (root, 0));
        trailer.set("Info", (info, 0));
        trailer.set("ID", vec![id.clone(), id]);
        self.block.extend_from_slice(b"trailer\n");
        write_dictionary(&mut self.block, &trailer);
        self.block.extend_from_slice(format!("\nstartxref\n{table_at}\n%%EOF\n").as_bytes());
        self.hand_on()?;
        self.sink.flush()?;
        Ok((self.sink, self.handed_on, self.summing.checksum()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    #[test]
    fn the_table_points_at_every_object_and_the_checksum_is_of_the_bytes() {
        let mut file = FileWriter::new(Vec::new());
        let (root, info, big, never) = (file.reserve(), file.reserve(), file.reserve(), file.reserve());
        file.stream(big, &Dictionary::new(), &vec![b'x'; 300_000]).unwrap();
        file.object(info, &Object::Dictionary(dictionary! {})).unwrap();
        file.object(root, &Object::Dictionary(dictionary! { "Type" => "Catalog" })).unwrap();
        let (bytes, count, checksum) = file.finish(root, info).unwrap();
        assert_eq!(count, bytes.len() as u64);
        assert_eq!(checksum, Checksum::of(&bytes));
        let text = String::from_utf8_lossy(&bytes[bytes.len() - 400..]).into_owned();
        let rows: Vec<&str> = text.lines().filter(|line| line.ends_with(" n ")).collect();
        assert_eq!(rows.len(), 4);
        for (row, number) in rows.iter().zip([root, info, big, never]) {
            let offset: usize = row[..10].parse().unwrap();
            assert!(bytes[offset..].starts_with(format!("{number} 0 obj").as_bytes()), "{row}");
        }
    }
}
