/** Asks Maven's resolver. These classes are loaded beside it, away from everything that a notebook sees. */
@NullMarked
package dev.interlace.maven.mima;

import org.jspecify.annotations.NullMarked;
