"""Makes the files of fixtures/signed: `python tests/container/make_fixtures.py`.

Seeds, salts, filler and times are fixed, so making them again changes nothing
(a test holds them to that); only the RSA keys are drawn anew when
fixtures/signed/keys.pem is gone.
"""

from __future__ import annotations

import plistlib
import sys
from datetime import datetime, timezone
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

import authority

from shortcuts_py import container
from shortcuts_py.container.identity import Identity

FOLDER = Path(__file__).parents[2] / "fixtures" / "signed"

FIXED = {
    "seed": bytes(range(32)),
    "salt": bytes(range(32, 64)),
    "filling": b"fixtures",
    "time": datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=timezone.utc),
}
SMALL_CLUSTERS = {"segment_size": 0x4000, "segments_per_cluster": 32}


def shortcut(lines: int = 3) -> bytes:
    """A binary property list of so many comment actions."""
    actions = [
        {
            "WFWorkflowActionIdentifier": "is.workflow.actions.comment",
            "WFWorkflowActionParameters": {"WFCommentActionText": f"line {number}"},
        }
        for number in range(lines)
    ]
    return plistlib.dumps(
        {
            "WFWorkflowActions": actions,
            "WFWorkflowClientVersion": "2302.0.4",
            "WFWorkflowIcon": {
                "WFWorkflowIconGlyphNumber": 59511,
                "WFWorkflowIconStartColor": 4282601983,
            },
        },
        fmt=plistlib.FMT_BINARY,
    )


def rsa_keys(count: int) -> list[rsa.RSAPrivateKey]:
    """The RSA keys of the fixtures, drawn once and kept."""
    path = FOLDER / "keys.pem"
    if not path.exists():
        keys = [rsa.generate_private_key(65537, 2048) for _ in range(count)]
        path.write_bytes(
            b"".join(
                key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) for key in keys
            )
        )
    blocks = path.read_bytes().split(b"-----BEGIN ")[1:]
    loaded = [load_pem_private_key(b"-----BEGIN " + block, None) for block in blocks]
    return [key for key in loaded if isinstance(key, rsa.RSAPrivateKey)]


def icloud_identity() -> Identity:
    key = ec.derive_private_key(0xA11CE, ec.SECP256R1())
    return Identity.from_chain(key, authority.icloud_chain(key))


def contact_identity() -> Identity:
    """Kept as a pair, because RSA-PSS signatures are drawn anew each time."""
    path = FOLDER / "contact.qmd"
    if not path.exists():
        apple_id, chain_key, record_key, record_chain_key = rsa_keys(4)
        identity = Identity.from_contact(
            apple_id,
            authority.contact_chain(apple_id, chain_key),
            authority.validation_record(record_key, record_chain_key),
            ec.derive_private_key(0xB0B, ec.SECP256R1()),
        )
        path.write_bytes(identity.to_pair())
    return Identity.from_pair(path.read_bytes())


def files() -> dict[str, bytes]:
    """Every fixture by its name."""
    icloud, contact = icloud_identity(), contact_identity()
    key_pem = icloud.private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    small = shortcut()
    return {
        "icloud.qmd": icloud.to_pair(),
        "icloud_key.pem": key_pem,
        "icloud.shortcut": container.sign(small, icloud, **FIXED),
        "contact.shortcut": container.sign(small, contact, **FIXED),
        "stored.shortcut": container.sign(small, icloud, compression="none", **FIXED),
        "zlib.shortcut": container.sign(shortcut(50), icloud, compression="zlib", **FIXED),
        "lzma.shortcut": container.sign(shortcut(50), icloud, compression="lzma", **FIXED),
        "murmur.shortcut": container.sign(small, icloud, checksum="murmurhash64a", **FIXED),
        "multi_segment.shortcut": container.sign(
            shortcut(4000), icloud, **FIXED, segment_size=0x4000
        ),
        "multi_cluster.shortcut": container.sign(
            shortcut(14000), icloud, **FIXED, **SMALL_CLUSTERS
        ),
    }


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
