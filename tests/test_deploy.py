"""The container files, as far as they can be judged without building them."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_group

from ui.cli import make_app
from ui.parts import REAL

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")

every_service = pytest.mark.parametrize("service", COMPOSE["services"].values(), ids=COMPOSE["services"])


def lines(instruction: str) -> list[str]:
    """What follows an instruction of the Dockerfile wherever it stands."""
    return re.findall(rf"^{instruction} (.*)$", DOCKERFILE, re.MULTILINE)


@pytest.mark.skipif(not (BIN / "hadolint").exists(), reason="hadolint has a build for Linux on x86-64 alone")
def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    found = subprocess.run([BIN / "hadolint", DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (0, "")


def test_the_compose_file_has_the_form_of_one() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    found = subprocess.run([*command, DEPLOY / "compose.yaml"], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


@every_service
def test_nothing_in_a_container_can_be_changed_or_gained(service: dict[str, Any]) -> None:
    assert service["read_only"]
    assert service["tmpfs"] == ["/tmp"]  # noqa: S108 - that of the container
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not {"privileged", "cap_add", "user", "pid", "network_mode"} & service.keys()


@every_service
def test_each_service_is_bounded_and_looked_after(service: dict[str, Any]) -> None:
    assert {"cpus", "memory"} <= service["deploy"]["resources"]["limits"].keys()
    assert service["healthcheck"].get("test") or service["healthcheck"] == {"disable": True}
    assert (service["restart"] == "no") == ("profiles" in service)


@every_service
def test_only_this_host_reaches_what_is_published(service: dict[str, Any]) -> None:
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


def test_the_chroma_server_is_reached_from_inside_alone() -> None:
    chroma = COMPOSE["services"]["chroma"]
    assert (chroma["networks"], "ports" in chroma) == (["inside"], False)
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_no_secret_stands_in_the_files() -> None:
    values = [v for s in COMPOSE["services"].values() for n, v in s.get("environment", {}).items() if "KEY" in n]
    assert values == ["${WAYMARK_API_KEY:-}"]
    assert not re.search(r"(?:KEY|TOKEN|SECRET|PASSWORD)\s*=", DOCKERFILE)


def test_the_image_runs_as_a_user_of_its_own_and_is_made_as_make_makes_it() -> None:
    assert lines("USER") == ["10001"]
    assert [line for line in lines("RUN") if line.startswith("make install")]
    assert all(":" in image for image in lines("FROM"))
    assert not any("latest" in image for image in lines("FROM"))


def test_the_image_gets_every_package_and_nothing_that_it_does_not_need() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    copied = {line.split()[0] for line in lines("COPY")}
    assert set(packages["packages"]) <= copied
    allowed = set(re.findall(r"^!(.+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE))
    named = {name for line in lines("COPY") if "--from" not in line for name in line.split()[:-1]}
    assert named == allowed
    assert all((ROOT / name).exists() for name in named)


def test_the_commands_are_there() -> None:
    commands = [s["command"] for s in COMPOSE["services"].values() if "command" in s]
    commands += [yaml.safe_load(line) for line in lines("CMD")]
    known = get_group(make_app(REAL)).commands
    for program, name, *_ in commands:
        assert (BIN / program).exists()
        assert program != "waymark" or name in known
    page = next(command for command in commands if command[0] == "streamlit")
    assert (ROOT / page[2]).is_file()
