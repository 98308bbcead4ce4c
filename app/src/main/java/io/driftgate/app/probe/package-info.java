/**
 * Asks every configured node for a short while with the product's own collector, and says what came
 * of it in a table. Judges nothing that the gate judges.
 */
package io.driftgate.app.probe;
