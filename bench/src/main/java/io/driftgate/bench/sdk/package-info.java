/** What the desk SDK costs the path that quotes. */
package io.driftgate.bench.sdk;
