"""Where LibreOffice is on this machine, and one file converted by it: the one kept warm, or one started for it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from generator import running
from generator.libreoffice import warm

SECONDS: Final = 180
"""How long a conversion may take before it is given up."""

_USUAL_PLACES: Final = (
    Path("LibreOffice/program/soffice.exe"),
    Path("LibreOffice 5/program/soffice.exe"),
)
_MAC: Final = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


def libreoffice() -> Path | None:
    """Where LibreOffice is on this machine, if it is."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    roots = [Path(os.environ[name]) for name in ("ProgramFiles", "ProgramFiles(x86)") if name in os.environ]
    places = [root / place for root in roots for place in _USUAL_PLACES]
    return next((place for place in (*places, _MAC) if place.is_file()), None)


def through_libreoffice(office: Path, file: Path, folder: Path, kind: str) -> Path | None:
    """The file as `kind` (`pdf`, `docx`), made in a folder; None when LibreOffice fails.

    A profile of its own lets the conversion run beside a LibreOffice that the clerk has open. Raises TimeoutError when it takes longer
    than `SECONDS`, CancelledError when the work is called off: LibreOffice is ended then, with all it started.
    """
    made = folder / f"{file.stem}.{kind}"
    folder.mkdir(parents=True, exist_ok=True)
    if warm.converted(office, file, made, seconds=SECONDS):
        return made
    return made if _started_for(office, file, folder, kind) and made.is_file() else None


def _started_for(office: Path, file: Path, folder: Path, kind: str) -> bool:
    """Whether a LibreOffice started for this file alone says that it went well. Raises as above."""
    profile = (folder / "profile").as_uri()
    command = [str(office), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", kind]
    try:
        code = running.run([*command, "--outdir", str(folder), str(file)], seconds=SECONDS)
    except OSError:
        return False
    if code is None:
        raise TimeoutError
    return code == 0
