package org.ebm.torch;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.ebm.base.EbmException;
import org.ebm.base.ExitCode;
import org.ebm.files.Folders;

/**
 * The engine's libraries, unpacked from the class path to where DJL looks for them. All of them are verified before one is loaded: the system ends a
 * process that runs into the missing end of a library, without a word.
 *
 * @param folder of this engine alone, in the cache
 * @param contents what must lie there: names, and where they are on the class path
 */
record EngineLibraries(Path folder, Map<String, String> contents) {
  private static final String CACHE = "ENGINE_CACHE_DIR";
  private static final String JNI = System.mapLibraryName("djl_torch");

  /**
   * Chooses a cache, and verifies or unpacks what it must hold; nothing happens where libraries do not come from the class path (a download was allowed).
   *
   * @return the folder that the libraries are in, for messages
   * @throws EbmException 69 if they can be had nowhere, 74 if the disk is full
   */
  static synchronized Path prepare() {
    Platform platform = Platform.detectPlatform("pytorch");
    EngineCache cache = EngineCache.chosen();
    System.setProperty(CACHE, cache.folder().toString());
    EngineLibraries libraries = of(platform, Utils.getEngineCacheDir("pytorch"));
    libraries.put(cache);
    return libraries.folder;
  }

  /** Those of the class path; with a libtorch of the user's own, only the bridge from Java to it. */
  private static EngineLibraries of(Platform platform, Path cache) {
    boolean foreign = ForeignLibtorch.isGiven();
    String version = foreign ? ForeignLibtorch.version() : platform.getVersion();
    String flavor = foreign ? ForeignLibtorch.flavor() : platform.getFlavor();
    String classifier = platform.getClassifier();
    Map<String, String> contents = new LinkedHashMap<>();
    if (!foreign && !platform.isPlaceholder()) {
      for (String name : platform.getLibraries()) {
        contents.put(name, "pytorch/" + flavor + "/" + classifier + "/" + name);
      }
    }
    contents.put(
        platform.getApiVersion() + "-" + JNI, "jnilib/" + classifier + "/" + flavor + "/" + JNI);
    contents.values().removeIf(resource -> Packed.find(resource).isEmpty());
    return new EngineLibraries(cache.resolve(version + "-" + flavor + "-" + classifier), contents);
  }

  private void put(EngineCache cache) {
    refuseStrangers();
    List<String> wrong = wrong();
    if (wrong.isEmpty()) {
      return;
    }
    try (EngineCache.Turn turn = cache.turn(folder)) {
      // once more: somebody else may have done it meanwhile. The one by which DJL knows a folder
      // that is complete comes last
      for (String name : lastly(System.mapLibraryName("torch"), wrong())) {
        turn.unpack(Packed.of(Objects.requireNonNull(contents.get(name))), folder.resolve(name));
      }
      VerifiedFiles.write(folder, contents.keySet());
    } catch (IOException e) {
      throw cache.unusable(folder, e);
    }
  }

  private static List<String> lastly(String last, List<String> names) {
    return names.stream().sorted(Comparator.comparing(last::equals)).toList();
  }

  /** Names of files that are not there or not as they should be. */
  private List<String> wrong() {
    Set<String> verified = VerifiedFiles.unchanged(folder);
    List<String> wrong = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    contents.forEach((name, resource) -> {
      if (!verified.contains(name)) {
        boolean right = Packed.of(resource).isSameAs(folder.resolve(name));
        (right ? fresh : wrong).add(name);
      }
    });
    if (wrong.isEmpty() && !fresh.isEmpty()) {
      VerifiedFiles.write(folder, contents.keySet());
    }
    return wrong;
  }

  /** DJL loads whatever lies in the folder, as code; what is not the engine's is not ours to remove either. */
  private void refuseStrangers() {
    List<String> strange = Folders.list(folder).stream()
        .filter(Files::isRegularFile)
        .map(path -> path.getFileName().toString())
        .filter(name -> !contents.containsKey(name) && !name.endsWith(JNI))
        .toList();
    if (!strange.isEmpty() && !ForeignLibtorch.isGiven() && contents.size() > 1) {
      throw new EbmException(
          ExitCode.NO_ENGINE,
          folder + ": holds " + strange.stream().collect(Collectors.joining(", "))
              + ", which is none of the engine's libraries but would be loaded with them; move it away, or give another folder: DJL_CACHE_DIR");
    }
  }
}
