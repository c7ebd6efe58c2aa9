/**
 * Internal: loops over plain arrays where ND4J is slow on the host. One interface, {@link Loops}, with a plain
 * implementation and one in vector instructions; {@code HostLoops} chooses between them, walks tensors tile by tile and
 * shares tiles among threads. Nothing outside the learning module uses this package.
 */
@NullMarked
package dev.interlace.learn.loops;

import org.jspecify.annotations.NullMarked;
