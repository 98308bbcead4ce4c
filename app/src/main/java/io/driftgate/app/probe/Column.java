package io.driftgate.app.probe;

/** A column of the table. */
enum Column {
  NODE("node", false),
  CHAIN("chain", false),
  CHAIN_ID("chain id", false),
  PROTOCOL("protocol", false),
  CLIENT("client", false),
  HEAD("head", true),
  AGE("age", true),
  BEHIND("behind", true),
  HEADER("header", false),
  FINALIZED("finalized", true),
  FLAGS("flags", false),
  ROUND_TRIP("round trip", true),
  PUSH("push", false),
  VERDICT("verdict", false);

  private final String title;
  private final boolean number;

  Column(String title, boolean number) {
    this.title = title;
    this.number = number;
  }

  String title() {
    return title;
  }

  String padded(String text, int width) {
    String spaces = " ".repeat(width - text.length());
    return number ? spaces + text : text + spaces;
  }
}
