#!/usr/bin/env python3
"""Records what Terraform answers to the questions of the tree files.

Usage: record.py [--sound] FILE...    A file holds trees, each a root module with what it
calls:

    == name                 begins a tree
    $ -var=a=b              an argument of the command
    ~ -var=a=b              one that makes known what is open without it
    -- path --              begins a file
    > expression            a question, asked in the root module
    <tab>answer             what `jsonencode` gives, `unknown` or `error`
    <tab>~ answer           the answer where the `~` arguments are given too, where
                            the one without them is `unknown`

Answers are written anew in place; with --sound, trees of which something is in error
are left out. A tree of which something is in error is asked
about by one question at a time, and what depends on the error is in error too; as
Terraform shows that as unknown, nothing else may be unknown in such a tree.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile


class Tree:
    def __init__(self, name):
        self.name = name
        self.arguments = []
        self.closing = []
        self.files = {}
        self.questions = []


def read(text):
    """The trees of a file, without the answers."""
    trees = []
    path = None
    for line in text.splitlines():
        if line.startswith("== "):
            trees.append(Tree(line[3:]))
            path = None
        elif line.startswith("$ "):
            trees[-1].arguments.append(line[2:])
        elif line.startswith("~ "):
            trees[-1].closing.append(line[2:])
        elif line.startswith("-- ") and line.endswith(" --"):
            path = line[3:-3]
            trees[-1].files[path] = []
        elif line.startswith("> "):
            path = None
            trees[-1].questions.append(line[2:])
        elif path is not None:
            trees[-1].files[path].append(line)
    return trees


def run(folder, *command, line=None):
    environment = dict(
        os.environ,
        CHECKPOINT_DISABLE="1",
        HOME=str(folder),
        TF_CLI_CONFIG_FILE=os.devnull,
        TF_INPUT="0",
    )
    return subprocess.run(
        ["terraform", *command],
        cwd=folder,
        env=environment,
        input=line,
        capture_output=True,
        text=True,
    )


class Console:
    def __init__(self, folder, tree, arguments):
        self.folder = folder
        self.planned = any("terraform_data" in "\n".join(lines) for lines in tree.files.values())
        self.arguments = arguments
        self.broken = False
        self.broken = "Error:" in self.ask("1").stderr

    def ask(self, line):
        plan = ["-plan"] if self.planned else []
        return run(self.folder, "console", "-no-color", *plan, *self.arguments, line=line + "\n")

    def shown(self, line):
        ran = self.ask(line)
        if ran.returncode != 0:
            return "error"
        return ran.stdout.strip().splitlines()[-1] if ran.stdout.strip() else "error"

    def answers(self, expressions):
        if not self.broken:
            tried = [f'try(jsonencode({e}), "error")' for e in expressions]
            answer = self.shown(f"base64encode(nonsensitive(jsonencode([{', '.join(tried)}])))")
            if answer.startswith('"'):
                return json.loads(base64.b64decode(answer.strip('"')))
        return [self.answer(expression) for expression in expressions]

    def answer(self, expression):
        encoded = f"nonsensitive(jsonencode({expression}))"
        answer = self.shown(f"base64encode({encoded})")
        if answer.startswith('"'):
            return base64.b64decode(answer.strip('"')).decode()
        unknown = answer == "(known after apply)" and not self.broken
        return "unknown" if unknown else "error"


def answered(tree):
    """Whether a tree is without error, and the answers to its questions, each one
    line or two."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for path, lines in tree.files.items():
            path = folder / path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines) + "\n")
        run(folder, "init", "-backend=false", "-no-color")
        console = Console(folder, tree, tree.arguments)
        answers = console.answers(tree.questions)
        lines = [[answer] for answer in answers]
        if tree.closing and "unknown" in answers:
            closed = Console(folder, tree, tree.arguments + tree.closing).answers(tree.questions)
            for line, answer in zip(lines, closed):
                if line == ["unknown"]:
                    line.append(f"~ {answer}")
        return not console.broken, lines


def rewritten(text, sound_only):
    out = []
    for part in text.removesuffix("\n").split("\n== "):
        part = part if part.startswith("== ") else "== " + part
        [tree] = read(part)
        sound, answers = answered(tree)
        if sound_only and not sound:
            continue
        left = iter(answers)
        asked = False
        for line in part.split("\n"):
            if asked and line.startswith("\t"):
                continue
            out.append(line)
            asked = line.startswith("> ")
            if asked:
                out += ["\t" + answer for answer in next(left)]
    return "\n".join(out) + "\n"


def main():
    names = [name for name in sys.argv[1:] if name != "--sound"]
    for path in map(pathlib.Path, names):
        path.write_text(rewritten(path.read_text(), "--sound" in sys.argv))


if __name__ == "__main__":
    main()
