package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.DataPackage;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.FetchedDataset;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** How the fetched sets are found, and where they come from. */
class FetchedSetsTest {
    private static final StampsProvider STAMPS = new StampsProvider();

    private static final DigitsProvider DIGITS = new DigitsProvider();

    private static final EmojiStylesProvider STYLES = new EmojiStylesProvider();

    @Test
    void theServiceLoaderFindsThemAndNoneComesFromTheRegistriesThatAreRuledOut() {
        List<String> ids = ServiceLoader.load(DatasetProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(FetchedDataset.class::isInstance)
                .map(provider -> provider.descriptor().id())
                .toList();
        assertTrue(ids.containsAll(List.of("data/stamps", "data/mnist", "data/emoji-styles")), ids.toString());
        for (FetchedDataset<?> set : List.of(STAMPS, DIGITS, STYLES)) {
            for (DataPackage one : set.packages()) {
                assertFalse(one.name().contains("apple") || one.name().contains("facebook"), one.name());
            }
        }
    }
}
