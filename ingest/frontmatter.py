"""The YAML block between `---` lines at the top of a document."""

import re

import yaml

from ingest.errors import FrontMatterError

BLOCK = re.compile(r"---[ \t\r]*\n(?P<yaml>(?:[^\n]*\n)*?)---[ \t\r]*(?:\n|\Z)")
BLANK_LINES = re.compile(r"(?:[ \t\r]*\n)*")
FIRST_LINE = 2  # the line of the file on which the YAML begins, below the opening `---`


class PlainLoader(yaml.SafeLoader):
    """Safe YAML in which words stay words: only true and false are booleans, and 3:20 is not 200.

    Aliases are refused: a few nested ones can stand for more text than memory holds.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            alias = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it untyped
            raise yaml.composer.ComposerError(None, None, "aliases are not read", alias.start_mark)
        return super().compose_node(parent, index)


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":int", ":float"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z", re.IGNORECASE), list("tTfF")
)
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9]\d{0,17})\Z", re.ASCII), list("-0123456789")
)
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?\d+\.\d+\Z", re.ASCII), list("-0123456789"))


def _date_as_text(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    try:
        moment: str = loader.construct_yaml_timestamp(node).isoformat()
    except ValueError:  # no such day, as in 2025-02-30: what the author wrote is then the best there is
        return str(node.value)
    return moment


PlainLoader.add_constructor("tag:yaml.org,2002:timestamp", _date_as_text)


def split(text: str) -> tuple[dict[str, object], str]:
    """The front matter of a document and the body below it; without front matter, an empty dict and the text itself.

    Dates come as ISO strings. Raises FrontMatterError, naming the line, for broken YAML or anything but a mapping.
    """
    block = BLOCK.match(text)
    if block is None:
        return {}, text
    return _mapping(block["yaml"]), text[_end_of_blank_lines(text, block.end()) :]


def _mapping(source: str) -> dict[str, object]:
    values = _load(source)
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise FrontMatterError(
            f"The front matter on line {FIRST_LINE} is not made of `key: value` lines. "
            "If it is not meant as front matter, put a blank line above the first `---`."
        )
    return {str(key): value for key, value in values.items()}


def _load(source: str) -> object:
    try:
        return yaml.load(source, Loader=PlainLoader)  # noqa: S506  PlainLoader is a SafeLoader
    except yaml.YAMLError as error:
        raise FrontMatterError(
            f"The front matter is broken on line {_line_of(error, source)}: {_problem_of(error)}. Correct that line."
        ) from None
    except RecursionError:
        raise FrontMatterError(f"The front matter on line {FIRST_LINE} is nested too deeply. Make it flat.") from None


def _line_of(error: yaml.YAMLError, source: str) -> int:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return FIRST_LINE + error.problem_mark.line
    if isinstance(error, yaml.reader.ReaderError):
        return FIRST_LINE + source.count("\n", 0, error.position)
    return FIRST_LINE


def _problem_of(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem:
        return str(error.problem)
    return "a character that YAML does not allow"


def _end_of_blank_lines(text: str, start: int) -> int:
    blank = BLANK_LINES.match(text, start)
    return blank.end() if blank else start
