package dev.interlace.plugins.alignment;

import java.util.HashMap;
import java.util.Map;

/** Cross-modal attention with the additive score keeps the contract as well. */
class AdditiveAttentionAlignmentContractTest extends CrossAttentionAlignmentContractTest {
    @Override
    protected CrossAttentionAlignment.Options options() {
        return additive(super.options());
    }

    @Override
    protected CrossAttentionAlignment.Options optionsToLearn() {
        return additive(super.optionsToLearn());
    }

    private CrossAttentionAlignment.Options additive(CrossAttentionAlignment.Options options) {
        Map<String, Object> values =
                new HashMap<>(method().descriptor().schema().values(options));
        values.put("score", "ADDITIVE");
        return method().descriptor().schema().parse(values);
    }
}
