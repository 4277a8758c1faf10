package org.ebm.basin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Space;
import org.ebm.files.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BasinFilesTest {
  @TempDir
  private Path folder;

  /** Three basins; a barrier of 4, a saddle, between the first two and none to the third. */
  private static BasinMap map() {
    List<State> states = List.of(
        new State(new float[] {0, 0}, -1),
        new State(new float[] {1, 0}, 0),
        new State(new float[] {1.5f, 0}, 0.5),
        new State(new float[] {9, 9}, 2));
    double inf = Double.POSITIVE_INFINITY;
    return new BasinMap(
        List.of(
            new BasinMap.Basin(states.get(0), 1),
            new BasinMap.Basin(states.get(1), 2),
            new BasinMap.Basin(states.get(3), 1)),
        states,
        new int[] {0, 1, 1, 2},
        List.of(new BasinMap.Link(0, 1, new Barrier(4, List.of(), 0, true))),
        BasinTree.of(
            new double[] {-1, 0, 2}, new double[][] {{0, 4, inf}, {4, 0, inf}, {inf, inf, 0}}),
        new BasinMap.Settings(5, 0.1, Optional.empty()),
        new double[] {0.9},
        Optional.of(new int[] {0, 1, 0, 1}),
        Optional.of(0.5),
        Optional.empty(),
        0);
  }

  @Test
  void jsonHasTheNumbersByTheirNames() throws IOException {
    BasinFiles.write(folder, map(), List.of("a remark"), Shape.of(2));
    JsonNode json = JsonMapper.shared().readTree(Files.readString(folder.resolve("basins.json")));
    assertThat(json.get("basins").intValue()).isEqualTo(3);
    assertThat(json.get("populations").toString()).isEqualTo("[1,2,1]");
    assertThat(json.get("barriers").toString())
        .isEqualTo("[[-1.0,4.0,null],[4.0,0.0,null],[null,null,2.0]]");
    assertThat(json.get("refined").toString()).isEqualTo("[[1,2]]");
    assertThat(json.get("merges").toString())
        .isEqualTo("[{\"height\":4.0,\"first\":[1],\"second\":[2]}]");
    // one of each group's states is of its commonest class, or both: 1 + 1 + 1 of 4
    assertThat(json.get("purity").doubleValue()).isEqualTo(0.75);
  }

  @Test
  void otherFilesHoldTheTreeTheMatrixAndTheStates() throws IOException {
    BasinFiles.write(folder, map(), List.of("a remark"), Shape.of(2));
    assertThat(Files.readString(folder.resolve("tree.nwk")))
        .isEqualTo("(basin_1:5.0,basin_2:4.0)4.0;\nbasin_3;\n");
    assertThat(Files.readString(folder.resolve("barriers.csv")))
        .isEqualTo(
            "basin_1,basin_2,basin_3\n-1.0,4.0,Infinity\n4.0,0.0,Infinity\nInfinity,Infinity,2.0\n");
    var arrays = Npz.read(folder.resolve("basins.npz"));
    assertThat(arrays.get("labels")).isEqualTo(FloatArray.of(0, 1, 1, 2));
    assertThat(arrays.get("representatives"))
        .isEqualTo(new FloatArray(new int[] {3, 2}, new float[] {0, 0, 1, 0, 9, 9}));
  }

  @Test
  void picturesAreDrawn() {
    BasinPictures.write(folder, map(), Shape.of(2), Decoding.none(Space.of(Shape.of(2))));
    assertThat(folder.resolve("tree.png")).isNotEmptyFile();
    assertThat(folder.resolve("tree.svg")).isNotEmptyFile();
  }
}
