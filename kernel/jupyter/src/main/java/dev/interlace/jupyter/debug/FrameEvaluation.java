package dev.interlace.jupyter.debug;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.engine.CellRunner.Outcome;
import dev.interlace.jupyter.engine.FrameCode;
import dev.interlace.jupyter.engine.Local;
import dev.interlace.jupyter.engine.Stop;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates what the user types while a thread is parked.
 *
 * <p>The text is compiled as a lambda whose first statements declare the frame's variables, so that it may be any Java;
 * it works on copies of the variables. Names and fields alone are looked up without compiling.
 */
final class FrameEvaluation {
    private static final Pattern PATH =
            Pattern.compile("[\\p{javaJavaIdentifierStart}]\\w*(\\.[\\p{javaJavaIdentifierStart}]\\w*)*");
    private static final Pattern THIS = Pattern.compile("\\bthis\\b");
    private static final String SELF = "self$";
    private static final int MOST_BINDINGS = 100;

    private final DebuggedKernel kernel;
    private @Nullable Condition last;

    FrameEvaluation(DebuggedKernel kernel) {
        this.kernel = kernel;
    }

    /** The value of {@code text}; throws what the user's code throws, and where it cannot be compiled. */
    @Nullable
    Object evaluate(String text, Optional<Stop.Frame> frame, Optional<CellOutput> cell) throws Exception {
        if (frame.isEmpty()) {
            return value(kernel.evaluate(text, cell));
        }
        if (PATH.matcher(text).matches()) {
            Optional<Found> found = path(text, frame.get());
            if (found.isPresent()) {
                return found.get().value;
            }
        }
        List<Binding> bindings = bindings(frame.get());
        FrameCode code = compile(text.strip(), bindings, cell);
        return code == null ? null : run(code, bindings, cell);
    }

    private @Nullable FrameCode compile(String statement, List<Binding> bindings, Optional<CellOutput> cell) {
        Outcome compiled = kernel.evaluate(lambda("return " + statement + ";", bindings), cell);
        if (compiled.error().isPresent()) {
            Outcome asStatement = kernel.evaluate(lambda(statement + "; return null;", bindings), cell);
            compiled = asStatement.error().isPresent() ? compiled : asStatement;
        }
        return (FrameCode) value(compiled);
    }

    private @Nullable Object run(FrameCode code, List<Binding> bindings, Optional<CellOutput> cell) throws Exception {
        Object[] locals = bindings.stream().map(Binding::value).toArray();
        return kernel.userCode(() -> run(code, locals), cell);
    }

    /** Whether {@code condition} holds in {@code frame}; compiled once for a breakpoint that a cell meets often. */
    boolean holds(String condition, Stop.Frame frame, Optional<CellOutput> cell) throws Exception {
        List<Binding> bindings = bindings(frame);
        Condition known = last;
        String key = lambda(condition, bindings);
        if (known == null || !known.key.equals(key) || !known.cell.equals(cell)) {
            FrameCode code = compile(condition, bindings, cell);
            if (code == null) {
                throw new IllegalArgumentException(condition + " has no value");
            }
            known = new Condition(key, cell, code);
            last = known;
        }
        if (run(known.code, bindings, cell) instanceof Boolean holds) {
            return holds;
        }
        throw new IllegalArgumentException(condition + " must be true or false");
    }

    private record Condition(String key, Optional<CellOutput> cell, FrameCode code) {}

    /** Gives the variable {@code name} of {@code frame} the value of {@code text}, which must fit its type. */
    @Nullable
    Object assign(String text, Stop.Frame frame, String name, Optional<CellOutput> cell) throws Exception {
        for (int i = 0; i < frame.locals().size(); i++) {
            Local local = frame.locals().get(i);
            if (local.name().equals(name)) {
                String type = JavaNames.type(local.descriptor());
                List<Binding> bindings = bindings(frame);
                String body = type + " set$ = " + text.strip() + "; return set$;";
                FrameCode code = (FrameCode) value(kernel.evaluate(lambda(body, bindings), cell));
                Object value = code == null ? null : run(code, bindings, cell);
                frame.values()[i] = value;
                return value;
            }
        }
        throw new IllegalArgumentException("the frame has no variable " + name);
    }

    /** Declares a variable of the notebook. */
    void declare(String type, String name, Optional<CellOutput> cell) {
        value(kernel.evaluate(type + " " + name + ";", cell));
    }

    private static @Nullable Object run(FrameCode code, @Nullable Object[] locals) throws Exception {
        try {
            return code.run(locals);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object value(Outcome outcome) {
        outcome.error().ifPresent(error -> {
            throw new IllegalArgumentException(error.name() + ": " + error.message());
        });
        return outcome.value().orElse(null);
    }

    /** A name that the text may use. */
    private record Binding(
            String type, String name, @Nullable Object value) {}

    // the variables of the frame, and the fields of the object whose method runs, as far as no variable hides them
    private static List<Binding> bindings(Stop.Frame frame) {
        Map<String, Binding> bindings = new LinkedHashMap<>();
        for (int i = 0; i < frame.locals().size(); i++) {
            Local local = frame.locals().get(i);
            String name = local.name().equals("this") ? SELF : local.name();
            bindings.put(name, new Binding(JavaNames.type(local.descriptor()), name, frame.values()[i]));
        }
        Binding self = bindings.get(SELF);
        if (self != null && self.value != null) {
            for (Field field : self.value.getClass().getDeclaredFields()) {
                String name = field.getName();
                boolean usable = !Modifier.isStatic(field.getModifiers()) && !name.contains("$");
                if (usable && bindings.size() < MOST_BINDINGS && field.trySetAccessible()) {
                    String type = JavaNames.type(field.getType().descriptorString());
                    read(field, self.value)
                            .ifPresent(found -> bindings.putIfAbsent(name, new Binding(type, name, found.value)));
                }
            }
        }
        return List.copyOf(bindings.values());
    }

    private static String lambda(String body, List<Binding> bindings) {
        StringBuilder code = new StringBuilder("(" + FrameCode.class.getName() + ") locals$ -> { ");
        for (int i = 0; i < bindings.size(); i++) {
            String type = bindings.get(i).type;
            code.append(type + " " + bindings.get(i).name + " = (" + type + ") locals$[" + i + "]; ");
        }
        return code + THIS.matcher(body).replaceAll(Matcher.quoteReplacement(SELF)) + " }";
    }

    private record Found(@Nullable Object value) {}

    // a name is a local variable, or a field of the object whose method runs
    private static Optional<Found> path(String text, Stop.Frame frame) {
        String[] names = text.split("\\.", -1);
        Optional<Found> found = local(names[0], frame);
        if (found.isEmpty()) {
            found = local("this", frame).flatMap(self -> field(self, names[0]));
        }
        for (int i = 1; i < names.length && found.isPresent(); i++) {
            String name = names[i];
            found = found.flatMap(owner -> field(owner, name));
        }
        return found;
    }

    private static Optional<Found> local(String name, Stop.Frame frame) {
        for (int i = 0; i < frame.locals().size(); i++) {
            if (frame.locals().get(i).name().equals(name)) {
                return Optional.of(new Found(frame.values()[i]));
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> field(Found owner, String name) {
        Object value = owner.value;
        for (Class<?> type = value == null ? null : value.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name) && field.trySetAccessible()) {
                    return read(field, value);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> read(Field field, @Nullable Object owner) {
        try {
            return Optional.of(new Found(field.get(owner)));
        } catch (IllegalAccessException e) {
            return Optional.empty();
        }
    }
}
