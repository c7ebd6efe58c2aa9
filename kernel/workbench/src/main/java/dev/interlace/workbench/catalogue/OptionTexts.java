package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.completion.OpenCall.Place;
import dev.interlace.jupyter.completion.Suggestion;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.OptionsSchema.Option;
import java.util.List;

/**
 * The texts that the options of a method may be given by: names as the keys of a map, choices as its values.
 *
 * @param schema the options
 */
public record OptionTexts(OptionsSchema<?> schema) {
    /** What may stand at {@code place} of the map of options. */
    public List<Suggestion> suggest(Place place) {
        if (place instanceof Place.Key key) {
            return schema.options().stream()
                    .filter(option -> !key.others().contains(option.name()))
                    .map(option -> new Suggestion(option.name(), "option", note(option)))
                    .toList();
        }
        return place instanceof Place.Value value
                ? schema.options().stream()
                        .filter(option -> option.name().equals(value.key())
                                && option.type().isEnum())
                        .flatMap(option -> choices(option).stream())
                        .toList()
                : List.of();
    }

    private static List<Suggestion> choices(Option option) {
        return option.constants().stream()
                .map(name -> new Suggestion(
                        name, "value", name.equals(String.valueOf(option.initial())) ? "the default" : ""))
                .toList();
    }

    private static String note(Option option) {
        String unit = option.param().unit();
        return option.param().doc() + " (" + option.range() + (unit.isEmpty() ? "" : " " + unit) + ", default "
                + option.initial() + ")";
    }
}
