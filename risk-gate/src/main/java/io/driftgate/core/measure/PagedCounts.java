package io.driftgate.core.measure;

/**
 * Counts by bucket in ascending order, in pages that are made when first used. At most 8 bytes for
 * each bucket.
 */
final class PagedCounts {
  private static final int PAGE_BITS = 7;
  private static final int PAGE = 1 << PAGE_BITS;

  private final long[][] pages;
  private final long[] totals;

  PagedCounts(int size) {
    pages = new long[(size + PAGE - 1) / PAGE][];
    totals = new long[pages.length];
  }

  /** Adds to a bucket's count; the count may be negative, the sum may not. */
  void add(int bucket, long count) {
    int page = bucket >> PAGE_BITS;
    if (pages[page] == null) {
      pages[page] = new long[PAGE];
    }
    pages[page][bucket & (PAGE - 1)] += count;
    totals[page] += count;
  }

  long of(int bucket) {
    long[] page = pages[bucket >> PAGE_BITS];
    return page == null ? 0 : page[bucket & (PAGE - 1)];
  }

  /** How many samples lie in lower buckets. */
  long below(int bucket) {
    long below = 0;
    for (int page = 0; page < bucket >> PAGE_BITS; page++) {
      below += totals[page];
    }
    for (int b = bucket & -PAGE; b < bucket; b++) {
      below += of(b);
    }
    return below;
  }

  /** The bucket of the sample of a rank; there must be as many samples. */
  int bucketAt(long rank) {
    int page = 0;
    long left = rank;
    while (left > totals[page]) {
      left -= totals[page];
      page++;
    }
    int bucket = page << PAGE_BITS;
    while (left > of(bucket)) {
      left -= of(bucket);
      bucket++;
    }
    return bucket;
  }
}
