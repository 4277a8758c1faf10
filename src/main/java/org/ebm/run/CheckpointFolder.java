package org.ebm.run;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ebm.base.EbmException;
import org.ebm.base.FloatArray;
import org.ebm.files.AtomicFile;
import org.ebm.files.FileNames;
import org.ebm.files.Folders;
import org.ebm.files.IoFailure;
import org.ebm.files.Safetensors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One checkpoint's folder: arrays, {@code state.json}, and the manifest of both. */
final class CheckpointFolder {
  private static final String STATE = "state.json";
  private static final String ARRAYS_END = ".safetensors";
  private static final Pattern NAME = Pattern.compile("step-(\\d{6,18})");
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(SerializationFeature.INDENT_OUTPUT)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .build();

  /** The step is here too, so that a renamed folder is found out. */
  private record State(long step, Map<String, String> state) {}

  private CheckpointFolder() {}

  static String name(long step) {
    return String.format(Locale.ROOT, "step-%06d", step);
  }

  /** The step that a path's last name stands for; empty for all other names. */
  static OptionalLong step(Path folder) {
    String name = String.valueOf(folder.getFileName());
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long step = Long.parseLong(matcher.group(1));
    return name(step).equals(name) ? OptionalLong.of(step) : OptionalLong.empty();
  }

  /** Fills a new folder that nobody reads yet; all of it is on disk on return. */
  static void write(Path folder, Checkpoint checkpoint) {
    Folders.create(folder);
    checkpoint.arrays().forEach((stem, arrays) -> {
      if (!FileNames.isEntry(stem)) {
        throw new IllegalArgumentException("'" + stem + "' cannot be a file's name");
      }
      Safetensors.writeUnseen(folder.resolve(stem + ARRAYS_END), arrays);
    });
    State state = new State(checkpoint.step(), checkpoint.state());
    AtomicFile.writeUnseen(folder.resolve(STATE), out -> out.write(JSON.writeValueAsBytes(state)));
    Manifest.write(folder);
    Folders.sync(folder);
  }

  /** The checkpoint in the folder; damaged if a bit of it is not as written or its name is not its step's. */
  static Checkpoint read(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw EbmException.damaged(folder, "is not a folder");
    }
    Manifest.verify(folder);
    State state = state(folder.resolve(STATE));
    if (!step(folder).equals(OptionalLong.of(state.step()))) {
      throw EbmException.damaged(folder, "holds the checkpoint of step " + state.step());
    }
    Map<String, Map<String, FloatArray>> arrays = new LinkedHashMap<>();
    for (Path file : Folders.list(folder)) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(ARRAYS_END)) {
        String stem = name.substring(0, name.length() - ARRAYS_END.length());
        arrays.put(stem, Safetensors.read(file));
      }
    }
    return new Checkpoint(state.step(), arrays, state.state());
  }

  /** Whether a checkpoint is there for resuming only; false for one that is damaged. */
  static boolean isForResuming(Path folder) {
    try {
      return Checkpoint.isForResuming(state(folder.resolve(STATE)).state());
    } catch (EbmException e) {
      // it is named as damaged where it is read
      return false;
    }
  }

  private static State state(Path file) {
    try {
      return JSON.readValue(file, State.class);
    } catch (JacksonException e) {
      throw IoFailure.parsing(file, e);
    }
  }
}
