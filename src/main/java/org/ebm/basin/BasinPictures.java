package org.ebm.basin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ebm.base.Counted;
import org.ebm.base.FloatArray;
import org.ebm.base.Shape;
import org.ebm.base.Vectors;
import org.ebm.report.BasinPlane;
import org.ebm.report.ImageStrips;
import org.ebm.report.TreeFigure;

/** A map of basins as pictures. */
public final class BasinPictures {
  /** States of a basin that are shown below it. */
  private static final int SHOWN = 6;

  /** Heights that differ by less than the range over this are drawn as one. */
  private static final double SAME_HEIGHT = 500;

  private BasinPictures() {}

  /**
   * Draws tree.png and tree.svg, for an energy in the plane landscape.png, and for one of latents minima.png.
   *
   * @param shape of a state
   */
  public static void write(Path folder, BasinMap map, Shape shape, Decoding decoding) {
    drawTree(folder, map, shape, decoding);
    decoding.write(
        folder,
        State.positions(
            map.basins().stream().map(BasinMap.Basin::representative).toList(), shape));
    map.plane().ifPresent(plane -> drawPlane(folder.resolve("landscape.png"), map, plane));
  }

  private static void drawTree(Path folder, BasinMap map, Shape shape, Decoding decoding) {
    boolean isImage = decoding.space().shape().isImage();
    BasinTree tree = map.tree();
    double[] positions = tree.positions();
    List<TreeFigure.Leaf> leaves = new ArrayList<>();
    for (int i = 0; i < map.basins().size(); i++) {
      BasinMap.Basin basin = map.basins().get(i);
      leaves.add(new TreeFigure.Leaf(
          positions[i],
          basin.representative().energy(),
          String.valueOf(i + 1),
          basin.population(),
          isImage
              ? ImageStrips.pixels(
                  decoding.space().support(), decoding.seen(members(map, i, shape)))
              : FloatArray.zeros(shape, 0)));
    }
    List<TreeFigure.Join> joins = new ArrayList<>();
    for (BasinTree.Merge merge : tree.merges()) {
      joins.add(new TreeFigure.Join(
          merge.height(),
          end(tree, positions, merge.first()),
          end(tree, positions, merge.second())));
    }
    String title = Counted.of(map.basins().size(), "basin") + " of "
        + Counted.of(map.states().size(), "state") + "; discs and counts: states in each"
        + (isImage ? "; below: some, lowest energy first" : "");
    TreeFigure.write(folder.resolve("tree.png"), folder.resolve("tree.svg"), title, leaves, joins);
  }

  private static TreeFigure.End end(BasinTree tree, double[] positions, int node) {
    return new TreeFigure.End(positions[node], tree.height(node));
  }

  /** States of a basin, from its lowest to its highest, evenly in between: what it holds, not what looks best. */
  private static FloatArray members(BasinMap map, int basin, Shape shape) {
    List<State> members = new ArrayList<>();
    for (int i = 0; i < map.labels().length; i++) {
      if (map.labels()[i] == basin) {
        members.add(map.states().get(i));
      }
    }
    members.sort(Comparator.comparingDouble(State::energy));
    int count = Math.min(SHOWN, members.size());
    List<State> shown = IntStream.range(0, count)
        .mapToObj(k -> members.get(k * (members.size() - 1) / Math.max(1, count - 1)))
        .toList();
    return State.positions(shown, shape);
  }

  private static void drawPlane(Path png, BasinMap map, BasinMap.Plane plane) {
    List<State> representatives =
        map.basins().stream().map(BasinMap.Basin::representative).toList();
    int[] basins = Watershed.basins(plane, representatives);
    BasinPlane.Field field = new BasinPlane.Field(plane.grid(), plane.energies(), basins);
    List<BasinPlane.Way> ways = new ArrayList<>();
    for (BasinMap.Link link : mergingLinks(map)) {
      List<float[]> path = link.barrier().path();
      ways.add(new BasinPlane.Way(path, link.barrier().top(), link.barrier().height()));
    }
    BasinPlane.write(
        png,
        Counted.of(map.basins().size(), "basin")
            + ", their minima, and the paths over which they merge",
        field,
        representatives.stream().map(State::position).toList(),
        ways);
  }

  private static double highest(List<BasinMap.Link> links) {
    return links.stream().mapToDouble(link -> link.barrier().height()).max().orElse(0);
  }

  private static double length(List<float[]> path) {
    double length = 0;
    for (int k = 1; k < path.size(); k++) {
      length += Vectors.distance(path.get(k - 1), path.get(k));
    }
    return length;
  }

  /** Of all links those that the tree is made of. */
  private static List<BasinMap.Link> mergingLinks(BasinMap map) {
    List<BasinMap.Link> links = new ArrayList<>(map.links());
    double range =
        Math.max(1e-12, highest(links) - map.basins().get(0).representative().energy());
    // of passes of one height, the one on the shortest way
    links.sort(Comparator.<BasinMap.Link>comparingLong(
            link -> Math.round(link.barrier().height() / range * SAME_HEIGHT))
        .thenComparingDouble(link -> length(link.barrier().path())));
    UnionFind joined = new UnionFind(map.basins().size());
    List<BasinMap.Link> merging = new ArrayList<>();
    for (BasinMap.Link link : links) {
      if (joined.find(link.first()) != joined.find(link.second())) {
        joined.join(link.first(), link.second());
        merging.add(link);
      }
    }
    return merging;
  }
}
