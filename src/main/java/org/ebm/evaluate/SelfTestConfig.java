package org.ebm.evaluate;

import org.ebm.config.Key;
import org.ebm.data.Dataset;

/** What {@code ebm eval --self-test} can be told. */
public record SelfTestConfig(
    @Key(value = "of every random draw", byDefault = "1") long seed,

    @Key(value = "data in the plane whose density is known", byDefault = "gaussian_mixture")
    Dataset data) {}
