package org.ebm.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ebm.base.ConfigException;
import org.ebm.base.EbmException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** A configuration as dotted keys, {@code energy.network.layers[3].dense.units}, and their values as text. */
public final class ConfigKeys {
  private ConfigKeys() {}

  /**
   * Keys in file order.
   *
   * @param file for messages: damaged if the text is no configuration
   */
  public static Map<String, String> of(String yaml, Object file) {
    try {
      // bounds depth and size, and names what is wrong
      ConfigTree.parse(yaml, file.toString());
    } catch (ConfigException e) {
      throw EbmException.damaged(file, e.getMessage().replace('\n', ' '));
    }
    // a schema without numbers: values stay as they were written
    LoadSettings settings =
        LoadSettings.builder().setSchema(new FailsafeSchema()).build();
    Map<String, String> keys = new LinkedHashMap<>();
    // none in an empty text, otherwise one
    new Load(settings).loadAllFromString(yaml).forEach(root -> collect("", root, keys));
    return keys;
  }

  private static void collect(String path, Object value, Map<String, String> keys) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach(
          (key, below) -> collect(path.isEmpty() ? "" + key : path + "." + key, below, keys));
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      for (int i = 0; i < list.size(); i++) {
        collect(path + "[" + i + "]", list.get(i), keys);
      }
    } else {
      keys.put(path, String.valueOf(value));
    }
  }

  /** Keys that not all have, or not with the same value; the others say nothing about why results differ. */
  public static List<String> differing(Collection<Map<String, String>> configs) {
    Set<String> all = new LinkedHashSet<>();
    configs.forEach(config -> all.addAll(config.keySet()));
    List<String> differing = new ArrayList<>();
    for (String key : all) {
      // a key that is not there counts as a value of its own
      long values = configs.stream().map(config -> config.get(key)).distinct().count();
      if (values > 1) {
        differing.add(key);
      }
    }
    return differing;
  }
}
