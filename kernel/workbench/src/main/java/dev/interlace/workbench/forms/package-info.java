/** Forms: the options of a method as fields that a hand fills in, and the Java that they stand for. */
@NullMarked
package dev.interlace.workbench.forms;

import org.jspecify.annotations.NullMarked;
