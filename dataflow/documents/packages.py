"""Office packages (zip files of XML parts): read with care, as anybody may have made them, and written the same."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from dataflow.base.text import Text
from dataflow.documents import DocumentError

CONTENT_TYPES = "[Content_Types].xml"
_MOST_PARTS = 5_000
_MOST_BYTES = 400_000_000
_MOST_PART = 100_000_000
_MOST_RATIO = 300
"""No XML of an office program is compressed to less than a hundredth; a larger ratio is an attack."""
_SMALL = 1_000_000
"""A part below this size may be compressed as much as it likes."""
_TIME = (1980, 1, 1, 0, 0, 0)

NOT_A_PACKAGE = Text(
    en="{name} is no Word document (.docx), or it is damaged. Open it in Word, save it anew, and try again.",
    da="{name} er ikke et Word-dokument (.docx), eller det er beskadiget. Åbn det i Word, gem det på ny, og prøv"
    " igen.",
)
TOO_LARGE = Text(
    en="{name} is too large to be read safely ({part}). Take out large pictures, or split the document.",
    da="{name} er for stort til at blive læst sikkert ({part}). Tag store billeder ud, eller del dokumentet.",
)
HAS_MACROS = Text(
    en="{name} contains macros ({part}). Save it as .docx, without macros, and try again.",
    da="{name} indeholder makroer ({part}). Gem det som .docx uden makroer, og prøv igen.",
)
HAS_ENTITIES = Text(
    en="{name} contains XML that no office program writes: a document type in {part}. It is not read.",
    da="{name} indeholder XML, som intet kontorprogram skriver: en dokumenttype i {part}. Det bliver ikke læst.",
)
IS_ENCRYPTED = Text(
    en="{name} is protected by a password. Take the password off, and try again.",
    da="{name} er beskyttet med en adgangskode. Fjern adgangskoden, og prøv igen.",
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The signature of an old or encrypted office file."""
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|activex/", re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"macroEnabled|ms-office\.vbaProject|activeX", re.IGNORECASE)


def read_package(content: bytes, name: str) -> dict[str, bytes]:
    """The parts of a Word document by their names. Raises DocumentError for one that is not safe to read."""
    if content.startswith(_OLE):
        raise _refused(IS_ENCRYPTED, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = _read(package, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, KeyError) as error:
        raise _refused(NOT_A_PACKAGE, name) from error
    except RuntimeError as error:  # a member is encrypted
        raise _refused(IS_ENCRYPTED, name) from error
    if CONTENT_TYPES not in parts or "word/document.xml" not in parts:
        raise _refused(NOT_A_PACKAGE, name)
    for part, data in parts.items():
        if part.endswith((".xml", ".rels")):
            _check_xml(part, data, name)
    if _MACRO_TYPE.search(parts[CONTENT_TYPES]):
        raise _refused(HAS_MACROS, name, CONTENT_TYPES)
    return parts


def _read(package: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    members = package.infolist()
    if len(members) > _MOST_PARTS:
        raise _refused(TOO_LARGE, name, str(len(members)))
    if sum(member.file_size for member in members) > _MOST_BYTES:
        raise _refused(TOO_LARGE, name, f"{sum(member.file_size for member in members):,} bytes")
    parts: dict[str, bytes] = {}
    for member in members:
        part = member.filename
        is_bomb = member.file_size > _SMALL and member.file_size > _MOST_RATIO * max(1, member.compress_size)
        if member.file_size > _MOST_PART or is_bomb:
            raise _refused(TOO_LARGE, name, part)
        if part in parts or part.startswith(("/", "\\")) or ".." in part.replace("\\", "/").split("/"):
            raise _refused(NOT_A_PACKAGE, name)
        if _MACROS.search(part):
            raise _refused(HAS_MACROS, name, part)
        with package.open(member) as file:
            data = file.read(member.file_size + 1)
        if len(data) != member.file_size:
            raise _refused(NOT_A_PACKAGE, name)
        parts[part] = data
    return parts


def _check_xml(part: str, data: bytes, name: str) -> None:
    # UTF-16 would hide a document type from the search.
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", errors="replace").encode()
    if _DOCTYPE.search(data):
        raise _refused(HAS_ENTITIES, name, part)


def _refused(text: Text, name: str, part: str = "") -> DocumentError:
    return DocumentError(text, name=name, part=part)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The package of some parts: the same bytes for the same parts, whatever the day and machine."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for part in sorted(parts, key=lambda part: (part != CONTENT_TYPES, not part.startswith("_rels/"), part)):
            info = zipfile.ZipInfo(part, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            package.writestr(info, parts[part])
    return file.getvalue()


def repacked(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A package with some parts changed: the others, their order and their dates are as they were."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as after,
    ):
        known = {member.filename: member for member in before.infolist()}
        for part in (*known, *sorted(parts.keys() - known.keys())):
            old = known.get(part)
            info = zipfile.ZipInfo(part, _TIME if old is None else old.date_time)
            info.compress_type = zipfile.ZIP_DEFLATED if old is None else old.compress_type
            info.external_attr, info.create_system = (0, 0) if old is None else (old.external_attr, old.create_system)
            after.writestr(info, parts[part])
    return file.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a package that a library has just written."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {member.filename: package.read(member) for member in package.infolist()}
