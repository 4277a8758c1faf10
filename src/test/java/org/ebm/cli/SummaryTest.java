package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static String printed(boolean json) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("run", "runs/ring");
    values.put("agreement", List.of(0.123456789, Double.NaN));
    values.put("bound", Double.POSITIVE_INFINITY);
    values.put("sizes", List.of(1, 2));
    StringWriter text = new StringWriter();
    Summary.print(new PrintWriter(text, true), values, json);
    return text.toString();
  }

  @Test
  void peopleReadADashOrAWord_whereThereIsNoNumber() {
    assertThat(printed(false)).isEqualTo("""
        run        runs/ring
        agreement  0.12346 -
        bound      infinite
        sizes      1 2
        """);
  }

  @Test
  void programsReadNull() {
    assertThat(printed(true))
        .contains("\"agreement\":[0.123456789,null],\"bound\":null,\"sizes\":[1,2]}");
    StringWriter text = new StringWriter();
    Summary.print(new PrintWriter(text, true), Map.of("value", Optional.of(Double.NaN)), true);
    assertThat(text.toString()).contains("\"value\":null");
  }
}
