import assert from 'node:assert/strict';
import test from 'node:test';
import { followModule, readPython, type Value } from '../../server/src/syntax/python';

/** A value in one line. */
function show(v: Value | undefined): string {
  switch (v?.kind) {
    case undefined: return 'none';
    case 'constant': return String(v.value);
    case 'text': return `${JSON.stringify(v.text)}${v.known ? '' : '?'}`;
    case 'list': case 'tuple': case 'set': return `${v.kind}(${v.items.map(show).join(', ')}${v.open ? ', …' : ''})`;
    case 'dict': return `dict(${v.entries.map(e => `${show(e.key)}: ${show(e.value)}`).join(', ')}${v.open ? ', …' : ''})`;
    case 'external': return v.path;
    case 'made': return `${v.path}(…)`;
    case 'unknown': return `{${v.name ?? ''}}`;
    case 'either': return v.values.map(show).join(' or ');
    default: return v?.kind ?? '';
  }
}

/** The value of `x` after the module. */
function valueOf(text: string): string {
  return show(followModule(readPython(text)).scope.names.get('x'));
}

const CASES: readonly (readonly [string, string, string])[] = [
  ['a constant', 'x = "a"', '"a"'],
  ['a property, a static method and a class method', 'class C:\n    n = "t"\n    def __init__(self, t): self.t = t\n    @property\n    def full(self): return f"s.{self.t}"\n    @staticmethod\n    def up(v): return v.upper()\n    @classmethod\n    def make(cls, t): return cls(t)\nc = C("a")\nx = [c.full, c.up("b"), C.n]', 'list("s.a", "B", "t")'],
  ['ways that undo each other', 'a = "1"\nif env:\n    a = "2"\n    b = "3"\nelse:\n    try:\n        a = "4"\n    except E:\n        a = "5"\nx = [a, b]', 'list("2" or "4", "3")'],
  ['a name of the module', 'A = "a"\nx = A', '"a"'],
  ['an f-string', 'A = "a"\nx = f"{A}_{1}"', '"a_1"'],
  ['an f-string with what is not known', 'x = f"a_{env}_b"', '"a_{env}_b"?'],
  ['a format specification is not worked out', 'A = 1\nx = f"{A:02d}"', '"{A}"?'],
  ['percent', 'x = "%s/%(n)s" % "a"', '"a/{n}"?'],
  ['percent with a dict', 'x = "%(n)s" % {"n": 1}', '"1"'],
  ['format', 'x = "{}-{b}".format("a", b="c")', '"a-c"'],
  ['format with what is not known', 'x = "{}-{b}".format("a", b=q())', '"a-{q}"?'],
  ['a sum of texts', 'A = "s3://"\nx = A + "b" + "/k"', '"s3://b/k"'],
  ['join', 'x = ",".join(["a", "b"])', '"a,b"'],
  ['text methods', 'x = "Ab".lower().replace("a", "c").upper().strip()', '"CB"'],
  ['os.environ with a default', 'import os\nx = os.environ.get("A", "d")', '"d"'],
  ['os.environ without one', 'import os\nx = os.environ.get("A")', '{A}'],
  ['os.environ by index', 'import os\nx = f"{os.environ[\'A\']}/b"', '"{A}/b"?'],
  ['os.getenv', 'from os import getenv\nx = getenv("A", "d")', '"d"'],
  ['paths', 'import os\nfrom pathlib import Path\nx = os.path.join("a", "b") + str(Path("c") / "d")', '"a/bc/d"'],
  ['path of the file', 'from pathlib import Path\nx = Path("dags/a.py").parent / "sql" / "x.sql"', '"dags/sql/x.sql"'],
  ['a list comprehension', 'x = [f"t_{i}" for i in range(3)]', 'list("t_0", "t_1", "t_2")'],
  ['with a condition', 'x = [i for i in ["a", "b"] if i != "a"]', 'list("b")'],
  ['a dict comprehension', 'x = {k: v for k, v in {"a": 1}.items()}', 'dict("a": 1)'],
  ['over what is not known', 'x = [f"t_{i}" for i in q()]', 'list("t_{i}"?, …)'],
  ['a loop that appends', 'x = []\nfor i in ("a", "b"):\n    x.append(i)', 'list("a", "b")'],
  ['enumerate, zip, sorted', 'x = [f"{i}{a}{b}" for i, (a, b) in enumerate(zip(sorted(["d", "c"]), "ef"))]', 'list("0ce", "1df")'],
  ['a dict by key', 'D = {"a": {"b": 1}}\nx = D["a"]["b"]', '1'],
  ['a dict by get', 'x = {"a": 1}.get("b", 2)', '2'],
  ['merged dicts', 'A = {"a": 1}\nx = {**A, "b": 2} | {"a": 3}', 'dict("a": 3, "b": 2)'],
  ['a dict that is changed', 'x = {}\nx["a"] = 1\nx.update({"b": 2}, c=3)', 'dict("a": 1, "b": 2, "c": 3)'],
  ['a conditional that is known', 'x = "a" if 1 else "b"', '"a"'],
  ['one that is not', 'x = "a" if q() else "b"', '"a" or "b"'],
  ['both ways of an if', 'if q():\n    x = "a"\nelse:\n    x = "b"', '"a" or "b"'],
  ['an if without else', 'x = "a"\nif q():\n    x = "b"', '"a" or "b"'],
  ['a known if', 'T = True\nif T:\n    x = "a"\nelse:\n    x = "b"', '"a"'],
  ['__main__ is not run', 'x = "a"\nif __name__ == "__main__":\n    x = "b"', '"a"'],
  ['a function', 'def f(a, b="b", *c, **d):\n    return a + b\nx = f("a")', '"ab"'],
  ['a function with both ways', 'def f(a):\n    if q():\n        return "a"\n    return a\nx = f("b")', '"a" or "b"'],
  ['a function that calls itself', 'def f(a):\n    return f(a)\nx = f("b")', '{f}'],
  ['a parameter that is not given', 'def f(a):\n    return f"t_{a}"\nx = f(q())', '"t_{q}"?'],
  ['a lambda', 'x = (lambda a: a + "b")("a")', '"ab"'],
  ['a generator', 'def f():\n    yield "a"\n    yield "b"\nx = list(f())', 'list("a", "b")'],
  ['a class with constants', 'class C:\n    A = "a"\nx = C.A', '"a"'],
  ['an object', 'class C:\n    def __init__(self, a):\n        self.a = a\n    def f(self):\n        return self.a + "b"\nx = C("a").f()', '"ab"'],
  ['a dataclass', 'from dataclasses import dataclass\n@dataclass\nclass C:\n    a: str\n    b: str = "b"\nx = C("a").a + C(a="c").b', '"ab"'],
  ['try with a fallback import', 'try:\n    from a import x\nexcept ImportError:\n    from b import x', 'a.x'],
  ['what is imported', 'from a.b import c as x', 'a.b.c'],
  ['tuples taken apart', 'a, (b, *x) = 1, (2, 3, 4)', 'list(3, 4)'],
  ['slices', 'a = [1, 2, 3]\nx = [a[1:], a[:-1], "abcd"[1:3], a[i:]]', 'list(list(2, 3), list(1, 2), "bc", list(1, 2, 3, …))'],
  ['a walrus', 'y = (x := "a")', '"a"'],
  ['a call of something else', 'from datetime import timedelta\nx = timedelta(days=1)', 'datetime.timedelta(…)'],
  ['two objects are never mixed', 'x = "a" + None', '"aNone"'],
];

for (const [name, text, want] of CASES) test(name, () => assert.equal(valueOf(text), want));

test('a literal tells where it is, through names and parameters', () => {
  const text = 'A = "orders"\ndef f(a):\n    return a\nx = f(A)';
  const x = followModule(readPython(text)).scope.names.get('x');
  assert.ok(x?.kind === 'text' && x.origin);
  assert.equal(text.slice(x.origin.start, x.origin.end), 'orders');
});

test('endless programs end', () => {
  for (const text of ['while True:\n    x = 1', 'x = [1]\nfor i in x:\n    x.append(i)', 'x = [[i, j, k] for i in range(1000) for j in range(1000) for k in range(1000)]', 'def f(n):\n    return g(n) + g(n)\ndef g(n):\n    return f(n) + f(n)\nx = f(1)', 'x = range(10 ** 9)', 'x = "a"\nfor i in range(100):\n    x = x + x']) {
    followModule(readPython(text));
  }
});
