/** What the audit journal's disk can bear. */
package io.driftgate.bench.journal;
