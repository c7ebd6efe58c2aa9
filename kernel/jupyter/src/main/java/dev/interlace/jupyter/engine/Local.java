package dev.interlace.jupyter.engine;

/**
 * A local variable of woven code.
 *
 * @param name its name in the source; {@code this} for the object that a method belongs to
 * @param descriptor its type as class files write it
 */
public record Local(String name, String descriptor) {}
