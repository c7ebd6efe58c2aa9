package dev.interlace.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.completion.Call;
import dev.interlace.jupyter.completion.OpenCall;
import dev.interlace.jupyter.completion.OpenCall.Place;
import dev.interlace.jupyter.completion.Suggestion;
import dev.interlace.jupyter.completion.SuggestsTexts;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.LabData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabTextsTest {
    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));

    private static OpenCall call(String method, Place place, Object... before) {
        return new OpenCall(
                new Call(method, Arrays.stream(before).map(Optional::of).toList()), place);
    }

    private static List<String> texts(SuggestsTexts object, String method, Place place, Object... before) {
        return object.suggest(call(method, place, before)).stream()
                .map(Suggestion::text)
                .toList();
    }

    private static Place text() {
        return new Place.Text();
    }

    private static Place key(String... others) {
        return new Place.Key(List.of(others));
    }

    @Test
    void idsAreThoseOfTheCatalogue() {
        assertTrue(texts(lab, "fusion", text()).contains("fusion/centroids"));
        assertEquals(List.of("data/colours", "data/letters"), texts(lab, "data", text()));
        assertTrue(texts(lab, "plugin", text()).containsAll(List.of("fusion/centroids", "data/colours")));
        assertTrue(texts(lab, "plugins", text()).contains("fusion"));
        assertEquals(List.of(), texts(lab, "toString", text()));
    }

    @Test
    void optionsAreThoseOfTheIdBesideThem() {
        assertTrue(texts(lab, "fusion", key(), "fusion/centroids").contains("rounds"));
        assertTrue(texts(lab, "fusion", key(), "centroids").contains("rounds"));
        assertEquals(
                texts(lab, "fusion", key(), "centroids").size() - 1,
                texts(lab, "fusion", key("rounds"), "centroids").size());
        assertEquals(List.of(), texts(lab, "fusion", key(), "nothing"));
        assertEquals(
                List.of("rounds"),
                texts(lab.fusion("centroids"), "options", key()).stream()
                        .filter("rounds"::equals)
                        .toList());
        SuggestsTexts handle =
                lab.following(call("fusion", text(), "centroids").call()).orElseThrow();
        assertTrue(texts(handle, "options", key()).contains("rounds"));
        assertEquals(List.of("sharpness", "rounds"), texts(lab, "sweep", text(), lab.fusion("centroids")));
    }

    @Test
    void columnsAreThoseOfTheData() {
        LabData data = lab.data("colours");
        assertEquals(List.of("image", "name"), texts(lab, "encode", key(), data));
        assertEquals(List.of("name"), texts(lab, "encode", key("image"), data));
        assertEquals(List.of("image", "name"), texts(lab, "encode", key(), data.split(1)));
        assertTrue(texts(lab, "encode", new Place.Value("image"), data).contains("encoder/colour"));
        assertEquals(List.of("image", "name"), texts(lab, "corrupt", text(), data));
        assertEquals(List.of("image", "name"), texts(data, "texts", text()));
    }

    @Test
    void modalitiesAreThoseOfTheValue() {
        Encoded encoded = lab.encode(lab.data("colours", Map.of("rows", 12)));
        assertEquals(List.of("image", "name"), texts(encoded, "only", text()));
        assertEquals(List.of("name"), texts(encoded, "only", text(), "image"));
        assertEquals(List.copyOf(encoded.targets().keySet()), texts(encoded, "by", text()));
        SuggestsTexts batch = encoded.following(call("batch", text()).call()).orElseThrow();
        assertEquals(List.of("image", "name"), texts(batch, "only", text()));
    }

    @Test
    void aTextIsDescribedByItsCardOrItsNote() {
        assertTrue(lab.describe(call("fusion", text()), "centroids").orElse("").contains("(fusion/centroids "));
        String rounds =
                lab.describe(call("fusion", key(), "centroids"), "rounds").orElse("");
        assertTrue(rounds.startsWith("rounds: ") && rounds.contains("default"), rounds);
        assertEquals(Optional.empty(), lab.describe(call("fusion", text()), "nothing"));
    }
}
