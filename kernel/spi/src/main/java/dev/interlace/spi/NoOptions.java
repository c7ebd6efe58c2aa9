package dev.interlace.spi;

/** The options of a method that has none. */
public record NoOptions() {}
