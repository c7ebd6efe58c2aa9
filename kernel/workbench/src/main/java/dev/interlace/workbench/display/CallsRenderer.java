package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Displayable;
import dev.interlace.jupyter.display.Renderer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows what the workbench returns to be worked with further, such as the areas of the lab or the trials before they
 * are run: its name and what can be called on it, instead of the text of an object.
 */
public final class CallsRenderer implements Renderer {
    private static final String PACKAGE = "dev.interlace.workbench.";

    /** For {@link java.util.ServiceLoader}. */
    public CallsRenderer() {}

    @Override
    public Optional<DisplayData> render(Object value) {
        Class<?> type = value.getClass();
        if (!type.getName().startsWith(PACKAGE) || value instanceof Displayable || value instanceof Enum<?>) {
            return Optional.empty();
        }
        List<Method> calls = calls(type);
        String text = value.toString();
        boolean dump = text.startsWith(type.getName() + "@") || text.startsWith(type.getSimpleName() + "[");
        return dump && !calls.isEmpty() ? Optional.of(card(type, calls)) : Optional.empty();
    }

    /** The public calls of a type that are neither its components nor those of every object, by name. */
    private static List<Method> calls(Class<?> type) {
        List<String> components = type.isRecord()
                ? Arrays.stream(type.getRecordComponents())
                        .map(component -> component.getName())
                        .toList()
                : List.of();
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class
                        && !Modifier.isStatic(method.getModifiers())
                        && !method.isSynthetic()
                        && !List.of("equals", "hashCode", "toString").contains(method.getName())
                        && !(method.getParameterCount() == 0 && components.contains(method.getName())))
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::getParameterCount))
                .toList();
    }

    private static DisplayData card(Class<?> type, List<Method> calls) {
        String name = type.getSimpleName().replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        TableView table = new TableView("call", "gives");
        calls.forEach(call -> table.row(
                call.getName()
                        + Arrays.stream(call.getParameterTypes())
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(", ", "(", ")")),
                call.getReturnType().getSimpleName()));
        String head = name + ", to be asked further; Shift-Tab on a call tells what it does";
        return DisplayData.html(
                "<details open><summary><b>" + TableView.escape(name) + "</b>"
                        + TableView.escape(head.substring(name.length())) + "</summary>" + table.html() + "</details>",
                head + "\n" + table.text());
    }
}
