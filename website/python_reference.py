"""The reference of the Python interface, from the docstrings."""

import ast
import inspect
import re
from collections.abc import Iterator
from textwrap import dedent
from typing import Any

import dataflow
from dataflow.base.finding import Finding, Subject
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text

_INTRODUCTION = """\
# Python

`import dataflow` gives what `dataflow.__all__` names. This page is made from the docstrings of the code.
[What a map is](../language.md) and [what is found in it](../analysis.md) have pages of their own.
"""
_RESULTS = (Finding, Subject, Place, Sentence, Text)
"""The classes of what a project gives, which are not imported by name."""


def python_page() -> str:
    """The functions and classes of the package, then the classes of their results."""
    public = {name: getattr(dataflow, name) for name in dataflow.__all__ if not name.startswith("_")}
    parts = [_INTRODUCTION, _plain(dedent(inspect.getdoc(dataflow) or ""))]
    parts += [_function(f"dataflow.{name}", each) for name, each in public.items() if inspect.isfunction(each)]
    parts += [_class(f"dataflow.{name}", each) for name, each in public.items() if inspect.isclass(each)]
    parts += ["## What it gives\n\nThe classes of results; a program need not import them."]
    parts += [_class(each.__name__, each, level="###") for each in _RESULTS]
    return "\n\n".join(parts) + "\n"


def _class(name: str, each: type[Any], level: str = "##") -> str:
    """A class: its docstring, its attributes and its public methods."""
    tree = ast.parse(dedent(inspect.getsource(each))).body[0]
    assert isinstance(tree, ast.ClassDef)
    rows = "".join(f"| `{name}` | `{kind}` | {text} |\n" for name, kind, text in _attributes(tree))
    parts = [f"{level} {name}", _plain(inspect.getdoc(each) or "")]
    if rows:
        parts.append(f"| attribute | type | what it is |\n| --- | --- | --- |\n{rows}".rstrip())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not _is_property(node):
            parts.append(_signature(f"{level}#", node, each.__name__))
    return "\n\n".join(parts)


def _attributes(tree: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """The fields and properties of a class, each with its type and what its docstring says."""
    for at, node in enumerate(tree.body):
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and not node.target.id.startswith("_")
        ):
            after = tree.body[at + 1] if at + 1 < len(tree.body) else None
            yield node.target.id, _annotation(node.annotation), _cell(_string(after))
        elif isinstance(node, ast.FunctionDef) and _is_property(node) and not node.name.startswith("_"):
            yield node.name, _annotation(node.returns), _cell(ast.get_docstring(node) or "")


def _string(node: ast.stmt | None) -> str:
    """The docstring that stands behind an attribute; empty where there is none."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return node.value.value
    return ""


def _is_property(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Name) and each.id.endswith("property") for each in node.decorator_list)


def _function(name: str, function: Any) -> str:
    node = ast.parse(dedent(inspect.getsource(function))).body[0]
    assert isinstance(node, ast.FunctionDef)
    return _signature("##", node, name.rpartition(".")[0])


def _signature(level: str, node: ast.FunctionDef, within: str) -> str:
    """A function: its heading, how it is called, and its docstring."""
    arguments = re.sub(r"^self(, )?", "", ast.unparse(node.args)).replace("'", "")
    call = f"{node.name}({arguments}) -> {_annotation(node.returns)}"
    text = _plain(ast.get_docstring(node) or "")
    return f"{level} {within}.{node.name}\n\n```python\n{call}\n```\n\n{text}"


def _annotation(node: ast.expr | None) -> str:
    return "" if node is None else ast.unparse(node).replace("'", "").replace('"', "").replace("|", "or")


def _cell(text: str) -> str:
    return " ".join(_plain(text).split()).replace("|", "\\|")


def _plain(text: str) -> str:
    """A docstring as Markdown: its code in single backticks, its examples in a fence."""
    text = re.sub(
        r"::\n\n((?:    .*\n?|\n)+)", lambda match: f":\n\n```python\n{dedent(match[1]).strip()}\n```\n", text
    )
    return text.replace("``", "`") if "```" not in text else text
