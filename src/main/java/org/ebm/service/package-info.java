/** Runs: how each kind is begun, gone on with, locked, logged, watched and ended, whoever asks for it. Nothing here parses a command line or prints. */
package org.ebm.service;
