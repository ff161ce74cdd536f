"""The key schedule and the checksums, held to known answers."""

from __future__ import annotations

from shortcuts_py.container.checksums import murmur_hash_64a
from shortcuts_py.container.keys import KeySchedule, derive, mac

# The public key of the private number 1: the generator of P-256.
GENERATOR = bytes.fromhex(
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
)


def schedule() -> KeySchedule:
    return KeySchedule(bytes(range(32)), bytes(range(32, 64)), bytes(4), GENERATOR)


def test_known_answers_of_the_key_schedule() -> None:
    keys = schedule()
    zero = keys.cluster(0)
    found = {
        "main": keys.main,
        "root header": keys.root_header,
        "cluster 0": keys.cluster_key(0),
        "cluster 1": keys.cluster_key(1),
        "cluster header 0": zero.header,
        "segment 0.0": zero.segment(0),
        "segment 0.1": zero.segment(1),
        "code": mac(zero.segment(0), b"abc"),
        "code with associated data": mac(keys.root_header, b"abc", b"de"),
    }
    assert {name: value.hex() for name, value in found.items()} == {
        "main": "84b9bd2e0e1518db6aba9831277ba7e5b157caa42c2873e7229db3556195d28d",
        "root header": "8e576277c2537fbe0f89f1a0dea3803f3e253f3017e0120915f932b16ece9d6b",
        "cluster 0": "e5b6944b270edb4763ceb9ec90399a08472b83084de3fb901d1605293125f094",
        "cluster 1": "a78421f6cb06757ac51bb6bee99106f41a6f2930e176ed67f8a8e5376120ea30",
        "cluster header 0": "807e6e01d72c540bba6d5bbd5217943c998ec385e95af21c0f3a1909e306f9ae",
        "segment 0.0": "64386daea4eee7ae56e6a090785d9f195f287e97a57fc6ac709f7bce710ff7bf",
        "segment 0.1": "522bf3bfd510e8b817dd235cf4ea0c4bd882e44a878249b94d929c104b3589e0",
        "code": "a1b5f092ea984a423d9c5d7dd44a029626d875e730dfd7722865786344dab3a7",
        "code with associated data": (
            "7bf0ff0d996efa54600bb4565ea58d0dcd036f7c48e4434c607ed88df42a221b"
        ),
    }


def test_derivation_is_hkdf_of_the_rfc() -> None:
    # Test case 3 of RFC 5869 (no salt, no info), the first 32 bytes of its output.
    assert derive(bytes([0x0B] * 22), b"").hex() == (
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    )


def test_murmur_passes_the_verification_of_its_author() -> None:
    """Hash the keys 0, 01, 012, ... with falling seeds, then the hashes: SMHasher's check."""
    hashes = b"".join(
        murmur_hash_64a(bytes(range(size)), 256 - size).to_bytes(8, "little") for size in range(256)
    )
    assert murmur_hash_64a(hashes, 0) & 0xFFFFFFFF == 0x1F0D3804
