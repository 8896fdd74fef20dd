"""Files that people send, good and bad, made here: nothing of anybody's."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, *, pages: int = 1, **save: object) -> bytes:
    """A PDF with a rectangle on each page, after ``change``."""
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(200, 200))
        page.Contents = made.make_stream(b"0 0 1 rg 20 20 100 100 re f")
    if change is not None:
        change(made)
    written = io.BytesIO()
    made.save(written, **save)  # type: ignore[arg-type]  # its options, as they are
    return written.getvalue()


def png(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, 128 if mode in {"L", "I;16"} else (10, 120, 60)[: len(mode)]).save(written, "PNG")
    return written.getvalue()


def jpg(size: tuple[int, int] = (60, 40), exif: bytes = b"") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, (10, 120, 60)).save(written, "JPEG", exif=exif)
    return written.getvalue()


def located_jpg() -> bytes:
    """A photograph that says where it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation
    exif[0x010F] = "Camara-secreta"
    exif.get_ifd(0x8825)[1] = "N"
    return jpg(exif=exif.tobytes())


SCRIPT = "app.launchURL('https://maligno.example')"


def _action(made: pikepdf.Pdf) -> pikepdf.Object:
    return made.make_indirect(Dictionary(S=Name.JavaScript, JS=String(SCRIPT)))


def _open_action(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = _action(made)


def _additional_actions(made: pikepdf.Pdf) -> None:
    made.Root.AA = Dictionary(WC=_action(made))
    made.pages[0].AA = Dictionary(O=_action(made))


def _names(made: pikepdf.Pdf) -> None:
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), _action(made)])))


def _embedded(made: pikepdf.Pdf) -> None:
    made.attachments["programa.exe"] = b"MZ" + b"embebido" * 20


def _link(made: pikepdf.Pdf) -> None:
    act = Dictionary(S=Name.URI, URI=String("https://maligno.example/"))
    launch = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    made.pages[0].Annots = Array(
        [
            made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=each))
            for each in (act, launch)
        ]
    )


def _outline(made: pikepdf.Pdf) -> None:
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("ver", action=Dictionary(S=Name.JavaScript, JS=String(SCRIPT))))


def _metadata(made: pikepdf.Pdf) -> None:
    made.docinfo["/Author"] = "Camara-secreta"
    with made.open_metadata() as meta:
        meta["dc:creator"] = ["Camara-secreta"]


def _in_a_stream(made: pikepdf.Pdf) -> None:
    form = made.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.AA = Dictionary(O=_action(made))
    form.OPI = Dictionary(F=String("cmd.exe"))
    made.pages[0].Resources = Dictionary(XObject=Dictionary(X=form))


ACTING = {
    "script when opened": pdf(_open_action),
    "scripts of events": pdf(_additional_actions),
    "named scripts": pdf(_names),
    "embedded file": pdf(_embedded),
    "links and launches": pdf(_link),
    "outline that acts": pdf(_outline),
    "who wrote it": pdf(_metadata),
    "inside a picture": pdf(_in_a_stream),
}


def _xfa(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array(), XFA=made.make_stream(b"<xdp/>"))
    made.Root.NeedsRendering = True


def _external(made: pikepdf.Pdf) -> None:
    stream = made.make_stream(b"")
    stream.F = String("/etc/passwd")
    made.pages[0].Contents = stream


def _postscript(made: pikepdf.Pdf) -> None:
    made.pages[0].Resources = Dictionary(
        XObject=Dictionary(X=made.make_stream(b"(x) print", Type=Name.XObject, Subtype=Name.PS))
    )


def _picture_of(side: int) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        image = made.make_stream(b"\xff\xd8\xff", Subtype=Name.Image, Width=side, Height=side, Filter=Name.DCTDecode)
        made.pages[0].Resources = Dictionary(XObject=Dictionary(X=image))

    return change


def bomb(layers: int = 1) -> bytes:
    """A PDF whose page opens to more than a gigabyte."""
    packed = zlib.compress(bytes(1 << 20), 9)
    if layers == 1:
        packer = zlib.compressobj(9)
        packed = b"".join(packer.compress(bytes(1 << 24)) for _ in range(70)) + packer.flush()
    else:
        packer = zlib.compressobj(9)
        inner = b"".join(packer.compress(bytes(1 << 24)) for _ in range(70)) + packer.flush()
        packed = zlib.compress(inner, 9)

    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].Contents = pikepdf.Stream(made, packed, Filter=Array([Name.FlateDecode] * layers))

    return pdf(change, compress_streams=False)


def _loop(made: pikepdf.Pdf) -> None:
    made.Root.Pages.Parent = made.Root.Pages
    del made.pages[0].MediaBox


def zipped() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.writestr("programa.exe", b"MZ" + b"embebido" * 20)
    return written.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of few bytes that says it is enormous."""
    head = chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def jpg_that_says(side: int) -> bytes:
    made = bytearray(jpg())
    at = made.index(b"\xff\xc0") + 5
    made[at : at + 4] = struct.pack("!HH", side, side)
    return bytes(made)


REFUSED = {
    "empty": (b"", "vacio"),
    "one byte of ones": (b"\xff", "tipo"),
    "page of the web": (b"<!doctype html><script>alert(1)</script>", "tipo"),
    "drawing with scripts": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "tipo"),
    "program": (b"MZ\x90\x00" + bytes(200), "tipo"),
    "archive": (zipped(), "tipo"),
    "PDF after something else": (b"\x00" * 20 + pdf(), "tipo"),
    "only the first bytes of a PDF": (b"%PDF-1.7\n", "danado"),
    "PDF cut in half": (pdf()[: len(pdf()) // 2], "danado"),
    "PDF without pages": (pdf(pages=0), "danado"),
    "PDF with a password": (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "cifrado"),
    "dynamic form": (pdf(_xfa), "formulario"),
    "stream kept elsewhere": (pdf(_external), "danado"),
    "program for the printer": (pdf(_postscript), "tipo"),
    "too many pages": (pdf(pages=301), "paginas"),
    "bomb": (bomb(), "expansion"),
    "bomb inside a bomb": (bomb(2), "expansion"),
    "picture of 30,000 by 30,000 in a PDF": (pdf(_picture_of(30_000)), "expansion"),
    "JPEG of 30,000 by 30,000": (jpg_that_says(30_000), "expansion"),
    "PNG of 100,000 by 100,000": (png_that_says(100_000, 100_000), "expansion"),
    "PNG with fewer points than it says": (png_that_says(900, 900), "danado"),
    "JPEG cut in half": (jpg((400, 400))[: len(jpg((400, 400))) // 2], "danado"),
    "PNG cut in half": (png()[: len(png()) // 2], "danado"),
    "only the first bytes of a JPEG": (b"\xff\xd8\xff", "danado"),
    "only the first bytes of a PNG": (b"\x89PNG\r\n\x1a\n", "danado"),
}
