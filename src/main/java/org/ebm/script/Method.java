package org.ebm.script;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One method of a TorchScript class.
 *
 * @param signature everything between {@code def} and the colon, without {@code self}: {@code energy(x: Tensor, w: List[Tensor]) -> Tensor}
 * @param body the lines of the body, not indented; a line's own leading spaces are kept
 */
public record Method(String signature, List<String> body) {
  public Method {
    body = List.copyOf(body);
  }

  public static Method of(String signature, String body) {
    return new Method(signature, body.strip().lines().toList());
  }

  /** This method with a line before its own. */
  public Method after(String line) {
    return new Method(signature, Stream.concat(Stream.of(line), body.stream()).toList());
  }

  /** The method's text inside a class of the given full name. */
  String text(String className) {
    int open = signature.indexOf('(');
    String separator = signature.charAt(open + 1) == ')' ? "" : ", ";
    String head = "  def " + signature.substring(0, open) + "(self: " + className + separator
        + signature.substring(open + 1) + ":\n";
    return head + body.stream().map(line -> "    " + line + "\n").collect(Collectors.joining());
  }
}
