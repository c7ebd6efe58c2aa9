@NullMarked
package dev.interlace.plugins.fusion;

import org.jspecify.annotations.NullMarked;
