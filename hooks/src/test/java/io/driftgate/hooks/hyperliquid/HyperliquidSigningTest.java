package io.driftgate.hooks.hyperliquid;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftgate.hooks.http.Endpoint;
import io.driftgate.hooks.http.Secret;
import io.driftgate.hooks.hyperliquid.HyperliquidSettings.Network;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/**
 * Against the venue's own vectors: <a
 * href="https://github.com/hyperliquid-dex/hyperliquid-python-sdk/blob/master/tests/signing_test.py">
 * hyperliquid-python-sdk, tests/signing_test.py</a>. It has none for {@code cancel}, whose packing
 * is held here to the bytes that the format prescribes.
 */
class HyperliquidSigningTest {
  private static final Secret KEY =
      Secret.of(
          HexFormat.of()
              .parseHex("0123456789012345678901234567890123456789012345678901234567890123"));

  @Test
  void shouldHashAnOrderOfProduction() throws IOException {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packMapHeader(3).packString("type").packString("order");
      packer.packString("orders").packArrayHeader(1).packMapHeader(6);
      packer.packString("a").packInt(4).packString("b").packBoolean(true);
      packer.packString("p").packString("1670.1").packString("s").packString("0.0147");
      packer.packString("r").packBoolean(false);
      packer.packString("t").packMapHeader(1).packString("limit");
      packer.packMapHeader(1).packString("tif").packString("Ioc");
      packer.packString("grouping").packString("na");

      byte[] id =
          HyperliquidSigning.connectionId(packer.toByteArray(), Optional.empty(), 1677777606040L);

      assertThat(HexFormat.of().formatHex(id))
          .isEqualTo("0fcbeda5ae3c4950a548021552a4fea2226858c4453571bf3f24ba017eac2908");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MAINNET,,53749d5b30552aeb2fca34b530185976545bb22d0b3ce6f62e31be961a59298,"
        + "755c40ba9bf05223521753995abb2f73ab3229be8ec921f350cb447e384d8ed8,27",
    "TESTNET,,542af61ef1f429707e3c76c5293c80d01f74ef853e34b76efffcb57e574f9510,"
        + "17b8b32f086e8cdede991f1e2c529f5dd5297cbe8128500e00cbaf766204a613,28",
    "MAINNET,0x1719884eb866cb12b2287399b15f7db5e7d775ea,"
        + "3c548db75e479f8012acf3000ca3a6b05606bc2ec0c29c50c515066a326239,"
        + "4d402be7396ce74fbba3795769cda45aec00dc3125a984f2a9f23177b190da2c,28",
    "TESTNET,0x1719884eb866cb12b2287399b15f7db5e7d775ea,"
        + "e281d2fb5c6e25ca01601f878e4d69c965bb598b88fac58e475dd1f5e56c362b,"
        + "7ddad27e9a238d045c035bc606349d075d5c5cd00a6cd1da23ab5c39d4ef0f60,27"
  })
  void shouldSignTheDummyAction(Network network, String vault, String r, String s, int v)
      throws IOException {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      packer.packMapHeader(2).packString("type").packString("dummy");
      packer.packString("num").packLong(100_000_000_000L);

      assertThat(sign(packer.toByteArray(), Optional.ofNullable(vault), network))
          .isEqualTo(signature(r, s, v));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MAINNET,609cb20c737945d070716dcc696ba030e9976fcf5edad87afa7d877493109d55,"
        + "16c685d63b5c7a04512d73f183b3d7a00da5406ff1f8aad33f8ae2163bab758b,28",
    "TESTNET,4e4f2dbd4107c69783e251b7e1057d9f2b9d11cee213441ccfa2be63516dc5bc,"
        + "706c656b23428c8ba356d68db207e11139ede1670481a9e01ae2dfcdb0e1a678,27"
  })
  void shouldSignAScheduledTime(Network network, String r, String s, int v) {
    byte[] packed = new HyperliquidAction.ScheduleCancel(new TriggerTime(123456789)).packed();

    assertThat(sign(packed, Optional.empty(), network)).isEqualTo(signature(r, s, v));
  }

  @ParameterizedTest
  @CsvSource({
    "MAINNET,6cdfb286702f5917e76cd9b3b8bf678fcc49aec194c02a73e6d4f16891195df9,"
        + "6557ac307fa05d25b8d61f21fb8a938e703b3d9bf575f6717ba21ec61261b2a0,27",
    "TESTNET,c75bb195c3f6a4e06b7d395acc20bbb224f6d23ccff7c6a26d327304e6efaeed,"
        + "342f8ede109a29f2c0723bd5efb9e9100e3bbb493f8fb5164ee3d385908233df,28"
  })
  void shouldSignATimeTakenBack(Network network, String r, String s, int v) {
    assertThat(sign(new HyperliquidAction.Unschedule().packed(), Optional.empty(), network))
        .isEqualTo(signature(r, s, v));
  }

  @Test
  void shouldPackACancelInTheOrderOfItsJson() {
    HyperliquidAction.Cancel cancel =
        new HyperliquidAction.Cancel(
            List.of(
                new HyperliquidAction.Placed(4, 91490942),
                new HyperliquidAction.Placed(10107, 5_000_000_000L)));

    assertThat(cancel.json().toString())
        .isEqualTo(
            "{\"type\":\"cancel\",\"cancels\":["
                + "{\"a\":4,\"o\":91490942},{\"a\":10107,\"o\":5000000000}]}");
    assertThat(HexFormat.of().formatHex(cancel.packed()))
        .isEqualTo(
            "82"
                + "a474797065"
                + "a663616e63656c"
                + "a763616e63656c73"
                + "92"
                + "82a16104a16fce05740a7e"
                + "82a161cd277ba16fcf000000012a05f200");
  }

  @Test
  void shouldTellTheSigner() {
    Secp256k1 key = new Secp256k1(KEY);
    BigInteger half =
        new BigInteger("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", 16);

    for (byte i = 0; i < 50; i++) {
      byte[] digest = Secp256k1.keccak256(new byte[] {i});
      Secp256k1.Signature signature = key.sign(digest);
      assertThat(Signer.of(digest, signature)).isEqualTo(key.address());
      assertThat(signature.s()).isLessThanOrEqualTo(half);
    }
    assertThat(HexFormat.of().formatHex(key.address()))
        .isEqualTo("14791697260e4c9a71f18484c9f997b308e59325");
  }

  @Test
  void shouldWriteTheWholeRequest() {
    HyperliquidSettings settings =
        new HyperliquidSettings(
            Endpoint.of(URI.create("https://api.hyperliquid.xyz")),
            Network.MAINNET,
            "0x14791697260E4c9A71f18484C9f997B308e59325",
            KEY,
            Optional.empty(),
            new HyperliquidSettings.Reach(Set.of(), "", true, true),
            Optional.empty());

    assertThat(
            HyperliquidRequests.exchange(
                    new HyperliquidAction.Unschedule(), settings, new Secp256k1(KEY), 0)
                .body())
        .isEqualTo(
            "{\"action\":{\"type\":\"scheduleCancel\"},\"nonce\":0,\"signature\":{"
                + "\"r\":\"0x6cdfb286702f5917e76cd9b3b8bf678fcc49aec194c02a73e6d4f16891195df9\","
                + "\"s\":\"0x6557ac307fa05d25b8d61f21fb8a938e703b3d9bf575f6717ba21ec61261b2a0\","
                + "\"v\":27},\"vaultAddress\":null}");
    assertThat(settings.toString()).doesNotContain("0123456789");
  }

  private static Secp256k1.Signature sign(byte[] packed, Optional<String> vault, Network network) {
    byte[] id = HyperliquidSigning.connectionId(packed, vault, 0);
    return new Secp256k1(KEY).sign(HyperliquidSigning.digest(id, network));
  }

  private static Secp256k1.Signature signature(String r, String s, int v) {
    return new Secp256k1.Signature(new BigInteger(r, 16), new BigInteger(s, 16), v);
  }
}
