/** What whole runs show: the diagnosis of one, sweeps and tables over many. No threads, no run directories: commands run them. */
package org.ebm.study;
