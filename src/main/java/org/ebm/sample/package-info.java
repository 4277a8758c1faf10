/** Long chains on an energy: what to run, the loop over milestones, what is kept and how it is read again. No learning; drawing only of its own files. */
package org.ebm.sample;
