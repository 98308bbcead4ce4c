/** What a configuration means for those who rely on it, worked out from the plan alone. */
package io.driftgate.app.check;
