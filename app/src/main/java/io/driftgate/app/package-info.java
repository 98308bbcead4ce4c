/** Reads the configuration, wires the modules together and is the command line. */
package io.driftgate.app;
