/** Handles of methods, all with the same verbs, and the fitted models that handles give. */
@NullMarked
package dev.interlace.workbench.models;

import org.jspecify.annotations.NullMarked;
