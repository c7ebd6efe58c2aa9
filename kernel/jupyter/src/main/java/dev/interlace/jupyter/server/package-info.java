/** Answers the requests of front ends: the threads of a kernel, what each request does, and what a cell shows. */
@NullMarked
package dev.interlace.jupyter.server;

import org.jspecify.annotations.NullMarked;
