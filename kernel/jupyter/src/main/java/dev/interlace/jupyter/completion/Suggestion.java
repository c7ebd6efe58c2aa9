package dev.interlace.jupyter.completion;

/**
 * A text that an argument may be.
 *
 * @param text the text
 * @param type what it is, in a word or two: an id, an option, a modality
 * @param note what it means, in a line; may be empty
 */
public record Suggestion(String text, String type, String note) {}
