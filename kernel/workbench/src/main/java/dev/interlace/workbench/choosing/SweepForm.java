package dev.interlace.workbench.choosing;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.widgets.Box;
import dev.interlace.jupyter.widgets.ValueWidget;
import dev.interlace.jupyter.widgets.Widgets;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.models.FusionHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as a form: which option, which values, how many folds, and a button that runs it; table and figure appear
 * below, and another button cancels it.
 */
public final class SweepForm implements Showable {
    private static final int MOST_FOLDS = 10;

    private final SweepPlan<FusionHandle> plan;
    private final Function<SweepPlan<FusionHandle>, SweepTable<FusionHandle>> work;
    private final ValueWidget<String> option;
    private final ValueWidget<String> values;
    private final ValueWidget<Integer> folds;
    private final Box box;
    private volatile @Nullable SweepTable<FusionHandle> result;

    SweepForm(SweepPlan<FusionHandle> plan, Function<SweepPlan<FusionHandle>, SweepTable<FusionHandle>> work) {
        this.plan = plan;
        this.work = work;
        Map.Entry<String, List<Object>> first =
                plan.values().entrySet().iterator().next();
        List<String> names = plan.handle().descriptor().schema().options().stream()
                .map(Option::name)
                .toList();
        option = Widgets.dropdown("option", names).set(first.getKey());
        values = Widgets.text("values", words(first.getValue()));
        folds = Widgets.slider("folds", 2, MOST_FOLDS, Math.min(MOST_FOLDS, plan.folds()));
        option.onChange(name -> values.set(usual(name)));
        box = Widgets.column(option, values, folds, Widgets.task("Sweep", this::run));
    }

    private static String words(List<Object> all) {
        return all.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** The values that an option is swept over by default; empty where they have to be named. */
    private String usual(String name) {
        try {
            return words(new SweepPlan<>(plan.handle(), Map.of(), plan.folds(), plan.limit())
                    .and(name)
                    .values()
                    .getOrDefault(name, List.of()));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Sets the option; its values become the usual ones. */
    public SweepForm option(String name) {
        plan.option(name);
        option.set(name);
        values.set(usual(name));
        return this;
    }

    /** Sets the values, separated by commas. */
    public SweepForm values(String text) {
        values.set(text);
        return this;
    }

    /** The field of the values, to be read, set or listened to. */
    public ValueWidget<String> valuesField() {
        return values;
    }

    /** What the button does: the sweep that the form stands for. */
    public SweepTable<FusionHandle> run() {
        Object[] given = Arrays.stream(values.value().split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toArray();
        SweepTable<FusionHandle> done = work.apply(
                new SweepPlan<>(plan.handle(), Map.of(), folds.value(), plan.limit()).and(option.value(), given));
        result = done;
        return done;
    }

    /** What the button has given last; empty where it has not ended yet. */
    public Optional<SweepTable<FusionHandle>> result() {
        return Optional.ofNullable(result);
    }

    @Override
    public DisplayData display() {
        return box.display();
    }

    @Override
    public String toString() {
        return "form of a sweep of " + plan.handle().name() + " over " + option.value() + ": " + values.value();
    }
}
