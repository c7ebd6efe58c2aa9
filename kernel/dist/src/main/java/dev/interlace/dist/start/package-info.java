/** What runs inside the jar that installs itself; it needs nothing but the JDK. */
@NullMarked
package dev.interlace.dist.start;

import org.jspecify.annotations.NullMarked;
