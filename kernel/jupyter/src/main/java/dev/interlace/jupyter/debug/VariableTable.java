package dev.interlace.jupyter.debug;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.debug.Children.Page;
import dev.interlace.jupyter.wire.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The numbers under which a front end may open values that it has been shown. */
final class VariableTable {
    private final Map<Integer, Function<Page, List<Shown>>> open = new HashMap<>();
    private int last;
    private boolean hidesPlainTypes;

    /**
     * Leaves the type away where the text of a value tells all.
     *
     * <p>JupyterLab's tree shows the type in place of the value, save for the types whose names it knows from Python.
     */
    void hidePlainTypes() {
        hidesPlainTypes = true;
    }

    /** Forgets every number; values that can no longer be opened are not kept alive. */
    void clear() {
        open.clear();
    }

    /** A number for a list of values. */
    int refer(Function<Page, List<Shown>> children) {
        last++;
        open.put(last, children);
        return last;
    }

    /** The values behind {@code reference}, as a front end reads them. */
    JsonObject children(int reference, Page page) {
        Function<Page, List<Shown>> children = open.get(reference);
        if (children == null) {
            throw new IllegalArgumentException(
                    "variablesReference " + reference + " is gone: the thread went on, or a cell has run since");
        }
        return list(children.apply(page));
    }

    /** The value called {@code name} behind {@code reference}. */
    Shown find(int reference, String name) {
        Function<Page, List<Shown>> children = open.get(reference);
        List<Shown> all = children == null ? List.of() : children.apply(new Page(0, Integer.MAX_VALUE));
        return all.stream()
                .filter(shown -> shown.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no variable " + name + " to set"));
    }

    /** A list of values. */
    JsonObject list(List<Shown> values) {
        JsonArray variables = new JsonArray();
        values.forEach(value -> variables.add(json(value)));
        JsonObject body = new JsonObject();
        body.add("variables", variables);
        return body;
    }

    private JsonObject json(Shown shown) {
        JsonObject variable = described(shown, "value");
        variable.addProperty("name", shown.name());
        if (!shown.expression().isEmpty()) {
            variable.addProperty("evaluateName", shown.expression());
        }
        return variable;
    }

    /** The text under {@code key}, the type, and the number under which the value can be opened. */
    JsonObject described(Shown shown, String key) {
        JsonObject described = Json.of(key, ValueText.of(shown.value()));
        String type = shown.shownType();
        boolean hidden = hidesPlainTypes && ValueText.isPlain(shown.value()) && !type.equals("int");
        if (!type.isEmpty() && !hidden) {
            described.addProperty("type", type);
        }
        boolean opens = Children.hasAny(shown);
        described.addProperty("variablesReference", opens ? refer(page -> Children.of(shown, page)) : 0);
        return described;
    }
}
