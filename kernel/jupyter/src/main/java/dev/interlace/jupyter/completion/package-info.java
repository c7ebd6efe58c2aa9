/** What objects of a notebook tell of the texts that their methods take, while a call is being typed. */
@NullMarked
package dev.interlace.jupyter.completion;

import org.jspecify.annotations.NullMarked;
