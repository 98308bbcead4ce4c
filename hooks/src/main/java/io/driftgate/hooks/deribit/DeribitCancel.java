package io.driftgate.hooks.deribit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.driftgate.hooks.http.Json;

/**
 * What is cancelled, each one request. Quotes are what {@code private/mass_quote} placed; orders,
 * and with them hedges and stops, are reached only where it says so.
 *
 * @see <a
 *     href="https://docs.deribit.com/api-reference/trading/private-cancel_quotes">cancel_quotes</a>
 */
public sealed interface DeribitCancel {
  /** Every quote of the account. */
  record AllQuotes() implements DeribitCancel {}

  /** The quotes of one set. */
  record QuoteSet(String quoteSetId) implements DeribitCancel {
    public QuoteSet {
      Names.check("quote set", quoteSetId);
    }
  }

  /** The quotes on one instrument. */
  record QuotesOn(String instrument) implements DeribitCancel {
    public QuotesOn {
      Names.check("instrument", instrument);
    }
  }

  /** The quotes on instruments of one currency. */
  record QuotesIn(String currency) implements DeribitCancel {
    public QuotesIn {
      Names.check("currency", currency);
    }
  }

  /** Every order that bears a label, trigger orders too. */
  record OrdersLabelled(String label) implements DeribitCancel {
    public OrdersLabelled {
      Names.check("label", label);
    }
  }

  /** Everything in the account: hedges and stops too. */
  record Everything() implements DeribitCancel {}

  /** The method that does it. */
  default String method() {
    if (this instanceof Everything) {
      return "private/cancel_all";
    }
    return this instanceof OrdersLabelled ? "private/cancel_by_label" : "private/cancel_quotes";
  }

  /**
   * Its parameters, without the token.
   *
   * @param freezeQuotes whether the venue refuses new quotes for the second after it; it can't for
   *     labels
   */
  default ObjectNode params(boolean freezeQuotes) {
    ObjectNode params = Json.object();
    if (this instanceof OrdersLabelled orders) {
      return params.put("label", orders.label());
    }
    if (this instanceof AllQuotes) {
      params.put("cancel_type", "all");
    } else if (this instanceof QuoteSet set) {
      params.put("cancel_type", "quote_set_id").put("quote_set_id", set.quoteSetId());
    } else if (this instanceof QuotesOn on) {
      params.put("cancel_type", "instrument").put("instrument_name", on.instrument());
    } else if (this instanceof QuotesIn in) {
      params.put("cancel_type", "currency").put("currency", in.currency());
    }
    return params.put("freeze_quotes", freezeQuotes);
  }
}
