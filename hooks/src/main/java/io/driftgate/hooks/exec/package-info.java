/** Runs a local program. */
package io.driftgate.hooks.exec;
