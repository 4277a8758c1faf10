package org.ebm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one command, run in this process, said, and how it ended. */
record Answer(int status, String out, String err) {
  static Answer of(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] arguments = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      arguments[i] = words[i].toString();
    }
    int status = Ebm.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Answer(status, out.toString(), err.toString());
  }

  /** The whole answer is in any failure's message. */
  Answer endsWith(int expected) {
    assertThat(status).as(toString()).isEqualTo(expected);
    return this;
  }

  /** An error the user can act on: a message on standard error, no stack trace, no result. */
  Answer failsWith(int expected) {
    endsWith(expected);
    assertThat(out).isEmpty();
    assertThat(err)
        .isNotEmpty()
        .doesNotContain("at org.ebm")
        .doesNotContain("\tat ")
        .doesNotContain("ebm: unexpected");
    return this;
  }
}
