package io.driftgate.client.conformance;

/** A scripted gate, in this process or in one of its own. */
interface GateUnderTest {
  /** The feed's address. */
  String url();

  /** What it knows. */
  Evidence evidence();
}
