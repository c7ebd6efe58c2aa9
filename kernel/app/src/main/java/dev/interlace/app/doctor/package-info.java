/** What this machine has, what it lacks, and how to get it. */
@NullMarked
package dev.interlace.app.doctor;

import org.jspecify.annotations.NullMarked;
