package dev.interlace.jupyter.debug;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a value consists of: elements, entries or fields. */
final class Children {
    private static final int PAGE = 200;

    private Children() {}

    /** A part of the children: {@code count} from number {@code start} on; a count of 0 asks for a first page. */
    record Page(int start, int count) {
        Page {
            start = Math.max(0, start);
            count = count <= 0 ? PAGE : count;
        }

        boolean holds(int index) {
            return index >= start && index - start < count;
        }
    }

    /** Whether a front end may open {@code parent}. */
    static boolean hasAny(Shown parent) {
        Object value = parent.value();
        return value != null
                && !ValueText.isPlain(value)
                && !of(parent, new Page(0, 1)).isEmpty();
    }

    /** The children of {@code parent} on {@code page}; what cannot be read is left out. */
    @SuppressWarnings("CatchingThrowable") // a collection may be the user's code
    static List<Shown> of(Shown parent, Page page) {
        Object value = parent.value();
        try {
            if (value == null) {
                return List.of();
            } else if (value.getClass().isArray()) {
                return array(value, parent.expression(), page);
            } else if (value instanceof Collection<?> many) {
                return elements(many, parent.expression(), page);
            } else if (value instanceof Map<?, ?> map) {
                return entries(map, page);
            }
            return fields(value, parent.expression(), page);
        } catch (RuntimeException | StackOverflowError e) {
            return List.of(new Shown("(cannot be read)", "", e.toString(), ""));
        }
    }

    private static List<Shown> array(Object array, String expression, Page page) {
        String type = array.getClass().getComponentType().getSimpleName();
        List<Shown> shown = new ArrayList<>();
        int length = Array.getLength(array);
        for (int i = page.start(); i < length && page.holds(i); i++) {
            String name = "[" + i + "]";
            shown.add(new Shown(name, type, Array.get(array, i), expression.isEmpty() ? "" : expression + name));
        }
        return withRest(shown, page, length);
    }

    private static List<Shown> elements(Collection<?> many, String expression, Page page) {
        List<Shown> shown = new ArrayList<>();
        int index = 0;
        for (Object element : many) {
            if (page.holds(index)) {
                boolean named = many instanceof List<?> && !expression.isEmpty();
                shown.add(new Shown(
                        "[" + index + "]", "Object", element, named ? expression + ".get(" + index + ")" : ""));
            }
            index++;
            if (index - page.start() >= page.count()) {
                break;
            }
        }
        return withRest(shown, page, many.size());
    }

    private static List<Shown> entries(Map<?, ?> map, Page page) {
        List<Shown> shown = new ArrayList<>();
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (page.holds(index)) {
                shown.add(new Shown(ValueText.of(entry.getKey()), "Object", entry.getValue(), ""));
            }
            index++;
            if (index - page.start() >= page.count()) {
                break;
            }
        }
        return withRest(shown, page, map.size());
    }

    private static List<Shown> fields(Object value, String expression, Page page) {
        List<Shown> shown = new ArrayList<>();
        int index = 0;
        for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || !field.trySetAccessible()) {
                    continue;
                }
                if (page.holds(index)) {
                    shown.add(field(field, value, expression));
                }
                index++;
            }
        }
        return shown;
    }

    private static Shown field(Field field, Object owner, String expression) {
        String path = expression.isEmpty() ? "" : expression + "." + field.getName();
        try {
            return new Shown(field.getName(), field.getType().getSimpleName(), field.get(owner), path);
        } catch (IllegalAccessException e) {
            return new Shown(field.getName(), "", "(cannot be read)", "");
        }
    }

    private static List<Shown> withRest(List<Shown> shown, Page page, int all) {
        int left = all - page.start() - shown.size();
        if (left > 0 && page.count() == PAGE) {
            shown.add(new Shown("…", "", left + " more", ""));
        }
        return shown;
    }
}
