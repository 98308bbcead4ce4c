/** What the world tells the core: immutable, stamped, and in the words of the chains. */
package io.driftgate.core.fact;
