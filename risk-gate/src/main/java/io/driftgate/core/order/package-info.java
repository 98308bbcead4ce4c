/** What a person, or the journal, orders: drains, overrides, a new plan. Stamped like facts. */
package io.driftgate.core.order;
