package dev.interlace.workbench.models;

import dev.interlace.jupyter.completion.Call;
import dev.interlace.jupyter.completion.OpenCall;
import dev.interlace.jupyter.completion.Suggestion;
import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Method;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.catalogue.OptionTexts;
import dev.interlace.workbench.catalogue.PluginCard;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.forms.OptionsForm;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A method with its options, ready to be used; shown in a notebook it is the method's help card with the options that
 * were chosen. Immutable: {@link #options(Map)} and {@link #seed(long)} give another one.
 *
 * @param <M> the service type of the method
 * @param <H> the handle itself
 */
public interface Handle<M extends Method<?>, H extends Handle<M, H>> extends Showable, SuggestsTexts {
    /** The method, its options and its seed. */
    Selection<M> selection();

    /** The kind of the method. */
    PluginKind kind();

    /** The same handle of another selection. */
    H with(Selection<M> other);

    /** This method with other options in the place of those that were given. */
    default H options(Map<String, ?> others) {
        return with(selection().options(others));
    }

    /** This method under another seed. */
    default H seed(long other) {
        return with(selection().seed(other));
    }

    /** The options that were given; the rest is by default. */
    default Map<String, ?> options() {
        return selection().options();
    }

    /** The seed of everything that the method draws. */
    default long seed() {
        return selection().seed();
    }

    /** The method with the plugin that brings it. */
    default Found<M> found() {
        return selection().found();
    }

    /** What the method says of itself. */
    default MethodDescriptor<?> descriptor() {
        return found().method().descriptor();
    }

    /** The id of the method and the options that were given. */
    default String name() {
        return selection().name();
    }

    @Override
    default List<Suggestion> suggest(OpenCall open) {
        return open.method().equals("options") && open.index() == 0
                ? new OptionTexts(descriptor().schema()).suggest(open.place())
                : List.of();
    }

    @Override
    default Optional<String> describe(OpenCall open, String text) {
        return suggest(open).stream()
                .filter(one -> one.text().equals(text))
                .findFirst()
                .map(one -> text + ": " + one.note());
    }

    @Override
    default Optional<SuggestsTexts> following(Call call) {
        return List.of("options", "seed").contains(call.method()) ? Optional.of(this) : Optional.empty();
    }

    @Override
    default DisplayData display() {
        return new PluginCard(found().plugin(), options()).display();
    }

    /**
     * The options as a form: sliders, lists and fields to fill in, and the Java that they stand for.
     *
     * <p>Its {@code handle()} is this method with the options that the form holds.
     */
    default OptionsForm<H> form() {
        return OptionsForm.of(formSource());
    }

    /**
     * The options as a form with a button that does {@code work} with the method, for instance {@code form(method ->
     * method.fit(train))}; how it goes and what it gives appear below, and another button cancels it.
     */
    default OptionsForm<H> form(Function<? super H, ?> work) {
        boolean fits = List.of(PluginKind.FUSION, PluginKind.ALIGNMENT, PluginKind.JOINT)
                .contains(kind());
        return OptionsForm.of(formSource(), new OptionsForm.Work<>(fits ? "Fit" : "Run", work));
    }

    private OptionsForm.Source<H> formSource() {
        String call = "lab." + kind().name().toLowerCase(Locale.ROOT) + "(" + found().written();
        return new OptionsForm.Source<>(descriptor().schema(), options(), call, this::options);
    }
}
