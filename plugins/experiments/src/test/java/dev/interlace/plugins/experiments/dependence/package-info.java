@org.jspecify.annotations.NullMarked
package dev.interlace.plugins.experiments.dependence;
