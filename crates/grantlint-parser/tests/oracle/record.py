#!/usr/bin/env python3
"""Records what `terraform console` answers for the expressions of the oracle files.

Usage: record.py FILE...    Each file holds one expression a line, and below it
the answer after a tab: what `jsonencode` gives, `error`, or `unknown`. Lines
that begin with `#` stay as they are. Answers are written anew in place.
"""

import base64
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def ask(expressions):
    lines = "".join(f'try(base64encode(jsonencode([{e}])), "error")\n' for e in expressions)
    environment = dict(os.environ, CHECKPOINT_DISABLE="1", TF_CLI_CONFIG_FILE=os.devnull)
    run = subprocess.run(
        ["terraform", "console"],
        cwd=HERE / "files",
        env=environment,
        input=lines,
        capture_output=True,
        text=True,
    )
    answers = [line for line in run.stdout.splitlines() if line]
    if run.returncode == 0 and len(answers) == len(expressions):
        return [decoded(answer) for answer in answers]
    if len(expressions) == 1:
        return ["error"]
    half = len(expressions) // 2
    return ask(expressions[:half]) + ask(expressions[half:])


def decoded(answer):
    if answer == '"error"':
        return "error"
    if answer == "(known after apply)":
        return "unknown"
    if answer == "(sensitive value)":
        return "sensitive"
    text = base64.b64decode(answer.strip('"')).decode()
    return text[1:-1]


def main():
    for name in sys.argv[1:]:
        path = pathlib.Path(name)
        lines = path.read_text().splitlines()
        kept = [line for line in lines if line and not line.startswith("\t")]
        expressions = [line for line in kept if not line.startswith("#")]
        answers = iter(ask(expressions))
        out = []
        for line in kept:
            out.append(line)
            if not line.startswith("#"):
                out.append("\t" + next(answers))
        path.write_text("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
