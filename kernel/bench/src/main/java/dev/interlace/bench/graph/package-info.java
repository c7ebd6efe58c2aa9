/** Layers over graphs in sizes that other libraries can repeat: the tape's side of {@code compare_graph.py}. */
@NullMarked
package dev.interlace.bench.graph;

import org.jspecify.annotations.NullMarked;
