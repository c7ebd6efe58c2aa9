/**
 * The golden record: what every registered method gives today, one line per value, to be compared with another build.
 */
@NullMarked
package dev.interlace.bench.golden;

import org.jspecify.annotations.NullMarked;
