package dev.interlace.workbench.forms;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Html;
import dev.interlace.jupyter.widgets.Box;
import dev.interlace.jupyter.widgets.ValueWidget;
import dev.interlace.jupyter.widgets.Widget;
import dev.interlace.jupyter.widgets.Widgets;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.OptionsSchema.GroupOf;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.workbench.display.Showable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The options of a method as a form: a field per option with its documentation where the mouse rests, groups folded,
 * and below it the Java that the form stands for.
 *
 * @param <H> the method with the options that are chosen
 */
public final class OptionsForm<H> implements Showable {
    private static final int MOST_PAIRS = 10; // of Map.of

    private final Source<H> source;
    private final Map<String, ValueWidget<?>> fields = new LinkedHashMap<>();
    private final ValueWidget<String> code;
    private final Box box;
    private volatile @Nullable Object result;

    /**
     * What a form is made of.
     *
     * @param schema the options
     * @param chosen options that were given, by name; the rest starts by default
     * @param call the Java that makes the method up to its options, for instance {@code lab.fusion(id}
     * @param make the method with options
     * @param <H> the method
     */
    public record Source<H>(
            OptionsSchema<?> schema, Map<String, ?> chosen, String call, Function<Map<String, ?>, ? extends H> make) {
        public Source {
            chosen = Map.copyOf(chosen);
        }
    }

    /**
     * Work that a form's button does with the method.
     *
     * @param label of the button
     * @param action what is done; its value is shown below the form, and what it shows while it runs
     * @param <H> the method
     */
    public record Work<H>(String label, Function<? super H, ?> action) {}

    /** A form without a button. */
    public static <H> OptionsForm<H> of(Source<H> source) {
        return new OptionsForm<>(source, Optional.empty());
    }

    /** A form with a button that does {@code work}, and another that cancels it. */
    public static <H> OptionsForm<H> of(Source<H> source, Work<H> work) {
        return new OptionsForm<>(source, Optional.of(work));
    }

    private OptionsForm(Source<H> source, Optional<Work<H>> work) {
        this.source = source;
        Map<String, Object> values = values(source.schema, source.chosen);
        Map<List<GroupOf>, List<Widget>> groups = new LinkedHashMap<>();
        groups.put(List.of(), new ArrayList<>());
        for (Option option : source.schema.options()) {
            ValueWidget<?> field = OptionFields.field(option, values.getOrDefault(option.name(), option.initial()));
            fields.put(option.name(), field);
            groups.computeIfAbsent(option.groups(), OptionsForm::group).add(field);
        }
        code = Widgets.html("");
        List<Widget> parts = new ArrayList<>(groups.getOrDefault(List.of(), List.of()));
        groups.remove(List.of());
        if (!groups.isEmpty()) {
            Map<String, Widget> folded = new LinkedHashMap<>();
            groups.forEach((path, members) -> folded.put(
                    path.stream().map(GroupOf::name).collect(Collectors.joining(", ")),
                    Widgets.column(members.toArray(Widget[]::new))));
            parts.add(Widgets.accordion(folded));
        }
        parts.add(code);
        work.ifPresent(one -> parts.add(Widgets.task(one.label, () -> done(one))));
        box = Widgets.column(parts.toArray(Widget[]::new));
        fields.values().forEach(field -> field.onChange(value -> code.set(said())));
        code.set(said());
    }

    private static List<Widget> group(List<GroupOf> path) {
        List<Widget> members = new ArrayList<>();
        String doc = path.get(path.size() - 1).doc();
        if (!doc.isEmpty()) {
            members.add(Widgets.html(Html.escape(doc)));
        }
        return members;
    }

    private @Nullable Object done(Work<H> work) {
        result = work.action.apply(handle());
        return result;
    }

    private static <O extends Record> Map<String, Object> values(OptionsSchema<O> schema, Map<String, ?> given) {
        return schema.values(schema.parse(given));
    }

    private static <O extends Record> Map<String, Object> changed(OptionsSchema<O> schema, Map<String, ?> given) {
        return schema.changed(schema.parse(given));
    }

    /**
     * The options that differ from the defaults, by name.
     *
     * @throws IllegalArgumentException with every violation at once, where fields hold what the method does not take
     */
    public Map<String, Object> options() {
        Map<String, Object> now = new LinkedHashMap<>();
        fields.forEach((name, field) -> now.put(name, field.value()));
        return changed(source.schema, now);
    }

    /** The method with the options that the form holds now. */
    public H handle() {
        return source.make.apply(options());
    }

    /** The Java that the form stands for. */
    public String code() {
        Map<String, Object> options = options();
        if (options.isEmpty()) {
            return source.call + ")";
        }
        boolean few = options.size() <= MOST_PAIRS;
        String pairs = options.entrySet().stream()
                .map(one -> few
                        ? literal(one.getKey()) + ", " + literal(one.getValue())
                        : "Map.entry(" + literal(one.getKey()) + ", " + literal(one.getValue()) + ")")
                .collect(Collectors.joining(", "));
        return source.call + ", Map." + (few ? "of(" : "ofEntries(") + pairs + "))";
    }

    private static String literal(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value instanceof Long ? value + "L" : value.toString();
        }
        String text = value instanceof Enum<?> constant ? constant.name() : value.toString();
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** What the button's work has given last; empty where it has not ended yet. */
    public Optional<Object> result() {
        return Optional.ofNullable(result);
    }

    /** The field of an option, to be read, set or listened to. */
    public ValueWidget<?> field(String option) {
        ValueWidget<?> field = fields.get(option);
        if (field == null) {
            throw new IllegalArgumentException(
                    "the form has no field '" + option + "'; it has " + String.join(", ", fields.keySet()));
        }
        return field;
    }

    /** Sets the field of an option. */
    public OptionsForm<H> set(String option, Object value) {
        Map<String, Object> one = new LinkedHashMap<>(Map.of(option, value));
        setField(field(option), values(source.schema, one).getOrDefault(option, value));
        return this;
    }

    @SuppressWarnings("unchecked") // the schema has read it as the option's type
    private static <T> void setField(ValueWidget<T> field, Object value) {
        field.set((T) (field.value() instanceof String ? value.toString() : value));
    }

    /** The code, or what stands in its way, as HTML; one click selects the code, to be copied. */
    private String said() {
        try {
            return "<pre style=\"user-select:all;margin:4px 0;white-space:pre-wrap\">" + Html.escape(code()) + "</pre>";
        } catch (IllegalArgumentException e) {
            return "<p style=\"color:var(--jp-error-color1,#b00020)\">" + Html.escape(String.valueOf(e.getMessage()))
                    + "</p>";
        }
    }

    @Override
    public DisplayData display() {
        return box.display();
    }

    @Override
    public String toString() {
        return "form of " + code();
    }
}
