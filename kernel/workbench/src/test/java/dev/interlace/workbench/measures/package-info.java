@org.jspecify.annotations.NullMarked
package dev.interlace.workbench.measures;
