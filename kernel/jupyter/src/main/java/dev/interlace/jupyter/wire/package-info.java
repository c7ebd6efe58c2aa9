/**
 * The Jupyter wire protocol: connection files, signed messages, JSON, and the sockets with the threads that own them.
 */
@NullMarked
package dev.interlace.jupyter.wire;

import org.jspecify.annotations.NullMarked;
