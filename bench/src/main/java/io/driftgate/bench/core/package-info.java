/** What the core costs, without sockets. */
package io.driftgate.bench.core;
