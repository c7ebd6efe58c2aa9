/**
 * The Maven magics: {@code %maven}, {@code %mavenRepo} and {@code %loadFromPOM} bring jars and their dependencies to a
 * notebook.
 *
 * <p>Here is what a notebook sees; {@code resolver} says what is asked of Maven, and {@code mima} asks it. The last one
 * and Maven's own classes live in a class loader of their own, which is made when a magic is used for the first time.
 */
@NullMarked
package dev.interlace.maven;

import org.jspecify.annotations.NullMarked;
