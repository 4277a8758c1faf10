package org.ebm.cli;

/** A command that needs the engine: it starts while the command reads its files. */
interface Computes {}
