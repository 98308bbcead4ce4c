/** Tells a receiver over HTTP, as Standard Webhooks says. */
package io.driftgate.hooks.webhook;
