package org.ebm.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The YAML name of a kind: a record of a sealed family. It stands in every configuration, checkpoint and table ever written, so it never changes,
 * whatever becomes of the record's own name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kind {
  /** In snake case: {@code max_pool2d}. */
  String value();
}
