package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.Displayable;

/** A value of the workbench that knows how it looks in a notebook. */
public interface Showable extends Displayable {}
