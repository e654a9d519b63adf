//! Is a colour profile fit for the picture it comes with?

/// A profile larger than this is not one that a scanner or camera writes.
const LARGEST: usize = 4 << 20;

/// The profile, if it is one and describes colours of this many components.
pub fn fitting(profile: Vec<u8>, components: u8) -> Option<(Vec<u8>, u8)> {
    let space: &[u8] = match components {
        1 => b"GRAY",
        3 => b"RGB ",
        4 => b"CMYK",
        _ => return None,
    };
    let stated = profile.first_chunk::<4>().map(|size| u32::from_be_bytes(*size))?;
    let whole = usize::try_from(stated).is_ok_and(|size| size <= profile.len() && size >= 128);
    let fits = profile.get(36..40) == Some(b"acsp") && profile.get(16..20) == Some(space);
    (whole && fits && profile.len() <= LARGEST).then_some((profile, components))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_of_other_colours_is_refused() {
        let mut profile = vec![0; 128];
        profile[3] = 128;
        profile[16..20].copy_from_slice(b"RGB ");
        profile[36..40].copy_from_slice(b"acsp");
        assert!(fitting(profile.clone(), 3).is_some());
        assert!(fitting(profile.clone(), 1).is_none());
        profile.truncate(100);
        assert!(fitting(profile, 3).is_none());
        assert!(fitting(Vec::new(), 3).is_none());
    }
}
