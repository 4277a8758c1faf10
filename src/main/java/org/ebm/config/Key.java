package org.ebm.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record component that is a YAML key. Help text, range and default stand here and nowhere else: the binder enforces them, {@code ebm config
 * explain} prints them, {@code ebm config show --resolved} writes the defaults out.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /** What it is, with its unit: one sentence. */
  String value();

  /** Allowed numbers, as conditions joined by commas: {@code "> 0"}, {@code ">= 0, < 1"}. For a list: of each element. */
  String range() default "";

  /**
   * The default as YAML text. Absent: the key is required. For a component of type {@link java.util.Optional} this is the one word that stands for
   * "empty" ({@code auto}, {@code none}).
   */
  String byDefault() default REQUIRED;

  /** Marks a key without a default. */
  String REQUIRED = "\0required";
}
