package dev.interlace.spi;

/**
 * Anything that a plugin offers: it has a descriptor and takes options. Stateless; one object serves all.
 *
 * @param <O> the options record
 */
public interface Method<O extends Record> {
    /** What it is; cheap, and loads no tensor library. */
    MethodDescriptor<O> descriptor();
}
