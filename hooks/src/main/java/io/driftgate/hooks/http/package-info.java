/**
 * What the venues' hooks share: a request as a value, one warm connection that carries it, and a
 * conversation of requests whose judging is pure. Nothing here knows a venue.
 */
package io.driftgate.hooks.http;
