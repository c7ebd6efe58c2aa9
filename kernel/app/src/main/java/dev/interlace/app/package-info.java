@NullMarked
package dev.interlace.app;

import org.jspecify.annotations.NullMarked;
