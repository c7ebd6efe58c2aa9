@org.jspecify.annotations.NullMarked
package dev.interlace.spi.experiment;
