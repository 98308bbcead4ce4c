package io.driftgate.hooks.http;

import io.driftgate.hooks.Outcome;
import io.driftgate.hooks.http.Step.Done;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Cancels orders one by one where a venue can't be told which to cancel: what is open is read, what
 * is in reach is named, and it is read again until nothing is left. All pages are read before
 * anything is said of what is left: a quote may stand behind hundreds of other orders. Pure.
 *
 * @param <O> how an order is named
 */
public final class Sweep<O> {
  private static final int ROUNDS = 10;

  private final Book<O> book;

  /** One venue's requests and answers. */
  public interface Book<O> {
    /** The first page of each list. */
    List<LongFunction<VenueRequest>> pages();

    /** What a page holds; empty: it is none, see {@link #error}. */
    Optional<Page<O>> page(VenueAnswer answer);

    /** The most orders that one request takes. */
    int batch();

    /** Cancels these, at most a batch. */
    VenueRequest cancel(List<O> orders, long nowMs);

    /** Whether each of so many orders is gone or going. */
    Done cancelled(VenueAnswer answer, int count);

    /** What an answer means that is not what was asked for. */
    Done error(VenueAnswer answer);
  }

  /**
   * A page.
   *
   * @param inReach the orders on it that are to be cancelled
   * @param next the page after it; empty: there is none
   */
  public record Page<O>(List<O> inReach, Optional<LongFunction<VenueRequest>> next) {}

  /** Over a venue's book. */
  public Sweep(Book<O> book) {
    this.book = book;
  }

  /** Begins to read. */
  public Step begin() {
    return look(1);
  }

  private Step look(int round) {
    return read(round, book.pages(), Set.of());
  }

  private Step read(int round, List<LongFunction<VenueRequest>> pages, Set<O> found) {
    return new Step.Ask(pages, answers -> onRead(round, found, answers));
  }

  private Step onRead(int round, Set<O> found, List<VenueAnswer> answers) {
    Set<O> left = new LinkedHashSet<>(found);
    List<LongFunction<VenueRequest>> further = new ArrayList<>();
    for (VenueAnswer answer : answers) {
      Optional<Page<O>> page = book.page(answer);
      if (page.isEmpty()) {
        return book.error(answer);
      }
      left.addAll(page.get().inReach());
      page.get().next().ifPresent(further::add);
    }
    if (!further.isEmpty()) {
      return read(round, further, left);
    }
    if (left.isEmpty()) {
      return Step.done(Outcome.delivered("no open order is left"));
    }
    return round < ROUNDS
        ? cancel(round, List.copyOf(left))
        : Step.done(Outcome.failed("open orders are left"));
  }

  private Step cancel(int round, List<O> orders) {
    List<List<O>> parts = new ArrayList<>();
    for (int from = 0; from < orders.size(); from += book.batch()) {
      parts.add(orders.subList(from, Math.min(orders.size(), from + book.batch())));
    }
    List<LongFunction<VenueRequest>> requests = new ArrayList<>();
    parts.forEach(part -> requests.add(nowMs -> book.cancel(part, nowMs)));
    return new Step.Ask(requests, answers -> onCancelled(round, parts, answers));
  }

  private Step onCancelled(int round, List<List<O>> parts, List<VenueAnswer> answers) {
    List<Done> ends = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      ends.add(book.cancelled(answers.get(i), parts.get(i).size()));
    }
    Done end = Step.worst(ends);
    return end.outcome().kind() == Outcome.Kind.DELIVERED ? look(round + 1) : end;
  }
}
