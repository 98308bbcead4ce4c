"""Vectors of the Python client: RFC 8032 section 7.1 and docs/feed.md."""

import unittest

import driftgate

KEY_2 = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNATURE_2 = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
SIGNED = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (KEY_2, "72", SIGNATURE_2),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
        "454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
        "3dca179c138ac17ad9bef1177331a704",
    ),
]


def verifies(key, message, signature):
    return driftgate.ed25519_verifies(*map(bytes.fromhex, (key, signature, message)))


class Signatures(unittest.TestCase):
    def test_right_ones_verify(self):
        for key, message, signature in SIGNED:
            self.assertTrue(verifies(key, message, signature))

    def test_another_bit_anywhere_does_not(self):
        for text, place in ((KEY_2, 0), ("72", 1), (SIGNATURE_2, 2)):
            for bit in range(0, len(text) * 4, 1 if place == 1 else 7):
                changed = bytearray.fromhex(text)
                changed[bit // 8] ^= 1 << bit % 8
                parts = [KEY_2, "72", SIGNATURE_2]
                parts[place] = changed.hex()
                self.assertFalse(verifies(*parts), (place, bit))

    def test_a_second_form_of_the_same_signature_does_not(self):
        half = int.from_bytes(bytes.fromhex(SIGNATURE_2[64:]), "little")
        order = 2**252 + 27742317777372353535851937790883648493
        other = (half + order).to_bytes(32, "little").hex()
        self.assertFalse(verifies(KEY_2, "72", SIGNATURE_2[:64] + other))

    def test_another_length_does_not(self):
        self.assertFalse(verifies(KEY_2, "72", SIGNATURE_2[:-2]))
        self.assertFalse(verifies(KEY_2, "72", SIGNATURE_2 + "00"))
        self.assertFalse(verifies(KEY_2[:-2], "72", SIGNATURE_2))


class Hashes(unittest.TestCase):
    def test_are_those_of_the_guide(self):
        eth = dict(id="ETH-PERP", version=42, quotes="WITHDRAW", liquidations="ENABLED")
        sol = dict(id="SOL-PERP", version=7, quotes="OPEN", liquidations="ENABLED")
        eth["onUnknown"], sol["onUnknown"] = {"pauseLiquidations": False}, {"pauseLiquidations": True}
        row = "0xd6de9c91f04666b6ee6e5687793eb643ba33c42683d9cbc75f09ac39a77ec313"
        view = "0xe52b9d6c7f1053c1e664537b9167f5dbf98b5f5e16ab2571c6da04a1132da54a"
        self.assertEqual(driftgate.row_hash(eth), row)
        self.assertEqual(driftgate.view_hash([eth, sol]), view)


if __name__ == "__main__":
    unittest.main()
