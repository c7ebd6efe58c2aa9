/**
 * What a notebook calls: {@link dev.interlace.workbench.Interlace#lab()} gives a {@link dev.interlace.workbench.Lab},
 * and from there data, encoders, methods, evaluation and figures follow. Nothing heavy is loaded before it is used.
 */
@NullMarked
package dev.interlace.workbench;

import org.jspecify.annotations.NullMarked;
