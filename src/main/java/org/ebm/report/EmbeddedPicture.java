package org.ebm.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.ebm.base.EbmException;
import org.ebm.files.IoFailure;

/** A PNG inside the page, so that the page is whole wherever it is sent. */
final class EmbeddedPicture {
  /** The eight bytes every PNG begins with. Source: PNG specification (2003), 5.2. */
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;

  /** Width and height follow the signature and the first chunk's length and name. */
  private static final int SIZE_AT = 16;

  /** Wider ones would be too small to read where they must fit a page: they keep their size and scroll. */
  private static final int WIDEST = 1800;

  private EmbeddedPicture() {}

  /**
   * The picture as an image element of its own size, so that nothing moves while a page loads.
   *
   * @param description for who cannot see it
   */
  static Html of(Path png, String description) {
    return of(png, bytes(png), description);
  }

  private static Html of(Path png, byte[] bytes, String description) {
    ByteBuffer head = ByteBuffer.wrap(bytes);
    if (bytes.length < SIZE_AT + 8 || head.getLong(0) != SIGNATURE) {
      throw EbmException.damaged(png, "is no PNG picture; draw it again with ebm report");
    }
    return Html.tag("img")
        .with("alt", description)
        .with("width", head.getInt(SIZE_AT))
        .with("height", head.getInt(SIZE_AT + 4))
        .with("src", "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes));
  }

  /** The same under its description; on a narrow screen it keeps a size that can be read, and scrolls. */
  static Html figure(Path png, String description) {
    byte[] bytes = bytes(png);
    Html frame = Html.tag("div").with("tabindex", 0).add(of(png, bytes, description));
    return Html.tag("figure")
        .add(
            Html.text("figcaption", description),
            Html.text("p", "Scrolls sideways →").with("class", "hint"),
            ByteBuffer.wrap(bytes).getInt(SIZE_AT) > WIDEST
                ? frame.with("class", "shown wide")
                : frame.with("class", "shown"));
  }

  private static byte[] bytes(Path png) {
    try {
      return Files.readAllBytes(png);
    } catch (IOException e) {
      throw IoFailure.reading(png, e);
    }
  }
}
