@NullMarked
package dev.interlace.plugins.datasets;

import org.jspecify.annotations.NullMarked;
