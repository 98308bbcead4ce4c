/** Shows people what the gate sees: metrics, exports and the live page. */
package io.driftgate.dashboards;
