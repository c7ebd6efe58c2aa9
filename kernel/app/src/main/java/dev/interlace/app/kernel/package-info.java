/** The kernel put together: the protocol core, the workbench's imports, the plugin magics and the plugins folders. */
@NullMarked
package dev.interlace.app.kernel;

import org.jspecify.annotations.NullMarked;
