@NullMarked
package dev.interlace.plugins.encoders;

import org.jspecify.annotations.NullMarked;
