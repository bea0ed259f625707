#!/usr/bin/env python3
"""Prints random expressions, one a line, for record.py to ask Terraform about.

Usage: generate.py SEED COUNT
"""

import random
import sys

WORDS = ["a", "b", "view", "recording:recording:view", "", "é", "A-b", "10", "true", "x,y", "2.50"]
OPERATORS = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = []

    def pick(self, options):
        return self.random.choice(options)

    def literal(self):
        kind = self.random.randrange(6)
        if kind < 3:
            return f'"{self.pick(WORDS)}"'
        if kind == 3:
            return self.pick(["0", "1", "2", "3", "-1", "2.5", "0.1", "1e3", "100"])
        if kind == 4:
            return self.pick(["true", "false", "null"])
        return self.pick(["[]", "{}", "tolist([])", "toset([])", '"${1}"'])

    def many(self, depth, most=3):
        return [self.any(depth) for _ in range(self.random.randrange(most + 1))]

    def collection(self, depth):
        kind = self.random.randrange(7)
        if kind < 2:
            return "[" + ", ".join(self.many(depth - 1, 4)) + "]"
        if kind < 4:
            keys = self.random.sample(["a", "b", "c", "view"], self.random.randrange(4))
            return "{" + ", ".join(f"{k} = {self.any(depth - 1)}" for k in keys) + "}"
        inner = "[" + ", ".join(self.pick([self.literal, self.literal])() for _ in range(3)) + "]"
        if kind == 4:
            return f"toset({inner})"
        if kind == 5:
            return f"tolist({inner})"
        return f"tomap({{a = {self.literal()}, b = {self.literal()}}})"

    def text(self, depth):
        kind = self.random.randrange(6)
        if kind == 0:
            return f'"x${{{self.any(depth - 1)}}}"'
        if kind == 1:
            return f'"%{{ if {self.any(depth - 1)} }}y%{{ else }}${{{self.any(depth - 1)}}}%{{ endif }}"'
        if kind == 2:
            return f'"%{{ for v in {self.collection(depth - 1)} }}<${{v}}>%{{ endfor }}"'
        return f'"{self.pick(WORDS)}"'

    def loop(self, depth):
        name = self.pick(["v", "w"])
        self.names.append(name)
        body = self.any(depth - 1)
        condition = f" if {self.any(depth - 1)}" if self.random.random() < 0.3 else ""
        self.names.append("k")
        key = self.pick(["k", f"k", name, self.any(depth - 2)])
        both = self.any(depth - 1)
        self.names.pop()
        self.names.pop()
        collection = self.collection(depth - 1)
        kind = self.random.randrange(4)
        if kind == 0:
            return f"{{for k, {name} in {collection} : {key} => {both}}}"
        if kind == 1:
            return f"{{for k, {name} in {collection} : {key} => {both}...}}"
        if kind == 2:
            return f"[for k, {name} in {collection} : [k, {name}]]"
        return f"[for {name} in {collection} : {body}{condition}]"

    def call(self, depth):
        d = depth - 1
        s, n, c, a = self.text, self.literal, self.collection, self.any
        calls = [
            lambda: f"concat({c(d)}, {c(d)})",
            lambda: f"merge({c(d)}, {c(d)})",
            lambda: f"flatten({c(d)})",
            lambda: f"distinct({c(d)})",
            lambda: f"setunion({c(d)}, {c(d)})",
            lambda: f"setintersection({c(d)}, {c(d)})",
            lambda: f"setsubtract({c(d)}, {c(d)})",
            lambda: f"setproduct({c(d)}, {c(d)})",
            lambda: f"lookup({c(d)}, {s(d)}, {a(d)})",
            lambda: f"element({c(d)}, {n()})",
            lambda: f"length({a(d)})",
            lambda: f"keys({c(d)})",
            lambda: f"values({c(d)})",
            lambda: f"contains({c(d)}, {a(d)})",
            lambda: f"coalesce({a(d)}, {a(d)}, {a(d)})",
            lambda: f"coalescelist({c(d)}, {c(d)})",
            lambda: f"compact({c(d)})",
            lambda: f'format("%s|%v|%d", {a(d)}, {a(d)}, {n()})',
            lambda: f'formatlist("%s-%s", {c(d)}, {s(d)})',
            lambda: f'join({s(d)}, {c(d)})',
            lambda: f'split({s(d)}, {s(d)})',
            lambda: f"replace({s(d)}, {s(d)}, {s(d)})",
            lambda: f"upper({s(d)})",
            lambda: f"title({s(d)})",
            lambda: f"trim({s(d)}, {s(d)})",
            lambda: f"substr({s(d)}, {n()}, {n()})",
            lambda: f"zipmap({c(d)}, {c(d)})",
            lambda: f"range({n()}, {n()})",
            lambda: f"try({a(d)}, {a(d)})",
            lambda: f"can({a(d)})",
            lambda: f"one({c(d)})",
            lambda: f"sort({c(d)})",
            lambda: f"reverse({c(d)})",
            lambda: f"slice({c(d)}, {n()}, {n()})",
            lambda: f"chunklist({c(d)}, {n()})",
            lambda: f"tostring({a(d)})",
            lambda: f"tonumber({a(d)})",
            lambda: f"tobool({a(d)})",
            lambda: f"tolist({a(d)})",
            lambda: f"toset({a(d)})",
            lambda: f"tomap({a(d)})",
            lambda: f"jsonencode({a(d)})",
            lambda: f"jsondecode(jsonencode({a(d)}))",
            lambda: f"yamlencode({a(d)})",
            lambda: f"yamldecode(yamlencode({a(d)}))",
            lambda: f"max({n()}, {n()})",
            lambda: f"sum({c(d)})",
            lambda: f"alltrue({c(d)})",
            lambda: f"anytrue({c(d)})",
            lambda: f"index({c(d)}, {a(d)})",
            lambda: f"matchkeys({c(d)}, {c(d)}, {c(d)})",
            lambda: f"transpose({c(d)})",
            lambda: f"abs({n()})",
            lambda: f"floor({n()} / {n()})",
            lambda: f"parseint({s(d)}, 16)",
            lambda: f"md5(jsonencode({a(d)}))",
            lambda: f"indent(2, {s(d)})",
            lambda: f"regexall({s(d)}, {s(d)})",
            lambda: f"startswith({s(d)}, {s(d)})",
            lambda: f"concat({c(d)}...)",
            lambda: f"merge({c(d)}...)",
        ]
        return self.pick(calls)()

    def any(self, depth):
        if depth <= 0 or self.random.random() < 0.15:
            if self.names and self.random.random() < 0.6:
                return self.pick(self.names)
            return self.literal()
        kind = self.random.randrange(12)
        if kind < 2:
            return self.collection(depth)
        if kind < 3:
            return self.text(depth)
        if kind < 4:
            return self.loop(depth)
        if kind < 7:
            return self.call(depth)
        if kind < 8:
            return f"({self.any(depth - 1)} ? {self.any(depth - 1)} : {self.any(depth - 1)})"
        if kind < 9:
            return f"({self.any(depth - 1)} {self.pick(OPERATORS)} {self.any(depth - 1)})"
        if kind < 10:
            return f"{self.pick('!-')}({self.any(depth - 1)})"
        access = self.pick(["[0]", '["a"]', ".a", "[*]", ".*.a", "[*].a", "[1]", '[*]["a"]', f"[{self.literal()}]"])
        return f"({self.collection(depth)}){access}"


def main():
    generator = Generator(int(sys.argv[1]))
    seen = set()
    while len(seen) < int(sys.argv[2]):
        expression = generator.any(generator.random.choice([2, 3, 3, 4]))
        if expression not in seen and len(expression) < 300:
            seen.add(expression)
            print(expression)


if __name__ == "__main__":
    main()
