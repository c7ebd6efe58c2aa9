@NullMarked
package dev.interlace.jupyter;

import org.jspecify.annotations.NullMarked;
