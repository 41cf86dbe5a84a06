"""Files on the disk: read once with its hash, write all or nothing, and say in Vietnamese why it can't be done."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from generator.errors import InputRefusedError, OutputRefusedError, Place, Problem
from generator.file_names import shortened_name, too_long_for_windows

_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
ATTEMPTS: Final = 8
"""How often something is done anew because somebody else wrote meanwhile."""
STAGED: Final = ".vanban-"
"""How the names of files begin that are not in their place yet; a power cut may leave one."""
Made = TypeVar("Made")
_LONGEST_LINE: Final = 4096
_OF_WORD: Final = frozenset({".doc", ".docx", ".docm", ".rtf", ".odt"})
_WHOLE_TO_WORD: Final = 6
"""Letters of a name that Word keeps when it marks a file as open; of a longer one it leaves out the first, or the first two."""
_SHORTER: Final = "Đặt tên ngắn hơn, hoặc chép thư mục ra gần gốc ổ đĩa (như D:\\CCHC) rồi chạy lại"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it was read: what it held, and the hash that tells whether it changed since."""

    path: Path
    data: bytes

    @property
    def sha256(self) -> str:
        """Hash of the bytes, in hex."""
        return sha256(self.data)


def sha256(data: bytes) -> str:
    """Hash of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def read(path: Path, *, limit: int) -> ReadFile:
    """Read a whole file of at most `limit` bytes. Raises InputRefusedError when it is not there or not readable."""
    try:
        if path.is_dir():
            _refuse(path, "TEP-02", "là một thư mục, không phải một tệp", "Ghi rõ tên tệp trong thư mục đó")
        if path.stat().st_size > limit:
            _refuse(path, "TEP-03", f"lớn hơn {limit // 2**20} MB nên không được mở", "Xem lại có đúng tệp cần dùng không")
        return ReadFile(path, path.read_bytes())
    except FileNotFoundError as error:
        if _too_long(path, error):
            _refuse(path, "TEP-18", "có tên hoặc đường dẫn dài quá nên không đọc được", _SHORTER)
        _refuse(path, "TEP-01", "không có ở nơi đã chỉ", "Xem lại tên tệp và thư mục")
    except PermissionError:
        _refuse(path, "TEP-04", "đang bị khoá hoặc không được phép đọc", "Đóng tệp trong Word, Excel rồi chạy lại")
    except OSError as error:
        if _too_long(path, error):
            _refuse(path, "TEP-18", "có tên hoặc đường dẫn dài quá nên không đọc được", _SHORTER)
        _refuse(path, "TEP-05", f"không đọc được ({error.strerror})", "Xem lại ổ đĩa hoặc đường dẫn")
    except ValueError:  # a sign that no path may hold
        _refuse(path, "TEP-01", "không có ở nơi đã chỉ", "Xem lại tên tệp và thư mục")


def name_too_long(error: Exception) -> Problem | None:
    """What a person is told when a disk takes no name as long as one that was looked for or made; None for any other error."""
    if not isinstance(error, OSError) or error.errno != errno.ENAMETOOLONG:
        return None
    name = os.path.basename(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else ""  # noqa: PTH119 - no Path takes it
    return Problem("TEP-18", "Tên hoặc đường dẫn dài quá nên không đọc, không ghi được", _SHORTER, Place(shortened_name(name)))


def _too_long(path: Path, error: OSError) -> bool:
    """Whether a name is longer than a disk takes; Windows says of a whole path that is too long only that it is not there."""
    missing = isinstance(error, FileNotFoundError) and sys.platform == "win32" and too_long_for_windows(path.absolute())
    return error.errno == errno.ENAMETOOLONG or missing


def refuse_if_open(path: Path) -> None:
    """Refuse a file that Excel, Word or LibreOffice holds open: what is on the screen may not be on the disk yet."""
    if not path.name:
        return  # a folder, which reading refuses
    dropped = min(max(len(path.stem) - _WHOLE_TO_WORD, 0), 2) if path.suffix.lower() in _OF_WORD else 0
    names = (f"~${path.name}", f"~${path.name[dropped:]}", f".~lock.{path.name}#")
    for owner in map(path.with_name, names):
        if owner.exists() and owner != path:
            _refuse(
                path,
                "TEP-06",
                "đang mở trong một chương trình khác",
                f"Lưu và đóng tệp rồi chạy lại; nếu không ai đang mở, xoá tệp {owner.name}",
            )


def refuse_unwritable(*paths: Path) -> None:
    """Refuse before anything is written: files marked read-only, places in folders that may only be read. Raises OutputRefusedError.

    What a disk tells only when it is written to is told then.
    """
    found = [problem for path in paths if (problem := _read_only(path))]
    if found:
        raise OutputRefusedError(*dict.fromkeys(found))


def _read_only(path: Path) -> Problem | None:
    """Why nothing can be written here, as far as that is seen beforehand."""
    if path.is_file() and not path.stat().st_mode & stat.S_IWRITE:
        cure = "Bỏ dấu Read-only (Chỉ đọc) trong Properties của tệp rồi chạy lại, hoặc dùng một bản sao"
        return Problem("TEP-19", "Tệp được đặt là chỉ đọc nên không ghi đè", cure, Place(str(path)))
    folder = next((place for place in path.parents if place.exists()), path.parent)
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        return _only_to_read(folder, path)
    return None


def _only_to_read(folder: Path, path: Path) -> Problem:
    cure = "Chép cả thư mục sang nơi ghi được (như Documents) rồi chạy lại ở đó, hoặc ghi vào thư mục khác"
    return Problem("TEP-20", f"Thư mục {folder} chỉ cho đọc nên không ghi được tệp vào đó", cure, Place(str(path)))


def write(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all, over one that may be there; a `private` one nobody else may read. Raises OutputRefusedError."""
    refuse_unwritable(path)
    staged = _stage(path, data, private=private)
    try:
        staged.replace(path)
    except OSError as error:
        staged.unlink(missing_ok=True)
        not_written(path, error)


def write_new(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, never over one that is there. Raises OutputRefusedError."""
    staged = _stage(path, data)
    try:
        _put_in_free_place(staged, path)
    except OSError as error:
        not_written(path, error)
    finally:
        staged.unlink(missing_ok=True)


def write_beside(path: Path, data: bytes) -> Path:
    """Write a file that may have been made before; gives the path that now holds these bytes. Raises OutputRefusedError.

    One that is there with other bytes stays as it is: the new one gets the next free number, `ten-2.docx`.
    """
    place, number = path, 1
    while place.exists():
        if place.is_file() and place.stat().st_size == len(data) and read(place, limit=len(data)).data == data:
            return place
        number += 1
        place = path.with_name(f"{path.stem}-{number}{path.suffix}")
    write_new(place, data)
    return place


def write_with(path: Path, data: bytes, changed: ReadFile, changed_data: bytes) -> None:
    """Write a new file together with a changed one, which must still hold what was read: both or neither.

    Both lie complete on the disk before either is put in its place.
    """
    staged = _stage(path, data)
    try:
        replace_unchanged(changed, changed_data)
        _put_or_take_back(staged, path, ReadFile(changed.path, changed_data), changed.data)
    except OSError as error:
        not_written(path, error)
    finally:
        staged.unlink(missing_ok=True)


def _put_or_take_back(staged: Path, path: Path, changed: ReadFile, before: bytes) -> None:
    """Somebody may have taken the place meanwhile: then the file that changed is as it was `before`."""
    try:
        _put_in_free_place(staged, path)
    except OSError:
        replace_unchanged(changed, before)
        raise


def replace_unchanged(seen: ReadFile, data: bytes) -> None:
    """Write over a file only when it still holds what was read. Raises OutputRefusedError when somebody changed it.

    The new bytes lie complete on the disk before the old ones are looked at for the last time, and one thread of one process at a
    time looks and replaces: of two who read the same file, one writes and the other is told.
    """
    refuse_if_open(seen.path)
    refuse_unwritable(seen.path)
    staged = _stage(seen.path, data)
    try:
        with _alone_with(seen.path):
            refuse_changed(seen)
            staged.replace(seen.path)
    except OSError as error:
        not_written(seen.path, error)
    finally:
        staged.unlink(missing_ok=True)


@contextmanager
def _alone_with(path: Path) -> Iterator[None]:
    """Nobody else replaces the file meanwhile. The lock is not that of the file, which the caller may hold for all of his work.

    It is gone with the last of us: who waits for a lock whose file is gone asks for a new one (Windows refuses while somebody waits).
    """
    turn = path.with_name(f"{path.name}.ghi")
    with locked(turn):
        try:
            yield
        finally:
            with suppress(OSError):
                _lock_of(turn).unlink(missing_ok=True)


def refuse_changed(seen: ReadFile) -> None:
    """Refuse a file that no longer holds what was read. Raises OutputRefusedError TEP-10."""
    if read(seen.path, limit=2**40).sha256 != seen.sha256:
        raise OutputRefusedError(
            Problem(
                "TEP-10",
                "Tệp đã bị sửa trong lúc đang chạy nên không ghi đè",
                "Chạy lại để dùng bản mới nhất",
                Place(str(seen.path)),
            )
        )


def done_anew(attempt: Callable[[], Made], *overtaken: str) -> Made:
    """What an attempt gives; made anew, from its reading on, when it is refused because somebody else wrote meanwhile: with these codes."""
    for _ in range(ATTEMPTS - 1):
        try:
            return attempt()
        except OutputRefusedError as error:
            if not {problem.code for problem in error.problems} <= set(overtaken):
                raise
    return attempt()


def append_line(path: Path, line: str) -> None:
    """Add one whole line to the end of a file, which is made when it is not there. Raises OutputRefusedError.

    Lines of several writers never mix, and what was written before stays as it is; half a line that a power cut left is closed first.
    """
    if "\n" in line or "\r" in line:
        raise ValueError(line)
    with locked(path):
        try:
            with path.open("ab") as stream:
                stream.write((line if _ends_whole(path) else f"\n{line}").encode("utf-8") + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            not_written(path, error)


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(size - 1, 0))
        return stream.read() in {b"", b"\n"}


def last_lines(path: Path, count: int) -> tuple[str, ...]:
    """The last lines of a text that may be long, the newest last; none when the file is not there. Raises InputRefusedError."""
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            start = max(size - count * _LONGEST_LINE, 0)
            stream.seek(start)
            lines = stream.read().decode("utf-8", errors="replace").split("\n")[1 if start else 0 :]
    except FileNotFoundError:
        return ()
    except OSError as error:
        _refuse(path, "TEP-05", f"không đọc được ({error.strerror})", "Xem lại ổ đĩa hoặc đường dẫn")
    return tuple(line for line in lines if line)[-count:]


@contextmanager
def locked(path: Path, *, patience: float = 60) -> Iterator[None]:
    """Nobody else who asks for the same lock gets it meanwhile; a process that dies gives it back. Raises OutputRefusedError.

    The lock is a file of its own beside `path`, which may not be there yet; `patience` is in seconds.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - slow to import, and most commands write nothing that is shared

    lock = FileLock(_lock_of(path), timeout=patience)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        place = Place(str(path))
        problem = Problem("TEP-17", "Một lệnh khác đang ghi tệp này và chưa xong", "Chờ lệnh đó xong rồi chạy lại", place)
        raise OutputRefusedError(problem) from None
    except OSError as error:
        not_written(path, error)
    try:
        yield
    finally:
        lock.release()


def _lock_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


@contextmanager
def passing_folder() -> Iterator[Path]:
    """A folder of this machine for files that are gone afterwards. Raises OutputRefusedError TEP-21 when there is no room for one."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="vanban-", ignore_cleanup_errors=True)
    except OSError as error:
        cure = "Dọn bớt ổ đĩa, hoặc đặt biến môi trường TEMP vào một thư mục ghi được rồi chạy lại"
        raise OutputRefusedError(Problem("TEP-21", "Máy không có thư mục tạm nào ghi được", cure)) from error
    with folder as name:
        yield Path(name)


def shipped(*names: str) -> Path:
    """A file that comes with the program: inside the installed package, or beside it in the source folder."""
    inside = Path(__file__).parent.joinpath("shipped", *names)
    return inside if inside.exists() else Path(__file__).parent.parent.joinpath(*names)


def _stage(path: Path, data: bytes, *, private: bool = False) -> Path:
    """The data in a temporary file beside its place, safely on the disk; such a file is made for its owner alone."""
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=STAGED, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if not private:
            temporary.chmod(_mode(path))
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        not_written(path, error)
    return temporary


def _mode(path: Path) -> int:
    """The permissions of the file to be replaced; of a new one, those that other new files get."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _put_in_free_place(staged: Path, path: Path) -> None:
    """A hard link can't replace what is there; where links don't exist, Windows' rename can't either."""
    try:
        os.link(staged, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        staged.rename(path)


def _refuse(path: Path, code: str, message: str, cure: str) -> NoReturn:
    raise InputRefusedError(Problem(code, f"Tệp {message}", cure, Place(str(path)))) from None


def not_written(path: Path, error: OSError) -> NoReturn:
    """Say in Vietnamese why a file could not be written. Raises OutputRefusedError."""
    if error.errno in _FULL:
        code, message, cure = "TEP-11", "Ổ đĩa đã đầy nên không ghi được tệp", "Dọn bớt ổ đĩa hoặc ghi vào thư mục khác"
    elif error.errno == errno.EROFS or (isinstance(error, PermissionError) and _read_only(path)):
        raise OutputRefusedError(_read_only(path) or _only_to_read(path.parent, path)) from error
    elif isinstance(error, PermissionError):
        code, message, cure = "TEP-12", "Không được phép ghi vào nơi này", "Đóng tệp nếu đang mở, hoặc ghi vào thư mục khác"
    elif isinstance(error, FileExistsError) and path.is_file():
        code, message, cure = "TEP-15", "Đã có tệp mang tên này nên không ghi đè", "Đổi tên, hoặc xoá tệp cũ nếu không cần nữa"
    elif _too_long(path, error):
        code, message, cure = "TEP-18", "Tên hoặc đường dẫn dài quá nên không ghi được", _SHORTER
    elif isinstance(error, NotADirectoryError | FileExistsError):
        code, message, cure = "TEP-13", "Nơi cần ghi không phải là thư mục", "Ghi vào thư mục khác"
    else:
        code, message, cure = "TEP-14", f"Không ghi được tệp ({error.strerror})", "Ghi vào thư mục khác"
    raise OutputRefusedError(Problem(code, message, cure, Place(str(path)))) from error
