"""Reads HCL texts with python-hcl2 and prints their shape: names of attributes, blocks with labels."""
import json
import sys

import hcl2


def label(text):
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def shape(tree):
    attributes, blocks = [], []
    for child in tree.children:
        if getattr(child, "data", None) == "attribute":
            attributes.append(str(child.children[0].children[0]))
        elif getattr(child, "data", None) == "block":
            names, body = [], None
            for part in child.children:
                data = getattr(part, "data", None)
                if data == "body":
                    body = part
                elif data == "identifier":
                    names.append(str(part.children[0]))
                elif part is not None and not hasattr(part, "children") and str(part).strip() not in ("", "{", "}"):
                    names.append(label(str(part)))
                elif data in ("string", "string_lit"):
                    names.append(label("".join(str(t) for t in part.scan_values(lambda _: True))))
            blocks.append([" ".join(names), shape(body) if body is not None else {"attributes": [], "blocks": []}])
    return {"attributes": sorted(set(attributes)), "blocks": sorted(blocks, key=lambda b: json.dumps(b, separators=(",", ":")))}


def read(text):
    try:
        tree = hcl2.parses(text if text.endswith("\n") else text + "\n")
        body = next(c for c in tree.children if getattr(c, "data", None) == "body")
        return {"shape": shape(body)}
    except Exception as error:  # a refusal, of whatever kind
        return {"error": str(error).strip().split("\n")[0][:200] or type(error).__name__}


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([read(item["text"]) for item in json.load(file)]))
