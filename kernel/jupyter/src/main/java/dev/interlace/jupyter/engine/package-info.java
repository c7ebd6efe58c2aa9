/**
 * Runs the cells of a notebook in JShell, inside this process.
 *
 * <p>A cell is cut into snippets ({@link dev.interlace.jupyter.engine.CellSplitter}), each snippet is compiled by
 * JShell and loaded by an own class loader that weaves stop checks into it
 * ({@link dev.interlace.jupyter.engine.Weaver}), and its result is kept as the live object, never as a JShell variable:
 * JShell's cost of a cell grows with what it keeps.
 */
@NullMarked
package dev.interlace.jupyter.engine;

import org.jspecify.annotations.NullMarked;
