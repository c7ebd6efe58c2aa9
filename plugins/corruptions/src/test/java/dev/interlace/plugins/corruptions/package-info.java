@NullMarked
package dev.interlace.plugins.corruptions;

import org.jspecify.annotations.NullMarked;
