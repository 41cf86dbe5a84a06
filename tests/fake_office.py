"""LibreOffice played by a script, for what a real one does only now and then: `fake_office.py LOG BEGINNING ARGUMENT…`.

It starts a child as soffice does, and notes each start and each file in LOG. What a file holds says how converting it goes; BEGINNING says
how its start as the warm one goes. It imports nothing of vanban.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname


def path_of(address: str) -> Path:
    return Path(url2pathname(urlparse(address).path))


def note(log: Path, *words: object) -> None:
    with log.open("a", encoding="utf-8") as lines:
        lines.write(" ".join(map(str, words)) + "\n")


def alone(log: Path, given: list[str]) -> None:
    """One start for one file."""
    file, folder = Path(given[-1]), Path(given[given.index("--outdir") + 1])
    note(log, "alone", file.stem)
    held = file.read_bytes()
    if held == b"hopeless":
        sys.exit(1)
    (folder / f"{file.stem}.pdf").write_bytes(b"alone " + held)


def warm(log: Path, beginning: str, folder: Path) -> None:
    """As the macro does it, and as it can go wrong."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    note(log, "start", os.getpid(), child.pid, folder)
    match beginning:
        case "never":
            time.sleep(600)
        case "ends":
            os._exit(1)
        case "slow":
            time.sleep(1)
    (folder / "ready").write_text("ready", encoding="ascii")
    number = 0
    while True:
        job = folder / f"job-{number}"
        if job.exists():
            (folder / f"answer-{number}").write_text(answered(log, *job.read_text(encoding="ascii").splitlines()), encoding="ascii")
            number += 1
        time.sleep(0.01)


def answered(log: Path, source: str, target: str, kind: str) -> str:
    held = path_of(source).read_bytes()
    note(log, "file", path_of(source).stem, kind)
    match held:
        case b"hang":
            time.sleep(600)
        case b"crash":
            os._exit(1)
        case b"garbage":
            return "\x00?"
        case b"liar":
            return "made"
        case b"fails" | b"hopeless":
            return "failed"
        case b"long":
            time.sleep(1)
    path_of(target).write_bytes(b"warm " + held)
    return "made"


def main(log: Path, beginning: str, given: list[str]) -> None:
    if "--convert-to" in given:
        alone(log, given)
    else:
        profile = next(words for words in given if words.startswith("-env:UserInstallation=")).partition("=")[2]
        warm(log, beginning, path_of(profile).parent)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
