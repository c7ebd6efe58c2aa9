@NullMarked
package dev.interlace.workbench;

import org.jspecify.annotations.NullMarked;
