@NullMarked
package dev.interlace.testkit;

import org.jspecify.annotations.NullMarked;
