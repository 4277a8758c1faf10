/** The training loop, optimizers, schedules, checkpoints, probes. No command-line parsing, no drawing. */
package org.ebm.train;
