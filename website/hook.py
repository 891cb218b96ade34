"""What MkDocs does beside its settings: it adds the pages made from the code, and reads docs/ as GitHub does.

A page in Danish has a menu in Danish, the section ``_DANISH`` of the navigation. The last entry of a menu leads to
the same page in the other language where there is one (the line below its title names it), else to the first page in
it.

``mkdocs.yml`` names this file. A fence of docs/ may say more than its language, for the tests
(``tests/test_docs.py``); the site shows the language, and the name of the file if there is one. Of the files
outside of docs/ the site has those of ``_PAGES_OF_REPOSITORY``; a link to another is shown without the link.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation

from dataflow.base.text import Text
from website.language_page import language_page
from website.python_reference import python_page
from website.reference import commands_page, rules_page

ROOT = Path(__file__).resolve().parent.parent
_FENCE = re.compile(r"^( *)```([a-z]+)((?: [^\n`]+)?)$", re.MULTILINE)
_FOR_TESTS = re.compile(r"\A<!-- carried out in: .* -->\n")
_LINK_UP = re.compile(r"(?<!!)\[([^\]]+)\]\((\.\./[^)\s]+)\)")
_OTHER_LANGUAGE = re.compile(r"^\*\[(?:In English|På dansk)\]\(([^)\s]+)\)\*$", re.MULTILINE)
_DANISH = "Dansk"
_FIRST_PAGES = {"en": "index.md", "da": "da/index.md"}
_MADE_IN_DANISH = {"language.md": "da/sproget.md"}
"""The pages whose translation is made from the code, so that they can't lead to it on GitHub."""
_NAMES = {"en": "English", "da": "Dansk"}
_COMMANDS = re.compile(r"^( *)```console[^\n]*\n.*?^\1```$", re.MULTILINE | re.DOTALL)
_REMARKED = re.compile(r"^( *)([^\s#`].*?) +# (.+)$", re.MULTILINE)
_PRINTED = Text(en="You see", da="Du ser")
_PRINTED_PART = Text(en="You see, among other things", da="Du ser blandt andet")
_WHEN = {"old": Text(en="before", da="før"), "new": Text(en="after", da="efter")}
_PAGES_OF_REPOSITORY = {
    name: name.lower() for name in ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md")
}
"""The pages of the top folder that the site shows, and where."""


def on_files(files: Files, config: Any) -> Files:
    """Adds the pages that are made from the code, and what the pages are dressed in."""
    made = {
        "reference/rules.md": rules_page("en"),
        "da/regler.md": rules_page("da"),
        "da/sproget.md": language_page(),
        "reference/commands.md": commands_page(),
        "reference/python.md": python_page(),
        **{path: _of_repository(name) for name, path in _PAGES_OF_REPOSITORY.items()},
    }
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    for asset in sorted((ROOT / "website" / "assets").iterdir()):
        files.append(File.generated(config, f"assets/{asset.name}", content=asset.read_bytes()))
    return files


def on_nav(nav: Any, config: Any, files: Files) -> Any:
    """The footer of a page leads to the next page in the same language only."""
    for page in nav.pages:
        for name in ("previous_page", "next_page"):
            other = getattr(page, name)
            if other is not None and _language(other) != _language(page):
                setattr(page, name, None)
    return nav


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """The menu in the language of the page, with the same page in the other language as its last entry."""
    own = _language(page)
    (danish,) = (each for each in nav.items if each.title == _DANISH)
    parts = danish.children if own == "da" else [each for each in nav.items if each is not danish]
    other = "da" if own == "en" else "en"
    named = _OTHER_LANGUAGE.search(page.markdown)
    made = _MADE_IN_DANISH.get(page.file.src_uri, _FIRST_PAGES[other])
    path = posixpath.join(posixpath.dirname(page.file.src_uri), named[1]) if named else made
    translated = Link(_NAMES[other], _page(nav, posixpath.normpath(path)).url)
    context["nav"] = Navigation([*parts, translated], nav.pages)
    config.extra["homepage"] = _page(nav, _FIRST_PAGES[own]).url
    return context


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """The text of a page as Python-Markdown has to see it."""
    folder = posixpath.dirname(page.file.src_uri)
    language = _language(page)

    def linked(match: re.Match[str]) -> str:
        path, mark, heading = match[2].partition("#")
        target = posixpath.normpath(posixpath.join(folder, path))
        if not target.startswith("../"):
            return match[0]
        shown = _PAGES_OF_REPOSITORY.get(target.removeprefix("../"))
        return f"[{match[1]}]({posixpath.relpath(shown, folder or '.')}{mark}{heading})" if shown else match[1]

    # A remark behind a command would be out of sight on a page that is not as wide: it is shown above the command.
    remarked = _COMMANDS.sub(lambda block: _REMARKED.sub(r"\1# \3\n\1\2", block[0]), _FOR_TESTS.sub("", markdown))
    return _LINK_UP.sub(linked, _FENCE.sub(lambda match: _fence(match, language), remarked))


def on_page_content(html: str, page: Any, config: Any, files: Files) -> str:
    """A click on a picture opens it alone, where it can be made larger."""
    return re.sub(r'<img [^>]*src="([^"]+)"[^>]*>', r'<a href="\1">\g<0></a>', html)


def on_post_page(output: str, page: Any, config: Any) -> str:
    """The dialog of the search has a name, for screen readers."""
    dialog = 'data-md-component="search" role="dialog"'
    name = "Søg" if _language(page) == "da" else "Search"
    return output.replace(dialog, f'{dialog} aria-label="{name}"')


def _language(page: Any) -> str:
    return "da" if page.file.src_uri.startswith("da/") else "en"


def _page(nav: Navigation, path: str) -> Any:
    """The page of a file of docs/."""
    return next(page for page in nav.pages if page.file.src_uri == path)


def _fence(match: re.Match[str], page_language: str) -> str:
    """The first line of a fenced block, with the title that its words for the tests imply."""
    indent, language, words = match.groups()
    if 'title="' in words:
        return match[0]
    if language == "text" and words.startswith(" printed"):
        said = _PRINTED_PART if words.split()[1:] == ["part"] else _PRINTED
        return f'{indent}```{{.text .printed title="{said.in_language(page_language)}"}}'
    title = next(
        (word for word in words.split() if re.search(r"\.(yaml|py|csv|json)$", word) and language != "text"), None
    )
    if title and (when := _WHEN.get(words.split()[0])):
        title = f"{title}: {when.in_language(page_language)}"
    shown = "bash" if language == "console" else language
    return f'{indent}```{shown} title="{title}"' if title else f"{indent}```{shown}"


def _of_repository(name: str) -> str:
    """A page of the repository's top folder; of its links to files, those to docs/ and to such pages lead there."""

    def linked(match: re.Match[str]) -> str:
        path = match[2].removeprefix("docs/")
        known = match[2].startswith("docs/") or match[2] in _PAGES_OF_REPOSITORY
        return f"[{match[1]}]({_PAGES_OF_REPOSITORY.get(path, path)})" if known else match[1]

    return re.sub(r"\[([^\]]+)\]\((?!https://)([^)\s]+)\)", linked, (ROOT / name).read_text("utf-8"))
