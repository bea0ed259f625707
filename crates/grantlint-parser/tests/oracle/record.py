#!/usr/bin/env python3
"""Records what `terraform console` answers for the expressions of the oracle files.

Usage: record.py FILE...    Each file holds one expression a line, and below it
the answer after a tab: what `jsonencode` gives, `error`, or `unknown`. Lines
that begin with `#` stay as they are. Answers are written anew in place.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def ask(expressions):
    """The answers to some expressions, of which one console evaluates as many as
    it can. An expression that keeps the others from being answered is found by
    halving."""
    tried = ", ".join(f'try(jsonencode([{e}]), "error")' for e in expressions)
    answer = console(f"base64encode(jsonencode([{tried}]))")
    if answer.startswith('"'):
        answers = json.loads(base64.b64decode(answer.strip('"')))
        return [a if a == "error" else a[1:-1] for a in answers]
    if len(expressions) == 1:
        known = {"(known after apply)": "unknown", "(sensitive value)": "sensitive"}
        return [known.get(answer, "error")]
    half = len(expressions) // 2
    return ask(expressions[:half]) + ask(expressions[half:])


def console(line):
    environment = dict(os.environ, CHECKPOINT_DISABLE="1", TF_CLI_CONFIG_FILE=os.devnull)
    run = subprocess.run(
        ["terraform", "console"],
        cwd=HERE / "files",
        env=environment,
        input=line + "\n",
        capture_output=True,
        text=True,
    )
    return run.stdout.strip() if run.returncode == 0 else ""


def main():
    for name in sys.argv[1:]:
        path = pathlib.Path(name)
        lines = path.read_text().splitlines()
        kept = [line for line in lines if line and not line.startswith("\t")]
        expressions = [line for line in kept if not line.startswith("#")]
        chunks = [expressions[i : i + 100] for i in range(0, len(expressions), 100)]
        answers = iter([answer for chunk in chunks for answer in ask(chunk)])
        out = []
        for line in kept:
            out.append(line)
            if not line.startswith("#"):
                out.append("\t" + next(answers))
        path.write_text("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
