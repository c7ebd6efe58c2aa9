/** Writes what users install without Maven: a wheel for pip and a jar that installs itself, for each platform. */
@NullMarked
package dev.interlace.dist;

import org.jspecify.annotations.NullMarked;
