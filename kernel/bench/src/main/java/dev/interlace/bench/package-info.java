/**
 * Benchmarks; never shipped. Build with {@code mvn -DskipTests package} and run with {@code java -cp} of this module's
 * class path and {@code org.openjdk.jmh.Main}.
 */
@NullMarked
package dev.interlace.bench;

import org.jspecify.annotations.NullMarked;
