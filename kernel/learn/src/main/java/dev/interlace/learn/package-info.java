@NullMarked
package dev.interlace.learn;

import org.jspecify.annotations.NullMarked;
