/**
 * Data sets that the user fetches once: where they lie, how their packages are fetched, and what a fetch shows of
 * itself.
 */
@NullMarked
package dev.interlace.workbench.fetch;

import org.jspecify.annotations.NullMarked;
