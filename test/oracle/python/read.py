"""Reads Python files with CPython's own `ast` and prints what is in them, a JSON line for each.

    python read.py < list of files, one a line

A line is {"file", "items"}, or {"file", "refused": reason} for what CPython does not take. An item is a line of text:
`def name@line`, `import module name as alias@line`, `call name(keywords)` or `text value`, where names of definitions hold those around them.
"""

import ast
import json
import sys
import warnings


def dotted(node):
    """The dotted name of a callee; what is no name is a question mark."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def items_of(tree):
    out = []
    todo = [(tree, "")]
    while todo:
        node, inside = todo.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            out.append(f"{'class' if isinstance(node, ast.ClassDef) else 'def'} {inside}{node.name}@{node.lineno}")
            inside = f"{inside}{node.name}."
        elif isinstance(node, ast.Import):
            out.extend(f"import - {n.name} as {n.asname or '-'}@{node.lineno}" for n in node.names)
        elif isinstance(node, ast.ImportFrom):
            out.extend(f"import {'.' * node.level}{node.module or ''} {n.name} as {n.asname or '-'}@{node.lineno}" for n in node.names)
        elif isinstance(node, ast.Call):
            keywords = ",".join(sorted(k.arg or "**" for k in node.keywords))
            out.append(f"call {dotted(node.func)}/{len(node.args)}({keywords})")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            out.append(f"text {node.value}")
            continue
        elif isinstance(node, ast.JoinedStr):
            # The pieces between replacements are no literals of their own.
            # What stands in a format specification (`{x:{width}}`) is not read by ours.
            todo.extend((v.value, inside) for v in node.values if isinstance(v, ast.FormattedValue))
            continue
        elif isinstance(node, ast.match_case):
            # Patterns are not read by ours.
            todo.extend((s, inside) for s in node.body)
            continue
        todo.extend((child, inside) for child in ast.iter_child_nodes(node))
    return sorted(out)


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10_000)
    for file in sys.stdin.read().splitlines():
        try:
            with open(file, encoding="utf-8", newline="") as f:
                text = f.read()
            found = {"items": items_of(ast.parse(text.removeprefix("\ufeff")))}
        except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
            found = {"refused": str(fault)}
        print(json.dumps({"file": file, **found}))


if __name__ == "__main__":
    main()
