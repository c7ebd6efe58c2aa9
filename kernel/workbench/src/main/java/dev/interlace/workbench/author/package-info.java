/** Makes the project of a plugin: a method of each kind that is asked for, its contract, a notebook, a README. */
@NullMarked
package dev.interlace.workbench.author;

import org.jspecify.annotations.NullMarked;
