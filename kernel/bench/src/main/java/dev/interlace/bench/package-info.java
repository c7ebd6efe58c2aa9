@NullMarked
package dev.interlace.bench;

import org.jspecify.annotations.NullMarked;
