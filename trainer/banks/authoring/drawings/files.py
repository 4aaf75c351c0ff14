"""What somebody may hold for a drawing, by how the file begins; and how to go on with what cannot be taken."""

GO_ON = (
    "Figures are drawings in SVG: they are drawn again in the light and in the dark, on paper and for a screen reader. "
)
PIXELS = GO_ON + (
    "Draw it again in a drawing program (Inkscape, Illustrator, PowerPoint, Keynote), or trace its outlines there "
    "(in Inkscape: Path, then Trace Bitmap), and save that as plain SVG."
)
AS_SVG = GO_ON + "Open it in the program that it was made with, and save or export it as plain SVG."
BEGINNINGS = (
    (b"\x89PNG", "a PNG picture", PIXELS),
    (b"\xff\xd8\xff", "a JPEG photograph", PIXELS),
    (b"GIF8", "a GIF picture", PIXELS),
    (b"BM", "a BMP picture", PIXELS),
    (b"II*\0", "a TIFF picture", PIXELS),
    (b"MM\0*", "a TIFF picture", PIXELS),
    (b"%PDF", "a PDF document", AS_SVG),
    (b"%!PS", "a PostScript drawing", AS_SVG),
    (b"\x01\x00\x00\x00", "a Windows metafile (EMF)", AS_SVG),
    (b"\xd7\xcd\xc6\x9a", "a Windows metafile (WMF)", AS_SVG),
    (b"\x1f\x8b", "a compressed drawing (SVGZ)", AS_SVG),
    (b"PK", "a document or a zip", AS_SVG),
)


def what_it_is(data: bytes) -> tuple[str, str] | None:
    """What the file is, where that is known and is no SVG, and how to go on."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP picture", PIXELS
    if data[4:8] == b"ftyp":
        return "a HEIC or AVIF photograph", PIXELS
    return next(((name, mend) for begins, name, mend in BEGINNINGS if data.startswith(begins)), None)
