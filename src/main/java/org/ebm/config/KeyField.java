package org.ebm.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One YAML key of a record.
 *
 * @param name in snake case
 * @param type the component's; for an {@link Optional} the type inside
 * @param isOptional whether the component is an {@link Optional}
 * @param accessor reads the component
 */
record KeyField(String name, Type type, boolean isOptional, Key key, Method accessor) {

  /**
   * The keys of a record, in component order.
   *
   * @throws IllegalArgumentException for a component without {@link Key}
   */
  static List<KeyField> of(Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .map(component -> of(record, component))
        .toList();
  }

  private static KeyField of(Class<?> record, RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    if (key == null) {
      throw new IllegalArgumentException(
          record.getName() + "." + component.getName() + " has no @Key");
    }
    component.getAccessor().setAccessible(true);
    Type type = component.getGenericType();
    boolean isOptional = component.getType() == Optional.class;
    return new KeyField(
        KindName.snakeCase(component.getName()),
        isOptional ? argument(type) : type,
        isOptional,
        key,
        component.getAccessor());
  }

  /** T of {@code List<T>} or {@code Optional<T>}. */
  static Type argument(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }

  /** The class of a type, without its arguments. */
  static Class<?> rawClass(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  boolean isRequired() {
    return !isOptional && !hasDefaultText();
  }

  /** The default as YAML text, or the word for an empty {@link Optional}. */
  Optional<String> defaultText() {
    return hasDefaultText() ? Optional.of(key.byDefault()) : Optional.empty();
  }

  Range range() {
    return Range.parse(key.range());
  }

  Object valueOf(Record record) {
    try {
      return accessor.invoke(record);
    } catch (InvocationTargetException | IllegalAccessException e) {
      throw new IllegalStateException(accessor + " does not return its component", e);
    }
  }

  private boolean hasDefaultText() {
    return !key.byDefault().equals(Key.REQUIRED);
  }
}
