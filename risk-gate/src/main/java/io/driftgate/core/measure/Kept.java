package io.driftgate.core.measure;

import java.io.Serializable;

/**
 * What is held from one input to the next though it may be a lambda. Such a lambda can be told by
 * name, so that whoever takes a snapshot of the core can write it down and find it again; nothing
 * else is ever serialized.
 */
public interface Kept extends Serializable {}
