/** What the core believes, as immutable values for people and other programs. */
package io.driftgate.core.view;
