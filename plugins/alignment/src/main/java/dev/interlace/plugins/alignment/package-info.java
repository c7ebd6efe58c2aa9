@NullMarked
package dev.interlace.plugins.alignment;

import org.jspecify.annotations.NullMarked;
