package dev.interlace.workbench.experiments;

import dev.interlace.workbench.data.DataSources;
import java.util.Map;

/** What a lab gives to its ledger; nothing of it shows progress. */
public interface LedgerSource extends Lending {
    /** The experiments. */
    Experiments all();

    /** The data sets and encoders. */
    DataSources sources();

    /** A method of any kind with options, under the lab's seed. */
    Subject subject(String method, Map<String, String> options);

    /** The seed of the lab. */
    long seed();
}
