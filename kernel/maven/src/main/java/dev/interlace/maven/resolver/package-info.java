/** What the magics ask of Maven, in types of their own. */
@NullMarked
package dev.interlace.maven.resolver;

import org.jspecify.annotations.NullMarked;
