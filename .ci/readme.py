"""Runs the ```console blocks of a Markdown file as a reader would type them, and holds what they print against what the
file shows.

    python3 .ci/readme.py README.md [--log FILE]
    python3 .ci/readme.py README.md --update       puts in what they print now, to be read before it is kept

A line that begins with `$ ` is a command, which goes on where `> ` follows; the lines behind it, up to the next one, are what
it prints on a terminal of 120 columns (what Cargo says of compiling aside). `...` alone on a line stands for any lines,
`[..]` for any characters of a line; durations and line numbers of the ontology may differ. A command that shows nothing may
print anything. Each must exit with 0, or as the comment behind it says: `# exit 1`.
"""
import argparse
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import time

CARGO = re.compile(
    r"\s*(Compiling|Checking|Finished|Running|Doc-tests|Download\w+|Blocking|Updating|Locking|Adding|Packaging|Building|"
    r"Installing|Installed|Replac\w+|Fresh|Executable|warning: be sure to add)\b.*"
)
ESCAPE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_])")
# What may differ: how long something took, and at which line of the ontology an entry stands.
VOLATILE = re.compile(r"\b\d+(\.\d+)? ?(s|ms|µs|seconds)\b|(?<=\.ttl:)\d+")


def commands(lines):
    """(line of the command, the command, line where what it shows begins, and ends) of every console block."""
    found, inside = None, False
    for at, line in enumerate(lines):
        command = inside and line.startswith("$ ")
        if found and (command or line == "```"):
            yield (*found, at)
            found = None
        inside = (inside or line == "```console") and line != "```"
        if command:
            found = (at, line[2:], at + 1)
        elif found and found[2] == at and line.startswith("> "):
            found = (found[0], found[1] + "\n" + line[2:], at + 1)


def run(command):
    """Exit status and output of a command on a terminal of its own."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 0, 0))
    attributes = termios.tcgetattr(theirs)
    attributes[1] &= ~termios.OPOST
    termios.tcsetattr(theirs, termios.TCSANOW, attributes)
    environment = os.environ | {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "120", "PAGER": "cat"}
    process = subprocess.Popen(["bash", "-c", command], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    output = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the terminal is closed when the last writer is gone
            break
        if not part:
            break
        output += part
    os.close(ours)
    return process.wait(), output.decode("utf-8", "replace")


def lines(output):
    """What stays on the terminal: no escapes, no line that was written over, nothing that Cargo says of compiling."""
    kept = [line.rstrip("\r").rsplit("\r", 1)[-1].rstrip() for line in ESCAPE.sub("", output).split("\n")]
    kept = [line for line in kept if not CARGO.fullmatch(line)]
    return "\n".join(kept).strip("\n").split("\n")


def matches(shown, printed):
    """Whether the lines that a file shows are the lines that were printed."""
    shown = "\n".join(line.rstrip() for line in shown).strip("\n").split("\n")
    parts = []
    for line in shown:
        if line.strip() == "...":
            parts.append(r"(?:.*\n)*")
        else:
            parts.append(".*".join(re.escape(VOLATILE.sub("#", part)) for part in line.split("[..]")) + r"\n")
    return re.fullmatch("".join(parts), VOLATILE.sub("#", "\n".join(printed)) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--log", help="where everything that was printed is put")
    parser.add_argument("--update", action="store_true", help="write what is printed now into the file")
    options = parser.parse_args()
    text = open(options.file, encoding="utf-8").read().splitlines()
    log = open(options.log, "w", encoding="utf-8") if options.log else None
    tried = wrong = 0
    updated = list(text)
    shift = 0
    for line, command, begin, end in commands(text):
        shown = text[begin:end]
        wanted = int(match.group(1)) if (match := re.search(r"# exit (\d)$", command)) else 0
        print(f"{options.file}:{line + 1}: $ {command}", flush=True)
        start = time.monotonic()
        status, output = run(command)
        print(f"    {time.monotonic() - start:.1f} s", flush=True)
        if log:
            log.write(output.replace("\r", ""))
        tried += 1
        printed = lines(output)
        if status != wanted or (shown and not matches(shown, printed)):
            wrong += 1
            print(f"exit {status}, wanted {wanted}\n--- shown\n" + "\n".join(shown))
            print("--- printed\n" + "\n".join(printed[-200:]), flush=True)
            if shown and status == wanted:
                updated[begin + shift : end + shift] = printed
                shift += len(printed) - len(shown)
    print(f"{tried} commands, {wrong} differ from what {options.file} shows")
    if options.update:
        open(options.file, "w", encoding="utf-8").write("\n".join(updated) + "\n")
    return 1 if wrong or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
