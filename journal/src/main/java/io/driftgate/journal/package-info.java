/**
 * The audit journal: a SQLite file of rows, each with the hash of the one before, written by a
 * thread of its own. docs/journal.md is the page.
 */
package io.driftgate.journal;
