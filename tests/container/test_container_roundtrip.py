"""Files written here verify and read back, through every branch of the format."""

from __future__ import annotations

import plistlib
import random
from datetime import datetime, timezone
from pathlib import Path

import make_fixtures
import pytest

from shortcuts_py import container
from shortcuts_py.container.archive import archive_head
from shortcuts_py.container.errors import ContainerError
from shortcuts_py.container.identity import Identity
from shortcuts_py.container.prologue import Prologue, RootHeader

FIXTURES = Path(__file__).parents[2] / "fixtures" / "signed"
TIME = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
RANDOM = random.Random(3)


def noise(size: int) -> bytes:
    return RANDOM.randbytes(size)


def payload_of(size: int) -> bytes:
    """Content that fills the archive up to so many bytes."""
    head = len(archive_head(size, TIME, contact=False))
    return b"bplist00" + bytes(size - head - 8)


def root_header(data: bytes) -> RootHeader:
    return RootHeader.unpack(Prologue.unpack(data).root_header)


CASES = {
    "small": (make_fixtures.shortcut(), {}),
    "one byte": (b"x", {}),
    "over 3 MiB": (make_fixtures.shortcut(60000), {}),
    "multi-cluster": (
        make_fixtures.shortcut(14000),
        {"segment_size": 0x4000, "segments_per_cluster": 32},
    ),
    "three clusters of one segment": (
        noise(40_000),
        {
            "segment_size": 0x4000,
            "segments_per_cluster": 1,
        },
    ),
    "stored": (make_fixtures.shortcut(50), {"compression": "none"}),
    "incompressible": (noise(1_500_000), {}),
    "incompressible, many segments": (noise(100_000), {"segment_size": 0x4000}),
    "exactly two segments": (payload_of(2 << 20), {}),
    "a byte over two segments": (payload_of((2 << 20) + 1), {}),
    "exactly one cluster": (
        payload_of(32 * 0x4000),
        {"segment_size": 0x4000, "segments_per_cluster": 32},
    ),
    "a byte over one cluster": (
        payload_of(32 * 0x4000 + 1),
        {"segment_size": 0x4000, "segments_per_cluster": 32},
    ),
    "zlib": (make_fixtures.shortcut(50), {"compression": "zlib"}),
    "zlib, over 1 MiB": (make_fixtures.shortcut(20000), {"compression": "zlib"}),
    "lzma": (make_fixtures.shortcut(50), {"compression": "lzma"}),
    "lzma, over 1 MiB": (make_fixtures.shortcut(20000), {"compression": "lzma"}),
    "lz4": (make_fixtures.shortcut(50), {"compression": "lz4"}),
    "murmur": (make_fixtures.shortcut(50), {"checksum": "murmurhash64a"}),
    "no checksum": (make_fixtures.shortcut(50), {"checksum": "none"}),
    "below 64 KiB": (b"b" * 0xFFFF, {}),
    "64 KiB": (b"b" * 0x10000, {}),
}


@pytest.mark.parametrize("kind", ["icloud", "contact"])
@pytest.mark.parametrize("case", CASES)
def test_roundtrip(case: str, kind: str, request: pytest.FixtureRequest) -> None:
    if case == "lz4":
        pytest.importorskip("lz4")
    identity: Identity = request.getfixturevalue(kind)
    content, parameters = CASES[case]
    data = container.sign(content, identity, **parameters)
    report = container.verify(data)
    assert report.ok, report.problems
    assert report.kind == kind
    assert report.shortcut_size == len(content)
    assert report.file_size == len(data) == root_header(data).container_size
    assert container.unsign(data) == content


@pytest.mark.parametrize(
    ("case", "clusters", "segments"),
    [
        ("over 3 MiB", 1, 4),
        ("multi-cluster", 2, 33),
        ("three clusters of one segment", 3, 3),
        ("exactly two segments", 1, 2),
        ("a byte over two segments", 1, 3),
        ("exactly one cluster", 1, 32),
        ("a byte over one cluster", 2, 33),
    ],
)
def test_layout(case: str, clusters: int, segments: int, icloud: Identity) -> None:
    content, parameters = CASES[case]
    report = container.verify(container.sign(content, icloud, **parameters))
    assert (report.clusters, report.segments) == (clusters, segments)


def test_default_parameters_are_apples(icloud: Identity, plist: bytes) -> None:
    root = root_header(container.sign(plist, icloud))
    assert (root.segment_size, root.segments_per_cluster) == (0x100000, 256)
    assert (chr(root.compression), root.checksum, root.reserved) == ("e", 2, bytes(22))


def test_fixed_input_makes_the_committed_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The known answers of the writer; make_fixtures.py makes them anew on purpose only."""
    made = make_fixtures.files()
    assert set(made) | {"keys.pem", "contact.qmd"} == {
        path.name for path in FIXTURES.iterdir() if path.suffix != ".md"
    }
    for name, content in made.items():
        assert (FIXTURES / name).read_bytes() == content, name


def test_random_parts_differ_each_time(icloud: Identity, plist: bytes) -> None:
    one, other = (Prologue.unpack(container.sign(plist, icloud)) for _ in range(2))
    assert one.seed != other.seed
    assert one.salt != other.salt
    assert one.cluster_mac != other.cluster_mac


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"seed": b"short"}, "seed must have 32 bytes"),
        ({"salt": bytes(33)}, "salt must have 32 bytes"),
        ({"compression": "lzvn"}, "no compression that can be written"),
        ({"checksum": "crc"}, "no kind of checksum"),
        ({"segment_size": 0}, "segments of 0 bytes"),
        ({"segment_size": 1 << 30}, "segments of 1,073,741,824 bytes"),
        ({"segments_per_cluster": 0}, "clusters of 0 segments"),
    ],
)
def test_impossible_parameters(
    parameters: dict[str, object], message: str, icloud: Identity, plist: bytes
) -> None:
    with pytest.raises(ContainerError, match=message):
        container.sign(plist, icloud, **parameters)  # type: ignore[arg-type]


def test_nothing_to_sign(icloud: Identity) -> None:
    with pytest.raises(ContainerError, match="nothing to sign"):
        container.sign(b"", icloud)


def test_payload_is_the_property_list(icloud: Identity, plist: bytes) -> None:
    again = plistlib.loads(container.unsign(container.sign(plist, icloud)))
    assert again["WFWorkflowActions"][2]["WFWorkflowActionParameters"] == {
        "WFCommentActionText": "line 2"
    }


def test_importing_the_package_loads_nothing() -> None:
    import subprocess
    import sys

    code = (
        "import sys; import shortcuts_py.container as c; before = set(sys.modules);"
        "assert not {'cryptography', 'lzfse', 'plistlib'} & before, before;"
        "c.is_signed(b''); assert 'cryptography' not in sys.modules;"
        "c.unsign; assert 'cryptography' not in sys.modules; assert callable(c.verify);"
        "import shortcuts_py.container.verification; assert callable(c.verify)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
