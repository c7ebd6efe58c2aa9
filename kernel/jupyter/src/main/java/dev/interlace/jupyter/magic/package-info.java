/**
 * Magics: commands of the notebook beside the language, {@code %name arguments} on a line of its own or after
 * {@code =}, and {@code %%name arguments} on the first line of a cell that is its body.
 */
@NullMarked
package dev.interlace.jupyter.magic;

import org.jspecify.annotations.NullMarked;
