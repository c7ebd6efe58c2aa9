/** Makes the kernel known to Jupyter: the kernelspec, the flags of its machine, and the archive that it starts from. */
@NullMarked
package dev.interlace.app.install;

import org.jspecify.annotations.NullMarked;
