package dev.interlace.jupyter.debug;

import org.jspecify.annotations.Nullable;

/**
 * A value as a line of the variables panel.
 *
 * @param name name of the variable, the field or the element
 * @param type its type where the value does not tell it
 * @param value the value
 * @param expression Java that leads to it; empty where there is none
 */
record Shown(String name, String type, @Nullable Object value, String expression) {
    /** The type of what is there, as a reader would write it. */
    String shownType() {
        return value == null || isPrimitive(type) ? type : ValueText.type(value);
    }

    private static boolean isPrimitive(String type) {
        return switch (type) {
            case "boolean", "char", "byte", "short", "int", "long", "float", "double" -> true;
            default -> false;
        };
    }
}
