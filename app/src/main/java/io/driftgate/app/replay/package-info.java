/**
 * {@code driftgate replay}: recordings through the real core, as fast as it goes. One thread, no
 * clock: all time is the recordings'.
 */
package io.driftgate.app.replay;
