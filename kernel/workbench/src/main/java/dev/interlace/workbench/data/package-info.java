/** The data of a lab: data sets, own data, splits, encodings and corruptions, and how they are shown. */
@NullMarked
package dev.interlace.workbench.data;

import org.jspecify.annotations.NullMarked;
