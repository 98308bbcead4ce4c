package io.driftgate.app.config;

import java.util.List;

/**
 * The sections of a configuration file and their keys: those that are read, and those that later
 * versions read, which are refused until then, because a setting that is silently ignored is worse
 * than one that is missing.
 */
enum Shape {
  ROOT(
      List.of(
          "server",
          "feed",
          "data",
          "recordings",
          "collectors",
          "chains",
          "nodes",
          "policies",
          "markets",
          "shadow",
          "hooks"),
      List.of("alerts", "influx")),
  SERVER(
      List.of("host", "port", "insecure", "tls", "allowedOrigins", "tokens", "limits"), List.of()),
  TLS(List.of("certificate", "key", "clientCa"), List.of()),
  TOKEN(List.of("id", "sha256", "scopes", "markets", "expires"), List.of()),
  LIMITS(List.of("connections", "perAddress", "perToken", "acceptsPerSecond"), List.of()),
  FEED(List.of("heartbeat", "lease", "drill", "signingKey", "spareKey"), List.of()),
  RECORDINGS(List.of("keep", "maxBytes", "rotate"), List.of()),
  COLLECTORS(List.of("loops"), List.of()),
  CHAIN(
      List.of(
          "id",
          "preset",
          "chainId",
          "blockTime",
          "quorum",
          "divergence",
          "sync",
          "quiet",
          "maxLead",
          "headerVerification"),
      List.of()),
  QUORUM(List.of("fraction", "minNodes", "families", "operators"), List.of()),
  DIVERGENCE(List.of("grace"), List.of()),
  SYNC(List.of("tolerance"), List.of()),
  NODE(
      List.of(
          "id",
          "chain",
          "protocol",
          "http",
          "ws",
          "cluster",
          "operator",
          "family",
          "weight",
          "poll",
          "headers"),
      List.of()),
  POLL(List.of("interval", "budget", "timeout"), List.of()),
  POLICY(List.of("id", "bounds", "recovery", "onUnknown", "noValueGrace", "maxPause"), List.of()),
  BOUND(
      List.of(
          "metric",
          "scope",
          "unit",
          "window",
          "minSamples",
          "widen",
          "withdraw",
          "pauseLiquidations"),
      List.of()),
  RECOVERY(
      List.of("hold", "blocks", "clear", "flapWindow", "maxHold", "liquidationGrace"), List.of()),
  ON_UNKNOWN(List.of("pauseLiquidations"), List.of()),
  MARKET(List.of("id", "legs"), List.of()),
  LEG(List.of("chain", "cluster", "node", "policy"), List.of()),
  SHADOW(List.of("market", "policy"), List.of()),
  HOOK(
      List.of(
          "id",
          "kind",
          "markets",
          "on",
          "deliver",
          "timeout",
          "withdrawTimeout",
          "valid",
          "giveUp",
          "secondary",
          "dryRun",
          "url",
          "secrets",
          "headers",
          "command",
          "user",
          "testnet",
          "key",
          "secret",
          "passphrase",
          "account",
          "vault",
          "symbols",
          "currencies",
          "quoteSets",
          "labels",
          "everything",
          "families",
          "category",
          "baseCoins",
          "settleCoins",
          "tag",
          "clientIdPrefix",
          "spareStops",
          "spareReduceOnly",
          "lock",
          "deadMan"),
      List.of("critical")),
  DEAD_MAN(List.of("timeout", "refresh", "url"), List.of());

  static final String NOT_YET = "not supported by this version; remove it";

  private final List<String> keys;
  private final List<String> later;

  Shape(List<String> keys, List<String> later) {
    this.keys = keys;
    this.later = later;
  }

  /** What is read, in the order in which people write it. */
  List<String> keys() {
    return keys;
  }

  /** What is recognised and refused. */
  List<String> later() {
    return later;
  }
}
