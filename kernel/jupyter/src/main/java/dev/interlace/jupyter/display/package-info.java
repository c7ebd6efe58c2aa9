/** What a cell shows: MIME bundles, the renderers that make them, and the way out to the front end. */
@NullMarked
package dev.interlace.jupyter.display;

import org.jspecify.annotations.NullMarked;
