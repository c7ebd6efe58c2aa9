package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;

/** A value of the workbench that knows how it looks in a notebook. */
public interface Showable {
    /** This value as a MIME bundle with a text twin. */
    DisplayData display();
}
