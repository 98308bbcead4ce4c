/**
 * The second opinion: semantics.md a second time, slow and obvious, written from the page. Tests
 * compare the core with it after every step.
 */
package io.driftgate.core.opinion;
