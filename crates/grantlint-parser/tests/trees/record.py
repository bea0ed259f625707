#!/usr/bin/env python3
"""Records what Terraform answers to the questions of the tree files.

Usage: record.py FILE...    A file holds trees, each a root module with what it
calls:

    == name                 begins a tree
    $ -var=a=b              an argument of the command
    -- path --              begins a file
    > expression            a question, asked in the root module
    <tab>answer             what `jsonencode` gives, `unknown` or `error`

Answers are written anew in place. A tree of which something is in error is asked
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
        self.files = {}
        self.questions = []


def read(text):
    """The trees of a file. A question's answer is the line behind it."""
    trees = []
    path = None
    for line in text.splitlines():
        if line.startswith("== "):
            trees.append(Tree(line[3:]))
            path = None
        elif line.startswith("$ "):
            trees[-1].arguments.append(line[2:])
        elif line.startswith("-- ") and line.endswith(" --"):
            path = line[3:-3]
            trees[-1].files[path] = []
        elif line.startswith("> "):
            path = None
            trees[-1].questions.append([line[2:], None])
        elif line.startswith("\t") and path is None:
            trees[-1].questions[-1][1] = line[1:]
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
    def __init__(self, folder, tree):
        self.folder = folder
        self.planned = any("terraform_data" in "\n".join(lines) for lines in tree.files.values())
        self.arguments = tree.arguments
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
    """The answers to a tree's questions; none where what is unknown in it cannot be
    told from what is in error."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for path, lines in tree.files.items():
            path = folder / path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines) + "\n")
        run(folder, "init", "-backend=false", "-no-color")
        console = Console(folder, tree)
        return console.broken, console.answers([question for question, _ in tree.questions])


def main():
    for name in sys.argv[1:]:
        path = pathlib.Path(name)
        text = path.read_text()
        answers = iter([a for tree in read(text) for a in answered(tree)[1]])
        out = []
        asked = False
        for line in text.splitlines():
            if asked and line.startswith("\t"):
                continue
            out.append(line)
            asked = line.startswith("> ")
            if asked:
                out.append("\t" + next(answers))
        path.write_text("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
