package io.driftgate.core.opinion;

/** {@code reorg.depth}: the deepest within the window, else 0. */
record ReorgMeasure(ChainOpinion chain, long sliceNanos) implements Measure {
  @Override
  public Value value() {
    long now = Math.floorDiv(chain.nowNanos, sliceNanos);
    long deepest = 0;
    for (ReferenceOpinion.Reorg reorg : chain.reference.reorgs) {
      if (Math.floorDiv(reorg.atNanos(), sliceNanos) > now - 10) {
        deepest = Math.max(deepest, reorg.told().depth());
      }
    }
    return Value.of(deepest);
  }

  @Override
  public void crossings(long limit, Instants out) {
    out.addSlice(sliceNanos);
  }
}
