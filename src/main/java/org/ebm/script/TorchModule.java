package org.ebm.script;

/** A module of a compiled program: a class whose text is written here, or what somebody else saved. */
public sealed interface TorchModule permits TorchClass, ForeignModule {}
