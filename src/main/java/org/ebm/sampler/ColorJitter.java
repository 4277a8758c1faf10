package org.ebm.sampler;

import org.ebm.config.Key;

/** Random colours, one draw for each picture: brightness, contrast and saturation are multiplied by 1 - s to 1 + s, the hue is turned by -s to s of a full turn. */
public record ColorJitter(
    @Key(value = "of a picture to be changed at all", range = ">= 0, <= 1", byDefault = "0.8")
    double probability,

    @Key(value = "s of the brightness", range = ">= 0, <= 1", byDefault = "0.4")
    double brightness,

    @Key(value = "s of the contrast", range = ">= 0, <= 1", byDefault = "0.4")
    double contrast,

    @Key(value = "s of the saturation", range = ">= 0, <= 1", byDefault = "0.4")
    double saturation,

    @Key(value = "s of the hue", range = ">= 0, <= 0.5", byDefault = "0.2")
    double hue) {}
