/** Comms: named two-way channels between the code of a cell and the front end, as widgets use them. */
@NullMarked
package dev.interlace.jupyter.comm;

import org.jspecify.annotations.NullMarked;
