#!/usr/bin/env python3
"""Looks at a packet with tools that share nothing with casebinder: qpdf, poppler, mutool, Pillow.

    look.py CASE PACKET

Every page must be counted alike by three readers; every printed number must stand at the lower right; the index must
say what the manifest says; every evidence page must show the same picture as its source.
"""
import html
import io
import json
import pathlib
import re
import subprocess
import sys

from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

BAND = 30            # points at the foot of an evidence page that belong to casebinder
DPI = 60             # enough to see a shifted, cropped, turned or missing page
LETTER = (612.0, 792.0)
MEAN_LIMIT = 4.0     # mean difference of grey levels: resampling makes some, a wrong page makes far more

problems = []


def run(*command):
    return subprocess.run(command, capture_output=True, check=False)


def text_of(*command):
    return run(*command).stdout.decode("utf-8", "replace")


def problem(message):
    problems.append(message)


def look_at_structure(volume, pages):
    check = run("qpdf", "--check", str(volume))
    if check.returncode != 0:
        problem(f"qpdf --check: exit {check.returncode}: {check.stdout.decode()[-400:]}{check.stderr.decode()[-400:]}")
    counts = {
        "qpdf": int(text_of("qpdf", "--show-npages", str(volume)) or 0),
        "poppler": int(re.search(r"Pages:\s+(\d+)", text_of("pdfinfo", str(volume))).group(1)),
        "mutool": int((re.findall(r"Pages: (\d+)", text_of("mutool", "info", str(volume))) or ["0"])[0]),
    }
    for reader, count in counts.items():
        if count != pages:
            problem(f"{reader} counts {count} pages, the manifest lists {pages}")
    info = text_of("pdfinfo", str(volume))
    for line in ("Encrypted:       no", "JavaScript:      no", "Form:            none"):
        if line not in info:
            problem(f"pdfinfo does not say “{line}”")
    if "0 embedded files" not in text_of("pdfdetach", "-list", str(volume)):
        problem("there are embedded files")


def words(volume, page):
    xhtml = text_of("pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(volume), "-")
    size = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', xhtml)
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', xhtml)
    return (float(size[1]), float(size[2])), [(float(a), float(b), float(c), float(d), html.unescape(w)) for a, b, c, d, w in found]


def look_at_numbers(volume, manifest):
    for page in manifest["pages"]:
        (width, height), found = words(volume, page["page"])
        if sorted((round(width), round(height))) != sorted(round(side) for side in LETTER):
            problem(f"page {page['page']} is {width} x {height} points, not letter")
        if page["kind"] == "cover":
            continue
        number = str(page["page"])
        if not any(w == number and x > width / 2 and y > height - 48 for x, y, _, _, w in found):
            problem(f"page {number}: poppler does not find the number at the lower right")


def look_at_index(volume, manifest):
    index = [page["page"] for page in manifest["pages"] if page["kind"] == "index"]
    if not index:
        return problem("there is no index")
    text = text_of("pdftotext", "-layout", "-f", str(index[0]), "-l", str(index[-1]), str(volume), "-")
    text = text.replace("’", "'")  # set as a printer sets it
    squeezed = re.sub(r"\s+", "", text)
    for exhibit in manifest["exhibits"]:
        if re.sub(r"\s+", "", exhibit["title"]) not in squeezed:
            # A title that wraps beside another column is still there word by word.
            lost = [word for word in exhibit["title"].split() if word not in text]
            if lost:
                problem(f"the index does not name exhibit {exhibit['tab']}: {lost}")
        first, last = exhibit["first_page"], exhibit["last_page"]
        if not re.search(rf"\b{first}\s*(?:[-–]\s*{last})?\b", text):
            problem(f"the index does not give pages {first}–{last} for exhibit {exhibit['tab']}")


def rendered(pdf, page, width, height):
    """A page as poppler draws it, on white, in exactly so many pixels."""
    ppm = run("pdftoppm", "-cropbox", "-gray", "-f", str(page), "-l", str(page), "-r", "120", str(pdf)).stdout
    return Image.open(io.BytesIO(ppm)).convert("L").resize((width, height), Image.LANCZOS) if ppm else None


def source_picture(path, page, width, height):
    if path.read_bytes()[:1024].find(b"%PDF") >= 0:
        return rendered(path, page, width, height)
    picture = Image.open(path)
    picture.seek(page - 1)
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("RGBA", "LA", "P", "PA"):
        rgba = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba)
    return picture.convert("L").resize((width, height), Image.LANCZOS)


def placed_box(packet_page, paper):
    """Where the source lies on the paper: read from the packet page itself, as what is drawn above the band."""
    return (0, 0, paper[0], paper[1] - round(BAND * DPI / 72))


def look_at_pictures(case, volume, manifest):
    compared = 0
    for page in manifest["pages"]:
        if page["kind"] != "exhibit":
            continue
        path = case / page["source"]
        (width, height), _ = words(volume, page["page"])
        paper = (round(width * DPI / 72), round(height * DPI / 72))
        packet = rendered(volume, page["page"], *paper)
        packet = packet.crop(placed_box(page, paper))
        size = source_size(path, page["source_page"])
        scale = min(packet.width / size[0], packet.height / size[1])
        if path.read_bytes()[:1024].find(b"%PDF") >= 0:
            scale = min(scale, DPI / 72)
            best = difference(packet, path, page["source_page"], size, scale)
        else:
            best = difference(packet, path, page["source_page"], size, DPI / pixels_per_inch(volume, page["page"]))
        if best > MEAN_LIMIT:
            problem(f"page {page['page']} does not look like {page['source']} page {page['source_page']} (mean difference {best:.1f})")
        compared += 1
    return compared


def pixels_per_inch(volume, page):
    """How finely poppler finds the one picture of a page printed."""
    rows = text_of("pdfimages", "-list", "-f", str(page), "-l", str(page), str(volume)).splitlines()[2:]
    return max((int(row.split()[12]) for row in rows), default=72)


def difference(packet, path, page, size, scale):
    width, height = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
    source = source_picture(path, page, width, height)
    if source is None:
        return 255.0
    canvas = Image.new("L", packet.size, 255)
    canvas.paste(source, ((packet.width - width) // 2, (packet.height - height) // 2))
    # Blurred, so that thin strokes resampled twice do not count as differences.
    canvas, packet = (picture.filter(ImageFilter.GaussianBlur(2)) for picture in (canvas, packet))
    # One pixel of play: rounding differs between the two renderings.
    return min(
        ImageStat.Stat(ImageChops.difference(ImageChops.offset(canvas, dx, dy), packet)).mean[0]
        for dx in (-1, 0, 1) for dy in (-1, 0, 1)
    )


def source_size(path, page):
    """Upright size: points of a PDF page, pixels of a picture."""
    if path.read_bytes()[:1024].find(b"%PDF") >= 0:
        info = text_of("pdfinfo", "-box", "-f", str(page), "-l", str(page), str(path))
        rotate = int(re.search(r"rot:\s+(-?\d+)", info).group(1)) % 180
        crop = re.search(r"CropBox:\s+([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)", info)
        left, bottom, right, top = map(float, crop.groups())
        size = (abs(right - left), abs(top - bottom))
        return size[::-1] if rotate else size
    picture = Image.open(path)
    picture.seek(page - 1)
    return ImageOps.exif_transpose(picture).size


def main():
    case, packet = map(pathlib.Path, sys.argv[1:3])
    manifest = json.loads((packet / "manifest.json").read_text())
    sums = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=packet, capture_output=True, check=False)
    if sums.returncode != 0:
        problem(f"sha256sum -c: {sums.stdout.decode()}{sums.stderr.decode()}")
    compared = 0
    for volume in manifest["volumes"]:
        path = packet / volume["file"]
        look_at_structure(path, volume["last_page"] - volume["first_page"] + 1)
        look_at_numbers(path, manifest)
        look_at_index(path, manifest)
        compared += look_at_pictures(case, path, manifest)
    for message in problems:
        print(f"  {message}")
    print(f"{case.name}: {len(manifest['pages'])} pages looked at, {compared} compared with their sources, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
