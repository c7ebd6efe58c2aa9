/** Kernels side by side: each started from its kernelspec and measured by the same client in the same run. */
@NullMarked
package dev.interlace.bench.kernels;

import org.jspecify.annotations.NullMarked;
