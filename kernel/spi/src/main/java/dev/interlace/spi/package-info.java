@NullMarked
package dev.interlace.spi;

import org.jspecify.annotations.NullMarked;
