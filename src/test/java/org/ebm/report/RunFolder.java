package org.ebm.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.ebm.run.Provenance;
import org.ebm.run.RunKind;
import org.ebm.run.RunStatus;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** A run directory made by hand, and how a test reads the page of it. */
record RunFolder(Path path) {
  static final String DIAGNOSIS = """
      {"schema_version": 1, "verdict": "non-convergent", "found": "gap <grows>", "means": "a & b", "try": "more steps",
       "measures": [
         {"name": "gap", "value": 0.95, "low": 0.78, "high": 1.12, "allowed_low": -0.5, "allowed_high": 0.5,
          "passed": false, "meaning": "lower than data"},
         {"name": "drift", "value": 0.03, "allowed_high": 0.1, "passed": true, "meaning": "still changing"},
         {"name": "r_hat", "value": "NaN", "meaning": "not measured"}]}
      """;

  /** With nothing but run.json. */
  static RunFolder create(Path path) throws IOException {
    return create(path, RunKind.TRAIN);
  }

  static RunFolder create(Path path, RunKind kind) throws IOException {
    Provenance.starting(
            kind,
            new Provenance.Subject(
                List.of("train", "--config", "a & <b>.yaml"),
                7,
                "ba78",
                Map.of("device", "cpu"),
                Map.of()))
        .ended(RunStatus.DONE, "")
        .write(path.resolve("run.json"));
    return new RunFolder(path);
  }

  RunFolder with(String file, String text) throws IOException {
    Files.createDirectories(path.resolve(file).getParent());
    Files.writeString(path.resolve(file), text);
    return this;
  }

  RunFolder withPicture(String file) throws IOException {
    Files.createDirectories(path.resolve(file).getParent());
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(image, "png", path.resolve(file).toFile());
    return this;
  }

  /** Updates 1 to n with a gap of 1/update. */
  RunFolder withMetrics(int n) throws IOException {
    StringBuilder csv =
        new StringBuilder("step,learning_rate,energy_gap,displacement,acceptance\n");
    for (int step = 1; step <= n; step++) {
      csv.append(step + ",0.1," + 1.0 / step + ",0.05,1.0\n");
    }
    return with("metrics.csv", csv.toString());
  }

  static String text(Path html) throws IOException {
    return Files.readString(html);
  }

  /** The page as XML; fails if it is not well-formed. */
  static Document parsed(Path html) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(Files.readString(html).getBytes(StandardCharsets.UTF_8)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new AssertionError(html + " is not well-formed", e);
    }
  }
}
