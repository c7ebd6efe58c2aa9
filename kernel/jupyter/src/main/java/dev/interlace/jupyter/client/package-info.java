/** A small Jupyter client: starts a kernel process, runs cells in it and collects what they show. */
@NullMarked
package dev.interlace.jupyter.client;

import org.jspecify.annotations.NullMarked;
