"""Calls of the command line that are ended, stopped or held short by the system, each in a process of its own.

One helper process imports everything once and forks a child for each call, so that a call costs no start of Python.
It is a process of its own since the test's may have threads, which a fork does not copy.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn

__all__ = ["Ended", "Forking", "forking"]

_TOUCHES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"}
_BEGINS = "/next/list.jsonl"
"""The first file that a publication writes when all is in the stage."""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a call ended: its code, or the negative number of the signal; what it said; how often it touched a file."""

    code: int
    said: str
    touched: int
    manifest: int
    """Which of these put the manifest in its place; 0 for none."""
    seconds: float


@dataclass(frozen=True)
class Forking:
    helper: subprocess.Popen[str]

    def call(
        self,
        folder: Path,
        *arguments: str,
        at: int = 0,
        whole: bool = False,
        after: float = 0,
        fsize: int = 0,
        user: int = 0,
    ) -> Ended:
        """``syndicate *arguments`` in ``folder``.

        It kills itself before it touches a file for the ``at``-th time, counted from the beginning of the publication,
        or of all where ``whole`` says so; or is killed ``after`` so many seconds. ``fsize`` is the size that no file
        may exceed, ``user`` the number of the user that it runs as.
        """
        return Ended(**self._ask(folder, arguments, at=at, whole=whole, after=after, fsize=fsize, user=user))

    def stop(self, folder: Path, *arguments: str, at: int) -> int:
        """Begins a call that stops itself in the middle of the publication, and gives its number once it stands."""
        return int(self._ask(folder, arguments, at=at, stop=True)["pid"])

    def resume(self, number: int) -> Ended:
        """Lets it go on, to its end."""
        return Ended(**self._ask(Path(), (), resume=number))

    def _ask(self, folder: Path, arguments: tuple[str, ...], **more: Any) -> dict[str, Any]:
        assert self.helper.stdin is not None
        assert self.helper.stdout is not None
        self.helper.stdin.write(json.dumps({"folder": str(folder), "arguments": arguments, **more}) + "\n")
        self.helper.stdin.flush()
        answer: dict[str, Any] = json.loads(self.helper.stdout.readline())
        return answer


@contextmanager
def forking() -> Iterator[Forking]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "NO_COLOR": "1"}
    env.pop("SOURCE_DATE_EPOCH", None)
    helper = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    )
    try:
        yield Forking(helper)
    finally:
        assert helper.stdin is not None
        assert helper.stdout is not None
        helper.stdin.close()
        helper.wait(timeout=30)
        helper.stdout.close()


# -- in the helper


def _serve(asked: IO[str], answers: IO[str]) -> None:
    _warm()
    standing: dict[int, Any] = {}
    for line in asked:
        told = json.loads(line)
        if "resume" in told:
            pid = told["resume"]
            os.kill(pid, signal.SIGCONT)
            answer = _ended(*standing.pop(pid), after=0)
        else:
            child = _begun(told)
            if told.get("stop"):
                _, status = os.waitpid(child[0], os.WUNTRACED)
                assert os.WIFSTOPPED(status)
                standing[child[0]] = child
                answer = {"pid": child[0]}
            else:
                answer = _ended(*child, after=told["after"])
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _warm() -> None:
    """A build, so that no child has to import and to compile what every build needs."""
    import contextlib
    import io
    import tempfile

    from syndicate.cli import main

    with tempfile.TemporaryDirectory() as name, contextlib.redirect_stderr(io.StringIO()):
        source, config = Path(name, "r.jsonl"), Path(name, "syndicate.toml")
        source.write_text('{"id":"tag:a.org,2020:1","item":{"type":"Movie","name":"A"},"published":"2024-01-01"}\n')
        config.write_text('[site]\nurl = "https://a.org/"\n[[source]]\npath = "r.jsonl"\n')
        sys.argv = ["syndicate", "build", "-c", str(config), "-o", str(Path(name, "public")), "-j", "1"]
        for _ in range(2):
            with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
                main()


def _begun(told: dict[str, Any]) -> tuple[int, int, float]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _child(told, writing)
    os.close(writing)
    return pid, reading, time.monotonic()


def _ended(pid: int, reading: int, begun: float, *, after: float) -> dict[str, Any]:
    timer = threading.Timer(after, os.kill, (pid, signal.SIGKILL)) if after else None
    if timer is not None:
        timer.start()
    with os.fdopen(reading, "rb") as stream:
        said = stream.read()
    seconds = time.monotonic() - begun
    if timer is not None:
        timer.cancel()
        timer.join()
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    text, _, counts = said.decode().rpartition("\0") if code >= 0 else (said.decode(), "", "0 0")
    touched, manifest = map(int, counts.split())
    return {"code": code, "said": text, "touched": touched, "manifest": manifest, "seconds": seconds}


def _child(told: dict[str, Any], writing: int) -> NoReturn:
    from syndicate.cli import main

    counted = manifest = 0
    begun = bool(told.get("whole"))

    def touch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal counted, begun, manifest
        if event == "open":
            path, _, flags = arguments
            if not isinstance(path, str | bytes | os.PathLike) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                return
            name = os.fsdecode(path)
            begun = begun or name.endswith(_BEGINS)
        elif event not in _TOUCHES:
            return
        if not begun:
            return
        counted += 1
        if event == "os.rename" and os.fsdecode(arguments[1]).endswith("/export/manifest.json"):
            manifest = counted
        if counted == told.get("at"):
            os.kill(os.getpid(), signal.SIGSTOP if told.get("stop") else signal.SIGKILL)

    code = 70
    try:
        os.setpgid(0, 0)
        os.chdir(told["folder"])
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(writing, 1)
        os.dup2(writing, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
        sys.argv = ["syndicate", *told["arguments"]]
        if told.get("fsize"):
            resource.setrlimit(resource.RLIMIT_FSIZE, (told["fsize"], told["fsize"]))
        if told.get("user"):
            os.setgroups([])
            os.setgid(told["user"])
            os.setuid(told["user"])
        sys.addaudithook(touch)
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:  # noqa: BLE001 - nothing of the child may go on as the helper
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(writing, f"\0{counted} {manifest}".encode())
        os._exit(code)


if __name__ == "__main__":
    _serve(sys.stdin, sys.stdout)
