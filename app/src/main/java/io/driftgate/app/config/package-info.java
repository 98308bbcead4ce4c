/**
 * The configuration file: read whole, judged whole, with every mistake named by its line. What
 * comes out are records that refuse to exist when wrong. No sockets, no Vert.x; any thread.
 */
package io.driftgate.app.config;
