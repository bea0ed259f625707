#!/usr/bin/env python3
"""Prints random trees for record.py to ask Terraform about, of modules that are called
many times: `count` and `for_each` of many kinds, one below the other, outputs taken as
whole objects and through splats, locals across files in HCL and JSON, override files,
and variables with deep types that what they are given has to be converted to.

Usage: calls.py SEED COUNT
"""

import importlib.util
import json
import pathlib
import sys

BESIDE = pathlib.Path(__file__).resolve().parent / "generate.py"
spec = importlib.util.spec_from_file_location("generate", BESIDE)
generate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(generate)

FOR_EACH = [
    'toset(["a", "b"])', "toset([])", '{ a = 1, b = "x" }', "local.map", "toset(local.list)",
    "var.map", 'toset(["1", "2"])', '{ a = { n = 1, s = "x" }, b = { n = 2, s = "y" } }',
    '{ for k, v in local.map : k => v if k != "b" }', "{ for i, v in local.list : i => v }",
    "toset([for v in local.list : upper(v)])", "local.objects", "toset(keys(local.map))",
    "{ for o in local.rows : o.name => o }", 'tomap({ x = ["p", "q"], y = [] })',
    "merge(local.map, { z = 1 })", "zipmap(local.list, local.list)", '{ "é" = 1, "x y" = 2 }',
    "var.flag ? { on = 1 } : {}", 'toset(compact(["a", "", null]))', 'toset(["e\\u0301"])',
]
COUNT = [
    "2", "0", "1", '"2"', "length(local.list)", "var.flag ? 1 : 0", "var.number",
    "length(var.map)", "local.number", "var.flag ? 0 : 2", "max(1, var.number)",
]
BY_KEY = [
    "{m}", '{m}["a"]', '{m}["a"].{o}', "values({m})[*].{o}", "{{ for k, v in {m} : k => v.{o} }}",
    "keys({m})", "length({m})", '[for k, v in {m} : "${{k}}"]', '{m}["zz"].x',
    "{m}[local.list[0]].{o}", "[for k in local.list : {m}[k].x]", "one(values({m})[*].x)",
    "{m}[*]", "{{ for k, v in {m} : jsonencode(v.x) => k... }}", 'contains(keys({m}), "a")',
    "element(values({m}), 0).x", 'lookup({m}, "a", null)', "values({m}).*.x", "{m}[*][0]",
]
BY_NUMBER = [
    "{m}", "{m}[0]", "{m}[0].{o}", "{m}[*].{o}", "{m}.*.{o}", "length({m})", "one({m}[*].x)",
    "{m}[1].x", "[for i, v in {m} : [i, v.x]]", "{m}[length({m}) - 1].x", "{m}[*][0]",
    "concat({m}[*].x, [1])", "zipmap(range(length({m})), {m}[*].x)", "element({m}[*].x, 5)",
    "slice({m}, 0, 1)", 'join(",", {m}[*].x)', "{m}.*.x[0]", "flatten({m}[*].all)",
]
ALONE = [
    "{m}", "{m}.{o}", '{m}["x"]', "keys({m})", "[{m}][0].x", "{m}[*].x", "length({m})",
    "{{ for k, v in {m} : k => v }}", "merge({m}, {{ x = 1 }})", 'lookup({m}, "x", 0)',
    "{m}.all[0]", "{m}.*.x",
]


class Caller(generate.Maker):
    def expression(self, names, depth=2):
        a, b = self.pick(names), self.pick(names)
        if depth == 0:
            return a
        inner = self.expression(names, depth - 1)
        return self.pick([
            a, a, a, f"{a}[*]", f"[for k, v in {a} : [k, v]]", f"{{ for k, v in {a} : k => v }}",
            f'"x-${{{a}}}"', f"jsonencode({a})", f"merge({a}, {b})", f"{a} == {b}",
            f"(var.flag ? {a} : {inner})", f"flatten([{a}, [{b}]])", f'{a}["a"]', f"{a}[0]",
            f"[for v in {a} : v if v != null]", f"length({a})", f"{{ a = {inner}, b = {b} }}",
            f'lookup({a}, "a", "none")', f"{a}[local.number]",
        ])

    def tried(self, names, depth=2):
        return f'try({self.expression(names, depth)}, "fallback")'

    def leaf(self):
        ty = self.type(2)
        files = {
            "main.tf": [
                'variable "x" {', "  type = any", *self.pick([[], ["  default = null"]]), "}",
                'variable "y" {', '  default = "own"', *self.pick([[], ["  nullable = false"]]),
                "}",
                'variable "deep" {', f"  type = {self.shown(ty)}", f"  default = {self.value(ty)}",
                "}",
                "locals {", '  up  = try(upper(var.x), "none")', "  all = [var.x, var.y, local.up]",
                "}",
                'output "x" {', "  value = var.x", "}",
                'output "all" {', "  value = local.all", "}",
                'output "path" {', "  value = [path.module, path.root, var.deep]", "}",
            ]
        }
        if self.chance(0.3):
            files["z_override.tf"] = self.pick([
                ['variable "y" {', '  default = "over"', "}"],
                ["locals {", '  up = "over"', "}"],
                ['output "all" {', "  value = [1]", "}"],
            ])
        if self.chance(0.15):
            over = self.pick([{"variable": {"y": {"default": "json"}}},
                              {"locals": {"up": '${jsonencode(var.y)}-json'}}])
            files["override.tf.json"] = [json.dumps(over)]
        return files, self.value(ty)

    def module_call(self, name, source, names, deep=None):
        """The lines of a call, and what can be asked of it."""
        repeated, each, forms = self.pick([
            ([f"  for_each = {self.pick(FOR_EACH)}"],
             ["each.key", "each.value", '"${each.key}!"', "try(each.value.n, each.value)"], BY_KEY),
            ([f"  count = {self.pick(COUNT)}"], ["count.index", '"i${count.index}"'], BY_NUMBER),
            ([], [], ALONE),
        ])
        lines = [f'module "{name}" {{', f'  source = "{source}"', *repeated]
        lines.append(f"  x = {self.tried(names + each * 4, 1)}")
        if self.chance(0.5):
            lines.append(f"  y = {self.pick(['null', self.tried(names + each * 4, 1)])}")
        if deep and self.chance(0.5):
            lines.append(f"  deep = {deep}")
        output = self.pick(["x", "x", "all", "path"])
        return [*lines, "}"], [form.format(m=f"module.{name}", o=output) for form in forms]

    def middle(self):
        """A module that calls another as often as it is told."""
        call, asked = self.module_call("inner", "../leaf", ["var.x", "var.y", "local.list"])
        asked = [f'try({question}, "fallback")' for question in self.random.sample(asked, 3)]
        return [
            'variable "x" {', "  default = null", "}", 'variable "y" {', '  default = "mid"', "}",
            *self.surroundings(), *call,
            'output "x" {', f"  value = {asked[0]}", "}",
            'output "all" {', f"  value = [{asked[1]}, {asked[2]}]", "}",
            'output "path" {', "  value = path.module", "}",
        ]

    def surroundings(self):
        """Variables and locals that the calls of a module make use of."""
        return [
            'variable "map" {', "  type = any", '  default = { a = "from var", b = 2 }', "}",
            'variable "flag" {', f"  default = {self.pick(['true', 'false'])}", "}",
            'variable "number" {', f"  default = {self.random.randrange(4)}", "}",
            "locals {",
            f"  number = {self.pick(['1', '0', 'length(var.map)'])}",
            "  list = " + self.pick(['["a", "b"]', '["a", "b", "c"]', 'tolist(["b", "a"])']),
            "  map = " + self.pick(['{ a = "x", b = "y" }', 'tomap({ a = "t" })', "var.map"]),
            "  objects = { a = { n = 1 }, q = { n = 2, extra = true } }",
            "  rows = " + self.pick(['[{ name = "a", v = [2] }]', "[]"]),
            "}",
        ]

    def tree(self, name):
        leaf, deep = self.leaf()
        files = {f"leaf/{path}": lines for path, lines in leaf.items()}
        files["mid/main.tf"] = self.middle()
        names = ["local.map", "local.list", "local.number", "local.objects", "local.rows",
                 "var.map", "var.flag", "var.number", '"literal"', "null", "path.module"]
        given = {}
        for at in range(self.random.randrange(3)):
            given[f"own{at}"] = self.tried(names)
            names.append(f"local.own{at}")
        if self.chance(0.5):
            values = {key: "${" + value + "}" for key, value in given.items()}
            files["more.tf.json"] = [json.dumps({"locals": values}, ensure_ascii=False)]
        else:
            lines = [f"  {key} = {value}" for key, value in given.items()]
            files["more.tf"] = ["locals {", *lines, "}"]
        body, asked = self.surroundings(), []
        for called in self.random.sample(["one", "two", "three"], self.random.randrange(1, 4)):
            source = self.pick(["leaf", "mid"])
            of_leaf = deep if source == "leaf" else None
            call, questions = self.module_call(called, f"./{source}", names, of_leaf)
            body += call
            asked += questions
            names += [f'try({form}, "fallback")' for form in self.random.sample(questions, 2)]
        if self.chance(0.3):
            files[self.pick(["override.tf", "a_override.tf"])] = self.pick([
                ["locals {", "  number = 2", "}"],
                ['variable "flag" {', "  default = false", "}"],
                [f'module "{called}" {{', "  x = local.objects", "}"],
            ])
        files["main.tf"] = body
        asked = self.random.sample(asked, min(len(asked), 10))
        asked += [self.expression(names) for _ in range(4)]
        lines = [f"== {name}"]
        for path, text in files.items():
            lines += [f"-- {path} --", *text]
        return [*lines, *[f"> {question}" for question in dict.fromkeys(asked)]]


def main():
    caller = Caller(int(sys.argv[1]))
    for number in range(int(sys.argv[2])):
        print("\n".join(caller.tree(f"calls {sys.argv[1]}-{number}")))


if __name__ == "__main__":
    main()
