#!/usr/bin/env python3
"""Prints random trees for record.py to ask Terraform about.

Usage: generate.py SEED COUNT
"""

import importlib.util
import json
import pathlib
import sys

EXPRESSIONS = pathlib.Path(__file__).resolve().parent.parent / "oracle" / "generate.py"
spec = importlib.util.spec_from_file_location("expressions", EXPRESSIONS)
expressions = importlib.util.module_from_spec(spec)
spec.loader.exec_module(expressions)

SCALARS = ['"a"', '"b c"', '"10"', '"true"', '""', "0", "1", "2.5", "-3", "true", "false"]


class Maker(expressions.Generator):
    """Makes one tree after another. What a declaration means is within `try`, so
    that few trees are in error."""

    def chance(self, share):
        return self.random.random() < share

    def tried(self, names, depth=3):
        self.names = list(names)
        while True:
            expression = self.any(depth)
            if len(expression) < 200:
                return f'try({expression}, "fallback")'

    def type(self, depth=2):
        """A type: its name, and what is in it."""
        kind = self.random.randrange(10 if depth > 0 else 4)
        if kind < 4:
            return ["string", "number", "bool", "any"][kind], None
        if kind < 7:
            return self.pick(["list", "set", "map"]), self.type(depth - 1)
        if kind == 7:
            return "tuple", [self.type(depth - 1) for _ in range(self.random.randrange(1, 3))]
        names = self.random.sample("abcd", self.random.randrange(1, 4))
        return "object", {name: self.field(depth - 1) for name in names}

    def field(self, depth):
        """The type of an attribute, and as what it is written."""
        ty = self.type(depth)
        if self.chance(0.5):
            return ty, self.shown(ty)
        default = f", {self.value(ty)}" if self.chance(0.6) else ""
        return ty, f"optional({self.shown(ty)}{default})"

    def shown(self, ty):
        name, inner = ty
        if inner is None:
            return name
        if name == "tuple":
            return "tuple([" + ", ".join(self.shown(part) for part in inner) + "])"
        if name == "object":
            fields = [f"{key} = {text}" for key, (_, text) in inner.items()]
            return "object({ " + ", ".join(fields) + " })"
        return f"{name}({self.shown(inner)})"

    def value(self, ty):
        """A plain value that converts to the type."""
        name, inner = ty
        if name == "string":
            return self.pick(SCALARS)
        if name == "number":
            return self.pick(['"10"', "0", "1", "2.5", '"-3"', "1e3"])
        if name == "bool":
            return self.pick(['"true"', "true", "false", '"false"'])
        if name == "any":
            return self.pick([*SCALARS, "[1, 2]", '{ a = 1, b = "x" }', "null", "[]"])
        if name == "tuple":
            return "[" + ", ".join(self.value(part) for part in inner) + "]"
        if name == "object":
            pairs = [f"{key} = {self.value(field)}" for key, (field, text) in inner.items()
                     if not text.startswith("optional") or self.chance(0.5)]
            pairs += ["extra = 1"] if self.chance(0.3) else []
            return "{ " + ", ".join(pairs) + " }"
        values = [self.value(inner) for _ in range(self.random.randrange(4))]
        if name == "map":
            pairs = [f"{key} = {value}" for key, value in zip("cab", values)]
            return "{ " + ", ".join(pairs) + " }"
        return "[" + ", ".join(values) + "]"

    def variable(self, name, open_ended=False):
        ty = self.type()
        value = self.value(ty)
        lines = [f'variable "{name}" {{']
        if self.chance(0.8):
            lines.append(f"  type = {self.shown(ty)}")
        if not open_ended:
            lines.append(f"  default = {self.pick([value, value, value, 'null'])}")
            if self.chance(0.2) and lines[-1] != "  default = null":
                lines.append("  nullable = false")
        if self.chance(0.15):
            lines.append("  sensitive = true")
        return [*lines, "}"], value

    def locals(self, names, prefix, count):
        """Locals as HCL or as JSON, each of those before it."""
        made = []
        for at in range(count):
            made.append((f"{prefix}{at}", self.tried(names)))
            names.append(f"local.{prefix}{at}")
        if self.chance(0.3):
            values = {name: "${" + value + "}" for name, value in made}
            return "json", [json.dumps({"locals": values}, ensure_ascii=False)]
        return "hcl", ["locals {", *[f"  {name} = {value}" for name, value in made], "}"]

    def module(self, files, folder, inner):
        """A module in a folder: its inputs with plain values, and its outputs."""
        at = f"{folder}/" if folder else ""
        names, lines, inputs = [], [], []
        for number in range(self.random.randrange(1, 4)):
            text, value = self.variable(f"v{number}")
            lines += text
            inputs.append((f"v{number}", value))
            names.append(f"var.v{number}")
        kind, text = self.locals(names, "l", self.random.randrange(1, 4))
        files[f"{at}more.tf.json" if kind == "json" else f"{at}more.tf"] = text
        asked = list(names)
        for call in inner:
            below, given, outputs = self.module(files, f"{at}{call}", inner[call])
            lines += self.calling(call, below, given, names)
            asked += [f"module.{call}", *[self.output(call, name) for name in outputs]]
            names += asked[-2:]
        lines += ["locals {", f"  last = {self.tried(names)}", "}"]
        asked.append("local.last")
        outputs = []
        for number in range(self.random.randrange(1, 4)):
            name = f"o{number}"
            sensitive = ["  sensitive = true"] if not folder else []
            lines += [f'output "{name}" {{', f"  value = {self.tried(asked, 2)}", *sensitive, "}"]
            outputs.append(name)
        files[f"{at}main.tf"] = lines
        if self.chance(0.25):
            files[f"{at}{self.pick(['', 'a_', 'z_'])}override.tf"] = [
                "locals {",
                f"  l0 = {self.tried(['var.v0'])}",
                "}",
            ]
        self.asked = asked
        return f"./{folder.rsplit('/', 1)[-1]}", inputs, outputs

    def calling(self, name, source, inputs, names):
        lines = [f'module "{name}" {{', f'  source = "{source}"']
        self.repeated = self.pick(["none", "none", "count", "set", "map"])
        extra = []
        if self.repeated == "count":
            lines.append(f"  count = {self.pick(['0', '1', '2', '3'])}")
            extra = ["count.index"]
        elif self.repeated == "set":
            lines.append('  for_each = toset(["b", "a"])')
            extra = ["each.key", "each.value"]
        elif self.repeated == "map":
            value = self.tried(names, 2)
            lines.append(f"  for_each = {{ b = {value}, a = 1 }}")
            extra = ["each.key"]
        for variable, value in inputs:
            if self.chance(0.6):
                lines.append(f"  {variable} = {self.pick([value, value, 'null', *extra]) if self.chance(0.6) else value}")
        return [*lines, "}"]

    def output(self, call, name):
        if self.repeated == "none":
            return f"module.{call}.{name}"
        if self.repeated == "count":
            return self.pick([f"module.{call}[*].{name}", f"module.{call}[0].{name}"])
        return self.pick([f'module.{call}["a"].{name}', f"values(module.{call})[*].{name}"])

    def resource(self, names):
        """A resource, and what names its input. In a list, that is never null."""
        repeated, key, named = self.pick(
            [
                ([], [], "terraform_data.r.input"),
                (["  count = 2"], ["count.index"], "terraform_data.r[*].input"),
                (["  count = 1"], ["count.index"], "one(terraform_data.r).input"),
                (
                    ['  for_each = toset(["q", "p"])'],
                    ["each.key", "each.value"],
                    "{ for k, r in terraform_data.r : k => r.input }",
                ),
                (
                    ["  for_each = { q = [1], p = { a = 2 } }"],
                    ["each.key", "each.value"],
                    "values(terraform_data.r)[*].input",
                ),
            ]
        )
        value = self.tried([*names, *key * 3])
        lines = [*repeated, f"  input = [{value}]"]
        return ['resource "terraform_data" "r" {', *lines, "}"], named

    def tree(self, name):
        files = {}
        shape = self.pick([{}, {"m": {}}, {"m": {}}, {"m": {}, "n": {}}, {"m": {"inner": {}}}])
        self.module(files, "", shape)
        asked = list(self.asked)
        arguments = []
        if self.chance(0.4):
            text, value = self.variable("given")
            files["main.tf"] += text
            asked.append("var.given")
            path = self.pick(["terraform.tfvars", "x.auto.tfvars", "named.tfvars"])
            files[path] = [f"given = {value}"]
            if path == "named.tfvars":
                arguments.append("$ -var-file=named.tfvars")
        if self.chance(0.3):
            files["main.tf"] += ['variable "open" {', "  type = string", "}"]
            arguments.append("~ -var=open=" + self.pick(["a", "view", "10", ""]))
            asked += ["var.open"] * 3
        if self.chance(0.35):
            text, name_of = self.resource(asked)
            files["main.tf"] += text
            asked.append(name_of)
        lines = [f"== {name}", *arguments]
        for path, text in files.items():
            lines += [f"-- {path} --", *text]
        questions = dict.fromkeys(asked)
        while len(questions) < len(set(asked)) + 6:
            self.names = list(asked)
            question = self.any(3)
            if "\n" not in question and len(question) < 300:
                questions[question] = None
        return [*lines, *[f"> {question}" for question in questions]]


def main():
    maker = Maker(int(sys.argv[1]))
    for number in range(int(sys.argv[2])):
        print("\n".join(maker.tree(f"random {sys.argv[1]}-{number}")))


if __name__ == "__main__":
    main()
