/**
 * Recordings: the ordered inputs of the core, and what it told, in Avro files from which {@code
 * driftgate replay} runs it again. docs/recordings.md is the page.
 */
package io.driftgate.journal.recording;
