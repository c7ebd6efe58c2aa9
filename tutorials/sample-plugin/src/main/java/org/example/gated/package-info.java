/** A sample plugin for Interlace: one fusion method in a jar of its own. */
package org.example.gated;
