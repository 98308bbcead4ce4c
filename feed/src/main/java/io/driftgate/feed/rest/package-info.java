/** The same values for whoever asks instead of listening. */
package io.driftgate.feed.rest;
