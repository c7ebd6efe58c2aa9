/**
 * Widgets: sliders, fields, buttons and boxes of the front end that cells make, read, set and listen to.
 *
 * <p>The kernel's side of the Jupyter widgets protocol 2.1: every widget is a few models, each a map of named values
 * kept equal on both sides through a comm. The front end draws them with the views of ipywidgets. Nothing of this is
 * loaded before a cell asks for it.
 */
@NullMarked
package dev.interlace.jupyter.widgets;

import org.jspecify.annotations.NullMarked;
