"""Errors that a user can set right, in words of both languages."""

import errno
from collections.abc import Mapping
from typing import Self

from dataflow.base.regular_file import NotRegular
from dataflow.base.text import Filling, Sentence, Text


class UserError(Exception):
    """Something that a user can set right; ``message`` says what is wrong, and what to do."""

    def __init__(self, message: Text | Sentence, **words: Filling) -> None:
        self.message = Sentence(message, words) if isinstance(message, Text) else message
        self.language: str | None = None
        super().__init__(self.message.in_language("en"))

    def said_in(self, language: str) -> Self:
        """The same error, to be shown in this language, whatever the environment."""
        self.language = language
        return self


_REASONS: Mapping[int, Text] = {
    errno.ENOENT: Text(en="no such file or directory", da="filen eller mappen findes ikke"),
    errno.EACCES: Text(en="permission denied", da="adgang nægtet"),
    errno.EPERM: Text(en="operation not permitted", da="handlingen er ikke tilladt"),
    errno.EEXIST: Text(en="file exists", da="filen findes i forvejen"),
    errno.ENOTDIR: Text(en="not a directory", da="ikke en mappe"),
    errno.EISDIR: Text(en="is a directory", da="er en mappe"),
    errno.ENOSPC: Text(en="no space left on device", da="der er ikke mere plads på disken"),
    errno.EDQUOT: Text(en="disk quota exceeded", da="diskkvoten er brugt op"),
    errno.EFBIG: Text(en="file too large", da="filen bliver for stor"),
    errno.EROFS: Text(en="read-only file system", da="disken kan kun læses"),
    errno.ENAMETOOLONG: Text(en="file name too long", da="filnavnet er for langt"),
    errno.ELOOP: Text(en="too many levels of symbolic links", da="for mange genveje efter hinanden"),
}
_NOT_REGULAR = Text(
    en="it is a pipe or a device, and only regular files are read",
    da="det er en pipe eller en enhed, og kun almindelige filer læses",
)


def reason_of(error: OSError) -> Text:
    """Why the system refused something; in its own words where these are not among the usual ones."""
    if isinstance(error, NotRegular):
        return _NOT_REGULAR
    said = (error.strerror or str(error)).lower()
    return _REASONS.get(error.errno or 0, Text(en=said, da=said))
