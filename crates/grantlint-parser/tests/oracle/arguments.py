#!/usr/bin/env python3
"""Prints random calls with arguments at the edges of what functions take, one a line,
for record.py to ask Terraform about: odd texts and numbers, nulls with and without
types, empty and mixed collections, too few and too many arguments.

Usage: arguments.py SEED COUNT

`issensitive`, powers with fractions and most encodings are left out: those are unknown
here on purpose.
"""

import random
import sys

TEXTS = [
    'a', 'b', 'view', 'recording:recording:view', '', 'é', 'e\\u0301', '10', 'true', 'false',
    '2.50', 'x,y', 'a b', 'Hello World', 'ß', 'İ', 'ŉ', 'ǆ', 'ΑΣ', '👨\u200d👩\u200d👧', '🇩🇪', '한',
    '\\u1112\\u1161\\u11ab', 'a\\nb', 'a\\r\\nb\\r\\n', '\\t x ', '  pad  ', '$${a}', '%%{b}',
    '<>&', '\\u2028', '\\u0000', '1e3', '+1', ' 1', '0x10', '1_0', 'Inf', 'NaN', '-0', '1.',
    '.5', '1e-400', 'TRUE', 'True', '0', '1', '-1', '007', 'a-b_c.d', 'A/b', 'foo.bar.txt',
    '/a/b/../c', 'a\\\\b', '\\"q\\"', 'null', '9223372036854775808', '0.1', 'ﬀ', 'Ⅷ',
    '\\u00a0x\\u3000', '\\u200b', 'ａ', '\\U0001F600', "it's", '*', 'a:b:c', 'key=val', '日本', '%',
    '%d', 'a%20b', 'ǅ', 'ςσ', 'ÀÉ', 'i̇',
]

NUMBERS = [
    '0', '-0', '1', '2', '3', '-1', '0.1', '0.5', '1.5', '2.5', '-0.5', '-2.5', '1e3', '100',
    '1e100', '1e-100', '9007199254740993', '18446744073709551616', '-9223372036854775808',
    '9223372036854775807', '9223372036854775808', '(1/3)', '(2/3)', '1e-7',
    '1.7976931348623157e308', '1e309', '123456789.123456789', '255', '256', '65536',
    '0.30000000000000004', '1e21', '1e20', '123456789012345678901234567890', '4294967296',
    '2147483648', '10', '7', '1E5', '1.0', '1.10', '64', '32', '31', '1e-10', '0.000001',
]

PREFIXES = [
    '10.0.0.0/8', '10.1.2.3/8', '192.168.1.0/24', '0.0.0.0/0', '255.255.255.255/32', 'fd00::/8',
    '2001:db8::/32', '2001:db8::1/128', '::/0', '10.0.0.0/33', '::1/129', '10.0.0/8',
    '010.0.0.0/8', '10.0.0.0', '::ffff:10.0.0.0/104', '::ffff:1.2.3.4/112', 'fe80::1%eth0/64',
    '1.2.3.4/031', '10.0.0.0/', '/8', '10.0.0.0/30', '10.0.0.0/31', '2001:DB8:0:0:0::/64',
    '2001:db8::/127', '1.2.3.4/+8', '1.2.3.4/-1', '1.2.3.4/08', '256.0.0.0/8', '::1.2.3.4/96',
    '1::2::3/64', '10.0.0.0/8 ',
]

PATTERNS = [
    'a', '[a-z]+', '(a)(b)?', '(?P<x>a)(?P<y>b)?', '(?<x>.)', '^$', '', '.*', '(',
    '[[:alpha:]]+', '\\\\d+', '\\\\bx', '(?i)A', '(?s).+', '(?m)^a$', 'a{2,1}', 'a{1001}',
    '\\\\pL+', '\\\\p{Greek}', '(?P<x>a)(b)', '(?:a|b)*', 'a*?', '\\\\Qa.b\\\\E', '(?U)a+',
    '\\\\z', '\\\\Z', '(?=a)', '\\\\1', '[^a]', 'x*', '(a|)', '\\\\C', '[\\\\d-z]',
    '\\\\x{1F600}', '\\\\A\\\\w', '(.)(.)', '(?P<n>)', '(?P<n>a)|(?P<n>b)', '[a-', 'a**', '+',
    '\\\\', '\\\\s+', 'é', '.', '(?-i)a', '[[:^alpha:]]', '(?P<a1>.)(?P<b_2>.)?', '\\\\PL',
    '(^|:)(\\\\w+)',
]

REPLACEMENTS = [
    '', 'x', '$1', '$2', '$$', '$${1}', '$x', '$${x}', '$0', '$1a', '$a1', '\\\\1', '$', 'é',
    '$$1', '$${', '$${}', '$-', '$99',
]

FORMATS = [
    '%s', '%v', '%d', '%q', '%#v', '%5s', '%-5s|', '%05d', '%+d', '%x', '%X', '%o', '%b', '%e',
    '%E', '%f', '%g', '%G', '%t', '%%', '%.2f', '%8.3f', '%[1]s', '%[2]s %[1]s', '%*d', '%c',
    '%U', '%', '%!', '%s%', '%-', '%z', '%.3s', '%10.2s|', '% d', '%#x', '%#o', '%08.3f',
    '%+.2e', '%[3]d', '%[0]s', '%[x]d', '%s %s', 'a%sb%db', '%#q', '%+q', '%5t', '%5v', '%-8v|',
    '%05s', '%x%X', '%.0f', '%.f', '%+v', '%5%', '%é', 'é%s', '%.2v', '%#g', '%6.2f%%', '%.10g',
    '%i', '%u', '%p', '%T', '%[1]*d', '%-05d', '% x', '%#v %v', '%5q', '%-10q|', '%.3q', '%.2x',
    '%w',
]

TIMES = [
    '2020-01-02T03:04:05Z', '2020-02-29T23:59:59Z', '2021-02-29T00:00:00Z',
    '2020-01-02T03:04:05+02:00', '2020-01-02T03:04:05-07:30', '2020-01-02T03:04:05.123Z',
    '2020-01-02t03:04:05z', '2020-01-02 03:04:05Z', '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z', '2020-12-31T23:59:60Z', '2020-13-01T00:00:00Z',
    '2020-01-02T24:00:00Z', '2020-01-02T03:04Z', '2020-01-02', '',
    '1969-12-31T23:59:59.999999999Z', '2020-01-02T03:04:05.5+00:00', '2024-07-04T12:00:00Z',
    '2020-1-2T03:04:05Z', '2020-01-02T03:04:05', '2020-01-02T03:04:05+24:00',
    '2020-01-02T03:04:05,5Z', '0001-01-01T00:00:00Z', '2020-01-02T3:04:05Z',
    '2020-01-02T03:04:05-00:00',
]

DATES = [
    'YYYY-MM-DD', 'DD MMM YYYY hh:mm ZZZ', 'EEEE, DD-MMM-YY hh:mm:ss ZZZ', 'EEE', 'E', 'M', 'MM',
    'MMM', 'MMMM', 'MMMMM', 'D', 'DD', 'DDD', 'YY', 'YYYY', 'YYY', 'Y', 'h', 'hh', 'H', 'HH',
    'hhh', 'm', 'mm', 's', 'ss', 'AA', 'aa', 'A', 'a', 'Z', 'ZZ', 'ZZZ', 'ZZZZ', 'ZZZZZ', "'T'",
    "''", "'it''s'", "'open", 'x', 'é YYYY', 'HHaa', '-', '', "YYYY-MM-DD'T'hh:mm:ssZ", 'N', 'L',
    '.', 'HH:mm AA', 'S',
]

DURATIONS = [
    '1h', '-1h', '10m', '1h30m', '1.5h', '1s', '100ms', '1us', '1µs', '1ns', '0', '', '1', '1d',
    'h', '+5m', '-.5s', '.s', '1h-1m', '1e3s', '9999999h', '2562047h47m16.854775807s',
    '2562048h', '100000000000ns', '1 h', '24h', '8760h', '-0s', '1μs', '.5m', '5.m',
]

YAML = [
    'a: 1', '- 1\\n- 2', 'a: [1, 2, {b: c}]', '{}', '', '---\\na: 1\\n', '---\\n--- \\n',
    'a: yes', 'a: on', 'a: ~', 'a:', '- null', 'a: 0x1F', 'a: 0o17', 'a: 017', 'a: 1_000',
    'a: 1e3', 'a: .inf', 'a: .nan', 'a: 2020-01-02', 'a: 2020-01-02T03:04:05Z',
    'a: |\\n  x\\n  y\\n', 'a: >\\n  x\\n  y\\n', 'a: >-\\n  x\\n\\n  y', 'a: |+\\n  x\\n\\n',
    '&x a', '- &x a\\n- *x', 'a: &x {b: 1}\\nc: {<<: *x, d: 2}', 'a: 1\\na: 2', '? a\\n: b',
    '!!str 1', '!!int \\"1\\"', '!!binary aGk=', '!!set {a, b}', '!foo a', "a: 'it''s'",
    'a: b: c', '[1,', '1: a', 'true: b', 'null: c', '[a]: b', '1.5: x',
    '- -1\\n- +1\\n- 0b101\\n- 1.\\n- .5', 'a: \\"é\\"', '%YAML 1.1\\n---\\na: 1', 'a: 1 # c',
    '#only', 'a: 12345678901234567890', 'a: 1.23456789012345678901',
    '- !!float 1\\n- !!bool \\"true\\"', '*x', 'a: Yes\\nb: NO\\nc: True\\nd: off\\ne: y\\nf: N',
    '- 1:30\\n- 190:20:30', 'a: |2\\n   x', 'a: !!null \\"\\"', '- []\\n- {}\\n- [[]]',
    'a: -0\\nb: 0.0\\nc: -0.0', 'a: 1e400', 'a: \\"x\\n  y\\"', 'x\\ny', '- x\\n -y',
    'a: 9007199254740993', 'a: =', '- <<', '<<: {a: 1}', 'a: 0b2', 'a: 0x', 'a: 1__0', 'a: _1',
    'a: 08', 'a: !!timestamp 2020-01-01', 'a: !!map {}', '- \\"a\\": 1', '...', 'a\\n...\\nb',
    'a: @x', 'a: `x`', 'a: %x', 'a: [a, b, ]', 'a: [,]', '{a, b: 1}', '{a: 1, a: 2}',
    '{? a : b}', ' a: 1\\n b: 2', 'a: 1\\n b: 2',
]

CSV = [
    'a,b\\n1,2', 'a,b\\n1,2\\n', 'a\\n', '', 'a,a\\n1,2', 'a,b\\n1', 'a,b\\n1,2,3',
    'a,b\\n\\"x,y\\",\\"q\\"\\"q\\"', 'a,b\\r\\n1,2\\r\\n', 'a,b\\n\\n1,2', ' a , b \\n 1 , 2 ',
    'a,b\\n\\"1\\n2\\",3', 'a,b\\n\\"1', 'a,b\\n1\\",2', 'a,b\\n1,\\"2\\"x', '\\ufeffa,b\\n1,2',
    'a,\\n1,2', 'é\\nß', 'a\\n\\"\\"', 'a\\n\\n', '\\n', '\\na\\n1', '\\"a\\",b\\n1,2', 'a\\r1',
    'a,b\\n1,\\\\\\"2', 'a\\n\\" x\\"', 'a;b\\n1;2', 'a\\tb\\n1\\t2', '\\"\\"\\n1',
    'a\\n\\"x\\r\\ny\\"', 'a\\nx\\ry', 'a\\nx\\r\\n',
]

JSON = [
    '1', '\\"a\\"', 'null', 'true', '[]', '{}', '[1,\\"a\\",null]', '{\\"a\\":1,\\"a\\":2}',
    '{\\"a\\":{\\"b\\":[1,{}]}}', '', '{', '[1,]', '01', '1.0', '1e3', '1e400', '-0', '0.1',
    '\\"\\\\u00e9\\"', '\\"\\\\ud83d\\\\ude00\\"', '\\"\\\\ud83d\\"', ' 1 ', '1 2', 'nul',
    '\\"\\n\\"', '\\"\\\\x\\"', '[1]x', '{\\"\\":1}', '12345678901234567890123',
    '\\"e\\u0301\\"', '{\\"e\\u0301\\":1}', "'a'", '{a:1}', 'NaN', '+1', '.5', '\\"\\\\u0000\\"',
    '[[[[]]]]', '\\ufeff1', '//', '1.', '1e', '\\"\\\\/\\"', '[true,false]',
    '{\\"b\\":1,\\"a\\":2}', '[{\\"a\\":1},{\\"b\\":2}]', '\\t1\\n',
]

BASE64 = [
    'aGVsbG8=', 'aGVsbG8', '', 'a', '////', '_-8=', 'aGk=\\n', '4pyT', 'gQ==', 'AAAA', '====',
    'aGk= ', 'SGVsbG8sIFdvcmxkIQ==', '//79AA==', 'YQA=', 'YQ=', 'YR==',
]

ENCODINGS = [
    'UTF-8', 'utf-16le', 'UTF-16', 'UTF-16BE', 'ISO-8859-1', 'latin1', 'us-ascii',
]

TEMPLATES = [
    '${1}', 'x${"a"}y', '%{ if true }a%{ else }b%{ endif }', '%{ if false }a%{ endif }',
    '%{ for x in ["a","b"] }${x},%{ endfor }',
    '%{ for i, x in {a=1} ~} ${i}=${x} %{ endfor ~} z', '  %{~ if true ~}  a  %{~ endif ~}  ',
    '${~ "a" ~}  b', 'a ${~ 1 ~} b', '%{ for x in toset(["b","a"]) }${x}%{ endfor }',
    '%{if null}a%{endif}', '%{for x in null}%{endfor}', '${null}', '${[1]}', 'a${null}',
    '%{ for x in [] }a%{ endfor }', '%{ if "true" }x%{ endif }', '%{ if 1 }x%{ endif }',
    '\\n%{~ for x in [1,2] ~}\\n${x}\\n%{~ endfor ~}\\n', '${true}', '${1.50}', '${"${"n"}"}',
    '${1e100}', '%{ for x in [1,[2]] }${x}%{ endfor }', '$${x}%%{y}', '$', '%', '$$', '%%',
    '${{a=1}.a}', '${ {a=1}["a"] }', '%{ if true }%{ if false }x%{ else }y%{ endif }%{ endif }',
    '%{for k, v in [1,2]}${k}:${v} %{endfor}', '${try(tonumber("x"),"f")}', '$${~x}', '${"a"}',
    '${ "a" }',
]

DIGITS = [
    '0', 'ff', 'FF', '-10', '+10', 'zZ', '0x10', '', '1_0', ' 1', 'é', '10',
    '9223372036854775808123', 'Az09', '-', '1.5', '--1', '0b1', '٣',
]

WHOLE = [
    '0', '1', '2', '3', '-1', '4', '8', '16', '5', '10', '100', '1.5', '-2', '33', '"2"', 'null',
    '1e3', '-5',
]

HOSTS = [
    '0', '1', '-1', '-2', '255', '256', '65536', '1e10', '18446744073709551616',
    '-18446744073709551616', '1.5', '340282366920938463463374607431768211455', '4294967296',
    '128',
]

BASES = [
    '2', '8', '10', '16', '36', '62', '63', '1', '0', '10.5', '"10"',
]

ODD = [
    'null', '[]', '{}', 'toset([])', 'tomap({})', 'tolist([])', '""', '0', 'true', '[null]',
    '{a = null}', 'tostring(null)', 'tolist([null])', 'toset([null])', '[[]]', '[{}]',
    'tolist([tostring(null)])', 'tomap({a = tostring(null)})', 'tobool(null)',
    'tolist(tolist(null))', '{a = []}', '{a = {}}',
]

STEPS = [
    '[0]', '[1]', '[-1]', '[0.5]', '["a"]', '.a', '[*]', '.*', '[*].a', '.*.a', '[*][0]', '.0',
    '["0"]', '[true]', '[null]', '[*].a[0]', '[*].a.b', '[*][*]', '.*.a[0]', '[*].a[*].b',
]

# A function and its parameters; `?` may be left out, `*` may come several times.
CALLS = """
abs number; ceil number; floor number; signum number; log number number; max number*;
min number*; parseint digits base; sum numbers; range whole whole? whole?;
range number number? number?; chomp text; endswith text text; startswith text text;
strcontains text text; format format any*; format format any any; format format number;
format format text; formatlist format texts any*; formatlist format list list;
formatlist text any any; indent whole text; join text texts; join text texts*; lower text;
upper text; title text; regex pattern text; regexall pattern text; replace text text text;
replace text slashed replacement; split text text; strrev text; substr text whole whole;
trim text text; trimprefix text text; trimsuffix text text; trimspace text; alltrue bools;
anytrue bools; chunklist list whole; coalesce any*; coalesce text text text;
coalescelist list list*; coalescelist collection*; compact texts; concat list*;
concat list list; contains list any; distinct list; element list whole; element list number;
flatten list; flatten lists; index list any; keys map; length collection; length any;
lookup map text any?; lookup map text any; matchkeys list list list; merge map*;
merge map map; merge collection map; one collection; reverse list; setintersection set set*;
setproduct list*; setproduct list list; setproduct set list; setsubtract set set;
setunion set set*; slice list whole whole; sort texts; transpose map_of_lists; values map;
zipmap texts list; zipmap texts texts; base64decode base64; base64encode text; csvdecode csv;
csvdecode text; jsondecode json; jsonencode any; textdecodebase64 base64 encoding;
textencodebase64 text encoding; urlencode text; yamldecode yaml; yamlencode any;
formatdate date time; timeadd time duration; timecmp time time; md5 text; sha1 text;
sha256 text; sha512 text; base64sha256 text; base64sha512 text; uuidv5 text text;
cidrhost prefix host; cidrnetmask prefix; cidrsubnet prefix whole host;
cidrsubnets prefix whole*; cidrsubnets prefix whole whole; can any; try any any*;
try any any; tobool any; tolist collection; tolist any; tomap map; tomap any; tonumber any;
toset collection; toset any; tostring any; basename text; dirname text; core::upper text;
core::length collection; jsondecode text; yamldecode text; element set whole;
keys collection; values collection; lookup collection text any; reverse collection;
slice collection whole whole; contains collection any; distinct collection;
concat collection collection; sort collection; join text collection; compact collection;
sum collection; index collection any; zipmap collection collection;
setunion collection collection; setproduct collection collection;
merge collection collection collection; matchkeys collection collection collection;
flatten collection; length text; transpose collection; chunklist collection number; one list;
formatlist format collection collection; formatlist format any
"""


def quoted(text):
    return f'"{text}"'


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        entries = CALLS.replace("\n", " ").split(";")
        self.calls = [entry.split() for entry in entries if entry.strip()]
        self.names = []

    def pick(self, options):
        return self.random.choice(options)

    def chance(self, share):
        return self.random.random() < share

    def text(self, depth=0):
        if self.chance(0.05):
            return self.pick(["tostring(null)", "null", "tostring(1)", "true", "1.50"])
        if depth > 0 and self.chance(0.15):
            return self.call(depth - 1)
        if self.names and self.chance(0.2):
            return self.pick(self.names)
        if self.chance(0.12):
            return quoted(self.pick(TEMPLATES))
        return quoted(self.pick(TEXTS) + (self.pick(TEXTS) if self.chance(0.1) else ""))

    def number(self, depth=0):
        if self.chance(0.08):
            return self.pick(["tonumber(null)", "null", '"3"', '"2.50"', '"0x1"', "true", '"1e2"'])
        if depth > 0 and self.chance(0.15):
            return self.call(depth - 1)
        if self.chance(0.1):
            return f"({self.pick(NUMBERS)} {self.pick('+-*/%')} {self.pick(NUMBERS)})"
        return self.pick(NUMBERS)

    def bool(self, depth=0):
        if self.chance(0.1):
            return self.pick(["tobool(null)", "null", '"true"', '"TRUE"', "1", '"1"'])
        if depth > 0 and self.chance(0.25):
            a, b = self.any(depth - 1), self.any(depth - 1)
            return self.pick([f"({a} == {b})", f"({a} != {b})", f"can({a})"])
        return self.pick(["true", "false"])

    def one_of(self):
        """A way to make the elements of a collection."""
        plain = self.pick([self.text, self.text, self.number, self.bool])
        return self.pick([plain, plain, self.any])

    def tuple(self, depth, of=None):
        of = of or self.one_of()
        return "[" + ", ".join(of(depth - 1) for _ in range(self.random.randrange(5))) + "]"

    def object(self, depth, of=None):
        of = of or self.one_of()
        keys = ["a", "b", "c", '"é"', '"e\\u0301"', '"x y"', '"1"', '(upper("k"))', "null", "true"]
        chosen = self.random.sample(keys, self.random.randrange(4))
        return "{" + ", ".join(f"{key} = {of(depth - 1)}" for key in chosen) + "}"

    def list(self, depth=1, of=None):
        if self.chance(0.06):
            return self.pick(["tolist(null)", "null", "tolist([])", "[]"])
        made = self.tuple(depth, of)
        return self.pick([made, made, f"tolist({made})", f"toset({made})"])

    def set(self, depth=1, of=None):
        made = self.tuple(depth, of)
        return self.pick([made, f"toset({made})", f"toset({made})"])

    def map(self, depth=1, of=None):
        if self.chance(0.06):
            return self.pick(["tomap(null)", "null", "tomap({})", "{}"])
        made = self.object(depth, of)
        return self.pick([made, made, f"tomap({made})"])

    def collection(self, depth=1):
        return self.pick([self.list, self.list, self.set, self.map, self.map])(depth)

    def any(self, depth=1):
        if self.chance(0.06):
            return self.pick(ODD)
        if depth <= 0:
            return self.pick([self.text, self.text, self.number, self.bool])()
        kind = self.random.randrange(10)
        if kind < 2:
            return self.pick([self.text, self.number, self.bool])(depth)
        if kind < 5:
            return self.collection(depth)
        if kind < 7:
            return self.call(depth - 1)
        if kind == 7:
            return f"({self.bool(depth - 1)} ? {self.any(depth - 1)} : {self.any(depth - 1)})"
        if kind == 8:
            return self.loop(depth)
        return f"({self.collection(depth)}){self.pick(STEPS)}"

    def loop(self, depth):
        collection = self.collection(depth - 1)
        self.names += ["k", "v"]
        condition = f" if {self.pick([self.bool(), 'v != null', 'k != 0'])}"
        condition = condition if self.chance(0.3) else ""
        value = self.pick(["v", "k", "[k, v]", "{a = v}", '"${k}-${v}"', "v.a", self.any(depth - 1)])
        key = self.pick(["k", "v", '"${k}"', '"x"', "k % 2", self.any(depth - 2)])
        self.names = self.names[:-2]
        if self.chance(0.4):
            return f"[for k, v in {collection} : {value}{condition}]"
        group = self.pick(["", "..."])
        return f"{{for k, v in {collection} : {key} => {value}{group}{condition}}}"

    def call(self, depth=1):
        name, *parameters = self.pick(self.calls)
        arguments = []
        for parameter in parameters:
            kind = parameter.rstrip("?*")
            times = {"?": self.random.randrange(2), "*": self.random.randrange(4)}
            for _ in range(times.get(parameter[-1], 1)):
                odd = self.chance(0.04)
                arguments.append(self.any(depth) if odd else self.argument(kind, depth))
        if arguments and self.chance(0.02):
            arguments.pop()
        elif self.chance(0.02):
            arguments.append(self.any(0))
        if self.chance(0.04):
            return f"{name}([{', '.join(arguments)}]...)"
        return f"{name}({', '.join(arguments)})"

    def argument(self, kind, depth):
        texts = {
            "prefix": PREFIXES, "pattern": PATTERNS, "replacement": REPLACEMENTS, "time": TIMES,
            "duration": DURATIONS, "yaml": YAML, "csv": CSV, "json": JSON, "base64": BASE64,
            "encoding": ENCODINGS, "digits": DIGITS, "date": DATES, "format": FORMATS,
        }
        plain = {"whole": WHOLE, "base": BASES, "host": HOSTS}
        parts = {
            "texts": self.text, "lists": self.list, "maps": self.map, "bools": self.bool,
            "numbers": self.number,
        }
        if kind in texts:
            return quoted(self.pick(texts[kind])) if self.chance(0.95) else self.text()
        if kind in plain:
            return self.pick(plain[kind])
        if kind in parts:
            return self.list(depth, parts[kind])
        if kind == "slashed":
            return quoted(f"/{self.pick(PATTERNS)}/")
        if kind == "map_of_lists":
            return self.map(depth, lambda inner: self.list(inner, self.text))
        return getattr(self, kind)(depth)


def main():
    maker = Maker(int(sys.argv[1]))
    seen = set()
    while len(seen) < int(sys.argv[2]):
        depth = maker.random.choice([0, 1, 1, 2])
        expression = maker.call(depth) if maker.chance(0.75) else maker.any(depth + 1)
        if expression not in seen and len(expression) < 300:
            seen.add(expression)
            print(expression)


if __name__ == "__main__":
    main()
