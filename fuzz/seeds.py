#!/usr/bin/env python3
"""Writes texts for the fuzz targets to begin with into fuzz/seeds.

They are the project's own: the cases of the parser's and the evaluator's tests,
one a file, and the configurations of tests and examples. So they are not kept a
second time. What is kept is fuzz/corpus: the few of them, and of what fuzzing
made of them, that together reach all the code that was reached.
"""

import json
from pathlib import Path

FUZZ = Path(__file__).resolve().parent
PROJECT = FUZZ.parent
TESTS = PROJECT / "crates/grantlint-parser/tests"
# What is larger slows the fuzzer down more than it helps.
LARGEST = 8_000


def write(target: str, texts: list[str]) -> None:
    folder = FUZZ / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    texts = sorted({text for text in texts if text and len(text) <= LARGEST})
    for number, text in enumerate(texts):
        (folder / f"case-{number:05}").write_bytes(text.encode())
    print(f"{target}: {len(texts)} texts")


def expressions(path: Path) -> list[str]:
    """The lines without indentation; what Terraform answers is indented."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and line[0] not in "#\t"]


def configurations(pattern: str) -> list[str]:
    folders = [PROJECT / "examples", PROJECT / "tests", PROJECT / "crates"]
    paths = [path for folder in folders for path in sorted(folder.rglob(pattern))]
    return [path.read_bytes().decode("utf-8", "ignore") for path in paths]


def main() -> None:
    answers = (TESTS / "syntax/terraform/answers.txt").read_text(encoding="utf-8")
    cases = [json.loads(line.split(" ", 1)[1]) for line in answers.splitlines()]
    values = [line for path in sorted((TESTS / "oracle").glob("*.txt")) for line in expressions(path)]
    write("hcl", cases + configurations("*.tf") + [f"a = {value}\n" for value in values])
    in_json = [json.dumps({"locals": {"a": "${" + value + "}"}}) for value in values[::8]]
    write("json", configurations("*.json") + in_json)
    write("evaluate", values)


if __name__ == "__main__":
    main()
